package tocsin.local;

import io.avaje.jsonb.Jsonb;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.cloud.Database;
import tocsin.local.run.LambdaFunction;
import tocsin.local.run.Outcome;

/** The database by way of its function, which runs here. */
final class InvokedHere implements Database {
    private final Supplier<Optional<LambdaFunction>> function;

    InvokedHere(Supplier<Optional<LambdaFunction>> function) {
        this.function = function;
    }

    @Override
    public Reply ask(Request request, Duration timeout) {
        var what = request.operation() + " of " + request.database();
        var called =
                function.get().orElseThrow(() -> new PortFailure(Kind.REFUSED, "the template has no DatabaseFunction"));
        var payload = Jsonb.instance().type(Request.class).toJson(request);
        var work = new FutureTask<>(() -> called.invoke(payload));
        Thread.ofPlatform().daemon().name("invoke " + called.settings().name()).start(work);
        try {
            return reply(what, work.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            throw new PortFailure(Kind.UNCLEAR, what + ": no answer within " + timeout, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PortFailure(Kind.UNCLEAR, what + ": interrupted", e);
        } catch (ExecutionException e) {
            throw new PortFailure(Kind.UNCLEAR, what + ": " + e.getMessage(), e);
        }
    }

    private static Reply reply(String what, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed(var error, var _) ->
                throw new PortFailure(Kind.UNCLEAR, what + ": the function failed, " + error);
            case Outcome.Returned(var payload) -> read(what, payload);
        };
    }

    private static Reply read(String what, String payload) {
        try {
            return Jsonb.instance().type(Reply.class).fromJson(payload);
        } catch (RuntimeException e) {
            throw new PortFailure(Kind.UNCLEAR, what + ": an answer that cannot be read", e);
        }
    }
}
