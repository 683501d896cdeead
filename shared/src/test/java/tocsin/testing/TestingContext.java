package tocsin.testing;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;

/** An invocation that has so much time left, until a test says otherwise. */
public final class TestingContext implements Context {
    private volatile Supplier<Duration> left;

    public TestingContext(Duration left) {
        this(() -> left);
    }

    /** One whose time runs. */
    public TestingContext(Supplier<Duration> left) {
        this.left = left;
    }

    public void setLeft(Duration left) {
        this.left = () -> left;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return Math.toIntExact(left.get().toMillis());
    }

    @Override
    public String getAwsRequestId() {
        return "request-1";
    }

    @Override
    public String getLogGroupName() {
        return "/aws/lambda/testing";
    }

    @Override
    public String getLogStreamName() {
        return "testing";
    }

    @Override
    public String getFunctionName() {
        return "testing";
    }

    @Override
    public String getFunctionVersion() {
        return "1";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:us-west-2:111122223333:function:testing:live";
    }

    @Override
    public CognitoIdentity getIdentity() {
        throw new UnsupportedOperationException("nobody is signed in");
    }

    @Override
    public ClientContext getClientContext() {
        throw new UnsupportedOperationException("no client");
    }

    @Override
    public int getMemoryLimitInMB() {
        return 1024;
    }

    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                log(message.getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public void log(byte[] message) {
                System.err.write(message, 0, message.length);
            }
        };
    }
}
