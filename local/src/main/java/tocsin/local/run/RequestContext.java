package tocsin.local.run;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Lambda tells a function about its invocation. */
final class RequestContext implements Context {
    private final FunctionSettings settings;
    private final String requestId;
    private final long deadline;

    RequestContext(FunctionSettings settings, String requestId) {
        this.settings = settings;
        this.requestId = requestId;
        this.deadline = System.nanoTime() + settings.timeout().toNanos();
    }

    Duration left() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    @Override
    public String getAwsRequestId() {
        return requestId;
    }

    @Override
    public String getLogGroupName() {
        return "/aws/lambda/" + settings.name();
    }

    @Override
    public String getLogStreamName() {
        return "local";
    }

    @Override
    public String getFunctionName() {
        return settings.name();
    }

    @Override
    public String getFunctionVersion() {
        return "1";
    }

    @Override
    public String getInvokedFunctionArn() {
        return settings.arn();
    }

    @Override
    public @Nullable CognitoIdentity getIdentity() {
        return null;
    }

    @Override
    public @Nullable ClientContext getClientContext() {
        return null;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return Math.toIntExact(left().toMillis());
    }

    @Override
    public int getMemoryLimitInMB() {
        return settings.memory();
    }

    @Override
    public LambdaLogger getLogger() {
        return new Log(LoggerFactory.getLogger(settings.name()));
    }

    private record Log(Logger logger) implements LambdaLogger {
        @Override
        public void log(String message) {
            logger.info("{}", message.stripTrailing());
        }

        @Override
        public void log(byte[] message) {
            log(new String(message, StandardCharsets.UTF_8));
        }
    }
}
