package tocsin.aws;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** What a function's environment says, by its fixed names. */
final class AwsEnvironment {
    private final Map<String, String> variables;

    AwsEnvironment(Map<String, String> variables) {
        this.variables = variables;
    }

    String required(String name) {
        var value = optional(name);
        if (value == null) {
            throw new IllegalStateException("the environment has no " + name);
        }
        return value;
    }

    @Nullable String optional(String name) {
        var value = variables.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    Region region() {
        return Region.of(required("AWS_REGION"));
    }

    /** Where another AWS stands in, for all services. */
    @Nullable URI endpoint() {
        var url = optional("AWS_ENDPOINT_URL");
        return url == null ? null : URI.create(url);
    }

    /** With SnapStart, Lambda gives credentials by an address that it sets, and otherwise by variables. */
    AwsCredentialsProvider credentials() {
        return optional("AWS_CONTAINER_CREDENTIALS_FULL_URI") == null
                ? EnvironmentVariableCredentialsProvider.create()
                : ContainerCredentialsProvider.builder().build();
    }
}
