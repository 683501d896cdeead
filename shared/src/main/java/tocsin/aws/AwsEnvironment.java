package tocsin.aws;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** What a function's environment says, by its fixed names. */
final class AwsEnvironment {
    static final String TABLE = "TOCSIN_TABLE";
    static final String ALARMS_QUEUE = "TOCSIN_ALARMS_QUEUE";
    static final String PAGES_QUEUE = "TOCSIN_PAGES_QUEUE";
    static final String STEPS_QUEUE = "TOCSIN_STEPS_QUEUE";
    static final String DATABASE_FUNCTION = "TOCSIN_DATABASE_FUNCTION";
    static final String REMEDIATE_FUNCTION = "TOCSIN_REMEDIATE_FUNCTION";
    static final String WATCH_FUNCTION = "TOCSIN_WATCH_FUNCTION";

    /** The name of the alarm that Tocsin sets off itself. */
    static final String CANARY = "TOCSIN_CANARY";

    /** Where the HTTP API is: links lead there. */
    static final String ADDRESS = "TOCSIN_ADDRESS";

    /** The ARN of the role by which the product's cloud is changed; without it, the function's own. */
    static final String MEND_ROLE = "TOCSIN_MEND_ROLE";

    /** What the function does in other accounts, as the names of the roles there end; without it, it mends. */
    static final String SPOKE_PURPOSE = "TOCSIN_SPOKE_PURPOSE";

    private static final Pattern ACCOUNT = Pattern.compile("(?<=[/:])[0-9]{12}(?=[/:])");

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

    /** Our own account: it stands in the address of every queue and function that the environment names. */
    String account() {
        return Stream.of(ALARMS_QUEUE, PAGES_QUEUE, STEPS_QUEUE, DATABASE_FUNCTION, REMEDIATE_FUNCTION)
                .map(this::optional)
                .filter(Objects::nonNull)
                .map(ACCOUNT::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the environment names no queue of any account"));
    }

    /** Where another AWS stands in, for all services. */
    @Nullable URI endpoint() {
        var url = optional("AWS_ENDPOINT_URL");
        return url == null ? null : URI.create(url);
    }

    /** With SnapStart, Lambda gives credentials by an address that it sets, and otherwise by variables. */
    AwsCredentialsProvider credentials() {
        return optional("AWS_CONTAINER_CREDENTIALS_FULL_URI") == null
                ? this::fromVariables
                : ContainerCredentialsProvider.builder().build();
    }

    private AwsCredentials fromVariables() {
        var token = optional("AWS_SESSION_TOKEN");
        return token == null
                ? AwsBasicCredentials.create(required("AWS_ACCESS_KEY_ID"), required("AWS_SECRET_ACCESS_KEY"))
                : AwsSessionCredentials.create(required("AWS_ACCESS_KEY_ID"), required("AWS_SECRET_ACCESS_KEY"), token);
    }
}
