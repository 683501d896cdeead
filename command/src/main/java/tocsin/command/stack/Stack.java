package tocsin.command.stack;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Output;

/** A deployed Tocsin: its address as the stack's outputs tell it, and what a request to it carries to be let in. */
public final class Stack {
    /** The output of template.yaml that holds the address. */
    private static final String OUTPUT = "ApiUrl";

    /** As an HTTP API with AWS_IAM expects it. */
    private static final String SERVICE = "execute-api";

    private final URI address;
    private final Region region;
    private final AwsCredentialsProvider credentials;
    private final Clock clock;

    Stack(URI address, Region region, AwsCredentialsProvider credentials, Clock clock) {
        this.address = address;
        this.region = region;
        this.credentials = credentials;
        this.clock = clock;
    }

    /**
     * The stack of that name, with the credentials that the AWS CLI would take here: variables, profile, single
     * sign-on.
     *
     * @param where its Region; empty: that of the AWS CLI
     * @throws NoStack where it cannot be found
     */
    public static Stack named(String name, String where) {
        var region = where.isEmpty() ? region() : region(where);
        var credentials = DefaultCredentialsProvider.builder().build();
        identity(credentials);
        try (var cloudFormation = CloudFormationClient.builder()
                .region(region)
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            return new Stack(address(cloudFormation, name), region, credentials, Clock.systemUTC());
        } catch (SdkException failure) {
            throw new NoStack("--stack " + name + ", in " + region + ": " + failure.getMessage(), failure);
        }
    }

    /** What is put into an address is looked at first. */
    private static Region region(String where) {
        if (!where.matches("[a-z]{2}(-[a-z]+)+-[0-9]")) {
            throw new NoStack("--region: '" + where + "' is no Region; expected one such as eu-central-1");
        }
        return Region.of(where);
    }

    private static Region region() {
        try {
            return DefaultAwsRegionProviderChain.builder().build().getRegion();
        } catch (SdkException none) { // what it says names every place where it looked, over many lines
            throw new NoStack(
                    "--stack: in which Region? Say --region, set AWS_REGION, or a profile that has one (AWS_PROFILE)",
                    none);
        }
    }

    private static URI address(CloudFormationClient cloudFormation, String name) {
        return cloudFormation.describeStacks(request -> request.stackName(name)).stacks().stream()
                .flatMap(stack -> stack.outputs().stream())
                .filter(output -> output.outputKey().equals(OUTPUT))
                .map(Output::outputValue)
                .map(URI::create)
                .findFirst()
                .orElseThrow(() -> new NoStack("--stack " + name + ": no Tocsin, it has no output " + OUTPUT));
    }

    public URI address() {
        return address;
    }

    /** The headers by which IAM knows the caller, but those that name the host and the length. */
    public Map<String, String> headers(String method, URI target, String body) {
        var request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(method))
                .uri(target)
                .build();
        var signed = AwsV4HttpSigner.create()
                .sign(signing -> signing.identity(identity(credentials))
                        .request(request)
                        .payload(ContentStreamProvider.fromString(body, StandardCharsets.UTF_8))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region.id())
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock));
        var headers = new TreeMap<String, String>();
        signed.request()
                .forEachHeader((header, values) -> headers.put(header.toLowerCase(Locale.ROOT), values.getFirst()));
        headers.remove("host");
        return headers;
    }

    private static AwsCredentialsIdentity identity(AwsCredentialsProvider credentials) {
        try {
            return credentials.resolveCredentials();
        } catch (SdkException none) {
            throw new NoStack("--stack: no credentials; sign in as for the AWS CLI (AWS_PROFILE, aws sso login)", none);
        }
    }
}
