package tocsin.local.run;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A function with its environments. One environment serves one invocation at a time, and is kept for the next; one that
 * was stopped, or died of an Error, is not used again.
 */
public final class LambdaFunction {
    /** The largest answer that Lambda passes on. */
    private static final int MOST_BYTES = 6 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(LambdaFunction.class);

    private final FunctionSettings settings;
    private final Function<Fence, RequestStreamHandler> maker;
    private final String life;
    private final Deque<Environment> idle = new ConcurrentLinkedDeque<>();
    private final AtomicLong invocations = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();

    /** @param maker makes the handler of a new environment, within the first invocation's time */
    public LambdaFunction(FunctionSettings settings, Function<Fence, RequestStreamHandler> maker, String life) {
        this.settings = settings;
        this.maker = maker;
        this.life = life;
    }

    private final class Environment {
        private final Fence fence = new Fence();
        private @Nullable RequestStreamHandler handler;
        private volatile boolean dead;

        private byte[] handle(byte[] payload, RequestContext context) throws IOException {
            try {
                var output = new ByteArrayOutputStream();
                warm().handleRequest(new ByteArrayInputStream(payload), output, context);
                return output.toByteArray();
            } catch (Error e) {
                dead = true;
                throw e;
            }
        }

        private RequestStreamHandler warm() {
            var ready = handler;
            if (ready == null) {
                ready = maker.apply(fence);
                handler = ready;
            }
            return ready;
        }

        private void stop() {
            dead = true;
            fence.close();
        }
    }

    public FunctionSettings settings() {
        return settings;
    }

    public long invocations() {
        return invocations.get();
    }

    public long errors() {
        return errors.get();
    }

    /**
     * An id for the next invocation: by its number in this life of the data, so that logs of two runs can be
     * compared.
     */
    public String nextRequestId() {
        return UUID.nameUUIDFromBytes((settings.name() + "/" + life + "/" + invocations.incrementAndGet())
                        .getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** Invokes and waits for the end. */
    public Outcome invoke(String payload) {
        return invoke(nextRequestId(), payload);
    }

    /** Invokes again, or first, under an id that is known already. */
    public Outcome invoke(String requestId, String payload) {
        var outcome = outcome(requestId, payload);
        if (outcome instanceof Outcome.Failed(var error, var _)) {
            errors.incrementAndGet();
            LOG.warn("{} {}: {}", settings.name(), requestId, error);
        }
        return outcome;
    }

    private Outcome outcome(String requestId, String payload) {
        var environment = Objects.requireNonNullElseGet(idle.pollFirst(), Environment::new);
        var context = new RequestContext(settings, requestId);
        var work = new FutureTask<>(() -> environment.handle(payload.getBytes(StandardCharsets.UTF_8), context));
        var thread = Thread.ofPlatform()
                .daemon()
                .name(settings.name() + " " + requestId)
                .start(work);
        try {
            return returned(work.get(context.left().toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            environment.stop();
            thread.interrupt();
            return timedOut(requestId);
        } catch (InterruptedException e) {
            environment.stop();
            thread.interrupt();
            Thread.currentThread().interrupt();
            return failed("Runtime.Stopped", "stopped", List.of());
        } catch (ExecutionException e) {
            return failed(Objects.requireNonNullElse(e.getCause(), e));
        } finally {
            if (!environment.dead) {
                idle.addFirst(environment);
            }
        }
    }

    private static Outcome returned(byte[] answer) {
        return answer.length > MOST_BYTES
                ? failed("Function.ResponseSizeTooLarge", "the answer has " + answer.length + " bytes", List.of())
                : new Outcome.Returned(new String(answer, StandardCharsets.UTF_8));
    }

    private Outcome timedOut(String requestId) {
        var seconds = settings.timeout().toMillis() / 1000.0;
        return failed(
                "Sandbox.Timedout",
                String.format(
                        Locale.ROOT, "RequestId: %s Error: Task timed out after %.2f seconds", requestId, seconds),
                List.of());
    }

    private static Outcome failed(Throwable thrown) {
        LOG.debug("a function threw", thrown);
        var trace = List.of(thrown.getStackTrace()).stream()
                .limit(30)
                .map(StackTraceElement::toString)
                .toList();
        return failed(thrown.getClass().getName(), String.valueOf(thrown.getMessage()), trace);
    }

    private static Outcome failed(String type, String message, List<String> trace) {
        var payload = Json.object().put("errorMessage", message).put("errorType", type);
        var lines = payload.putArray("stackTrace");
        trace.forEach(lines::add);
        var where = trace.isEmpty() ? "" : " at " + trace.getFirst();
        return new Outcome.Failed(type + ": " + message + where, payload.toString());
    }
}
