package tocsin.aws;

import io.avaje.jsonb.Jsonb;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.cloud.Database;

/** The database, by invoking the function that stands in its network and waiting for what it answers. */
final class InvokedDatabase implements Database {
    private final Supplier<LambdaClient> client;
    private final Supplier<String> function;

    /** @param function the function's ARN with its alias */
    InvokedDatabase(Supplier<LambdaClient> client, Supplier<String> function) {
        this.client = client;
        this.function = function;
    }

    @Override
    public Reply ask(Request request, Duration timeout) {
        var what = request.operation() + " of " + request.database();
        var answer = AwsFailures.request(
                what,
                () -> client.get()
                        .invoke(invoke -> invoke.functionName(function.get())
                                .invocationType(InvocationType.REQUEST_RESPONSE)
                                .payload(SdkBytes.fromUtf8String(
                                        Jsonb.instance().type(Request.class).toJson(request)))
                                .overrideConfiguration(settings -> settings.apiCallTimeout(timeout))));
        if (answer.functionError() != null) {
            // it began, and died or ran out of its time: what it had done by then is not known
            throw new PortFailure(Kind.UNCLEAR, what + ": the function failed, " + answer.functionError());
        }
        return reply(what, answer.payload().asUtf8String());
    }

    private static Reply reply(String what, String json) {
        try {
            return Jsonb.instance().type(Reply.class).fromJson(json);
        } catch (RuntimeException unreadable) {
            throw new PortFailure(Kind.UNCLEAR, what + ": an answer that cannot be read", unreadable);
        }
    }
}
