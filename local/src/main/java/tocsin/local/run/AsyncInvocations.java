package tocsin.local.run;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import tocsin.local.ScaledClock;
import tocsin.local.queue.Delivery;
import tocsin.local.queue.DiskQueue;

/**
 * Invokes a function without anybody waiting: kept on disk until it was done, tried again as often as the function's
 * settings say, and what fails for good told to the destination.
 */
public final class AsyncInvocations implements AutoCloseable {
    private final Settings settings;
    private final DiskQueue waiting;
    private final LambdaFunction function;
    private final ScaledClock clock;
    private final QueuePoller poller;

    /**
     * @param retries after the first attempt
     * @param onFailure where failures go
     */
    public record Settings(int retries, Duration maximumAge, Optional<DiskQueue> onFailure, int concurrency) {}

    /** @param waiting a queue of this function's own, whose visibility outlasts an invocation */
    public AsyncInvocations(Settings settings, DiskQueue waiting, LambdaFunction function, ScaledClock clock) {
        this.settings = settings;
        this.waiting = waiting;
        this.function = function;
        this.clock = clock;
        var batching = new QueuePoller.Batching(1, Duration.ZERO, settings.concurrency());
        this.poller = new QueuePoller(waiting, batching, clock, batch -> batch.forEach(this::attempt));
    }

    /** Takes an event; once this returns, it is on disk. Gives the request's id. */
    public String invoke(String payload) {
        var requestId = function.nextRequestId();
        waiting.send(Json.object()
                .put("requestId", requestId)
                .put("payload", payload)
                .toString());
        return requestId;
    }

    private void attempt(Delivery delivery) {
        var event = Json.read(delivery.body());
        var requestId = event.path("requestId").asText();
        var payload = event.path("payload").asText();
        if (tooOld(delivery)) {
            giveUp(delivery, requestId, payload, "EventAgeExceeded", Optional.empty());
            return;
        }
        switch (function.invoke(requestId, payload)) {
            case Outcome.Returned _ -> waiting.delete(delivery.receipt());
            case Outcome.Failed failed -> {
                if (delivery.receives() > settings.retries()) {
                    giveUp(delivery, requestId, payload, "RetriesExhausted", Optional.of(failed));
                } else {
                    // one minute before the second attempt, two before the third: as Lambda does
                    waiting.hide(delivery.receipt(), Duration.ofMinutes(delivery.receives()));
                }
            }
        }
    }

    private boolean tooOld(Delivery delivery) {
        return Duration.between(delivery.sentAt(), clock.instant()).compareTo(settings.maximumAge()) > 0;
    }

    private void giveUp(
            Delivery delivery, String requestId, String payload, String condition, Optional<Outcome.Failed> failed) {
        settings.onFailure()
                .ifPresent(queue ->
                        queue.send(told(clock.instant(), delivery.receives(), requestId, payload, condition, failed)));
        waiting.delete(delivery.receipt());
    }

    private String told(
            Instant now,
            int attempts,
            String requestId,
            String payload,
            String condition,
            Optional<Outcome.Failed> failed) {
        var told = Json.object()
                .put("version", "1.0")
                .put("timestamp", now.truncatedTo(ChronoUnit.MILLIS).toString());
        told.putObject("requestContext")
                .put("requestId", requestId)
                .put("functionArn", function.settings().arn())
                .put("condition", condition)
                .put("approximateInvokeCount", attempts);
        told.set("requestPayload", Json.readOrQuote(payload));
        failed.ifPresent(failure -> {
            told.putObject("responseContext")
                    .put("statusCode", 200)
                    .put("executedVersion", "1")
                    .put("functionError", "Unhandled");
            told.set("responsePayload", Json.readOrQuote(failure.payload()));
        });
        return told.toString();
    }

    /** What has not been done yet. */
    public List<String> waiting() {
        return waiting.bodies();
    }

    @Override
    public void close() {
        poller.close();
    }
}
