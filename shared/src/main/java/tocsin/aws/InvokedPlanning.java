package tocsin.aws;

import io.avaje.jsonb.Jsonb;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.runbook.Planning;
import tocsin.runbook.RunPlan;

/** Plans, by invoking the function that alone may read production and waiting for what it answers. */
final class InvokedPlanning implements Planning {
    private final Supplier<LambdaClient> client;
    private final Supplier<String> function;

    /** @param function the function's ARN with its alias */
    InvokedPlanning(Supplier<LambdaClient> client, Supplier<String> function) {
        this.client = client;
        this.function = function;
    }

    @Override
    public RunPlan.Reply plan(RunPlan.Request request, Duration timeout) {
        var what = "the plan of " + request.runbook();
        var payload =
                "{\"plan\":" + Jsonb.instance().type(RunPlan.Request.class).toJson(request) + "}";
        var answer = AwsFailures.request(
                what,
                () -> client.get()
                        .invoke(invoke -> invoke.functionName(function.get())
                                .payload(SdkBytes.fromUtf8String(payload))
                                .overrideConfiguration(settings -> settings.apiCallTimeout(timeout))));
        if (answer.functionError() != null) {
            throw new PortFailure(Kind.UNAVAILABLE, what + ": the function failed, " + answer.functionError());
        }
        return Jsonb.instance()
                .type(RunPlan.Reply.class)
                .fromJson(answer.payload().asUtf8String());
    }
}
