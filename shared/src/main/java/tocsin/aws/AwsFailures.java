package tocsin.aws;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;

/**
 * Says of every failure of AWS whether the request was done, and whether it may be repeated. Whatever is not known
 * here to be harmless is UNCLEAR where it may pass, REFUSED where AWS says that the request is wrong. A code that
 * should be told apart is added to the set of its kind.
 */
final class AwsFailures {
    /** Not done: asked too often. */
    private static final Set<String> THROTTLED = Set.of(
            "AutomationExecutionLimitExceeded",
            "AutomationExecutionLimitExceededException",
            "EC2ThrottledException",
            "ExecutionLimitExceeded",
            "KmsThrottled",
            "LimitExceededException",
            "PriorRequestNotComplete",
            "ProvisionedThroughputExceededException",
            "RequestLimitExceeded",
            "RequestThrottled",
            "RequestThrottledException",
            "SlowDown",
            "ThrottledException",
            "Throttling",
            "ThrottlingException",
            "TooManyInvalidationsInProgress",
            "TooManyRequestsException");

    /** Not done: somebody else is at the same thing, and will be done with it. */
    private static final Set<String> CONFLICT = Set.of(
            "ConflictException",
            "InvalidDBInstanceState",
            "InvalidDBInstanceStateFault",
            "OperationAborted",
            "ResourceConflictException",
            "TransactionConflictException",
            "TransactionInProgressException");

    /** Not done, and it passes: nobody is ready to do it yet, or what we sign with has just run out. */
    private static final Set<String> UNAVAILABLE = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "RequestExpired",
            "RequestTimeTooSkewed",
            "RequestTimeout",
            "RequestTimeoutException",
            "ResourceNotReadyException",
            "SnapStartNotReadyException",
            "SnapStartTimeoutException");

    private AwsFailures() {}

    /** Makes one request; what the SDK throws comes out as a failure of the port. */
    static <T> T request(String what, Supplier<T> request) {
        try {
            return request.get();
        } catch (SdkException failure) {
            throw of(what, failure);
        }
    }

    /** The same, but exceptions of this type go through: the caller takes them as an answer. */
    static <T> T request(String what, Supplier<T> request, Class<? extends SdkException> answer) {
        try {
            return request.get();
        } catch (SdkException failure) {
            throw answer.isInstance(failure) ? failure : of(what, failure);
        }
    }

    /**
     * @param what the request in words, without anything secret: it is logged
     */
    static PortFailure of(String what, SdkException failure) {
        var kind = kind(failure);
        return new PortFailure(kind, what + ": " + said(failure), failure);
    }

    private static Kind kind(SdkException failure) {
        return switch (failure) {
            case AwsServiceException service -> kind(service);
            case SdkClientException client -> kind(client);
            default -> Kind.UNCLEAR;
        };
    }

    private static Kind kind(AwsServiceException failure) {
        return kind(code(failure), failure.statusCode());
    }

    /** Of a code that stands in the answer to a request of several, too. */
    static Kind kind(String code, int status) {
        if (THROTTLED.contains(code) || status == 429) {
            return Kind.THROTTLED;
        }
        if (CONFLICT.contains(code)) {
            return Kind.CONFLICT;
        }
        if (UNAVAILABLE.contains(code)) {
            return Kind.UNAVAILABLE;
        }
        // a 5xx may come from behind the place where the write was done
        return status >= 500 || status == 0 || code.equals("InternalError") ? Kind.UNCLEAR : Kind.REFUSED;
    }

    private static Kind kind(SdkClientException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (neverSent(cause)) {
                return Kind.UNAVAILABLE;
            }
        }
        // without a cause it is the SDK that refuses to send: no credentials, a parameter that it knows to be wrong
        return failure.getClass() == SdkClientException.class && failure.getCause() == null
                ? Kind.REFUSED
                : Kind.UNCLEAR;
    }

    private static boolean neverSent(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException
                || cause instanceof SSLHandshakeException
                || cause instanceof HttpConnectTimeoutException
                || (cause instanceof SocketTimeoutException && mentions(cause, "connect timed out"));
    }

    private static boolean mentions(Throwable cause, String words) {
        var message = cause.getMessage();
        return message != null && message.toLowerCase(Locale.ROOT).contains(words);
    }

    /** AWS's own word for it; none: empty. */
    static String code(AwsServiceException failure) {
        var code = failure.awsErrorDetails() == null
                ? null
                : failure.awsErrorDetails().errorCode();
        return code == null ? "" : code;
    }

    private static @Nullable String said(SdkException failure) {
        return failure instanceof AwsServiceException service && service.awsErrorDetails() != null
                ? code(service) + ", " + service.awsErrorDetails().errorMessage()
                : failure.getMessage();
    }
}
