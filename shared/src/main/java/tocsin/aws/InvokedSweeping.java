package tocsin.aws;

import io.avaje.jsonb.Jsonb;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.health.Sweeping;

/** Sweeps, by invoking the function that may look at the product and waiting for what it answers. */
final class InvokedSweeping implements Sweeping {
    private static final String WHAT = "the sweep";

    private final Supplier<LambdaClient> client;
    private final Supplier<String> function;

    /** @param function the function's ARN with its alias */
    InvokedSweeping(Supplier<LambdaClient> client, Supplier<String> function) {
        this.client = client;
        this.function = function;
    }

    @Override
    public Reply sweep(Request request, Duration timeout) {
        var payload = "{\"health\":" + Jsonb.instance().type(Request.class).toJson(request) + "}";
        var answer = AwsFailures.request(
                WHAT,
                () -> client.get()
                        .invoke(invoke -> invoke.functionName(function.get())
                                .payload(SdkBytes.fromUtf8String(payload))
                                .overrideConfiguration(settings -> settings.apiCallTimeout(timeout))));
        if (answer.functionError() != null) {
            throw new PortFailure(Kind.UNAVAILABLE, WHAT + ": the function failed, " + answer.functionError());
        }
        return Jsonb.instance().type(Reply.class).fromJson(answer.payload().asUtf8String());
    }
}
