package tocsin.local;

import io.avaje.jsonb.Jsonb;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.cloud.Database;
import tocsin.health.Sweeping;
import tocsin.local.run.LambdaFunction;
import tocsin.local.run.Outcome;
import tocsin.runbook.Planning;
import tocsin.runbook.RunPlan;

/** What is asked of another function, and answered by return; that function runs here too. */
final class InvokedHere implements Database, Planning, Sweeping {
    private final Function<String, Optional<LambdaFunction>> functions;

    /** @param functions by the template's name */
    InvokedHere(Function<String, Optional<LambdaFunction>> functions) {
        this.functions = functions;
    }

    @Override
    public Database.Reply ask(Database.Request request, Duration timeout) {
        var payload = Jsonb.instance().type(Database.Request.class).toJson(request);
        var what = request.operation() + " of " + request.database();
        return ask("DatabaseFunction", what, payload, Database.Reply.class, timeout);
    }

    @Override
    public RunPlan.Reply plan(RunPlan.Request request, Duration timeout) {
        var payload =
                "{\"plan\":" + Jsonb.instance().type(RunPlan.Request.class).toJson(request) + "}";
        return ask("RemediateFunction", "the plan of " + request.runbook(), payload, RunPlan.Reply.class, timeout);
    }

    @Override
    public Sweeping.Reply sweep(Sweeping.Request request, Duration timeout) {
        var payload =
                "{\"health\":" + Jsonb.instance().type(Sweeping.Request.class).toJson(request) + "}";
        return ask("WatchFunction", "the sweep", payload, Sweeping.Reply.class, timeout);
    }

    private <T> T ask(String name, String what, String payload, Class<T> answer, Duration timeout) {
        var called =
                functions.apply(name).orElseThrow(() -> new PortFailure(Kind.REFUSED, "the template has no " + name));
        var work = new FutureTask<>(() -> called.invoke(payload));
        Thread.ofPlatform().daemon().name("invoke " + called.settings().name()).start(work);
        try {
            return reply(what, work.get(timeout.toMillis(), TimeUnit.MILLISECONDS), answer);
        } catch (TimeoutException e) {
            throw new PortFailure(Kind.UNCLEAR, what + ": no answer within " + timeout, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PortFailure(Kind.UNCLEAR, what + ": interrupted", e);
        } catch (ExecutionException e) {
            throw new PortFailure(Kind.UNCLEAR, what + ": " + e.getMessage(), e);
        }
    }

    private static <T> T reply(String what, Outcome outcome, Class<T> answer) {
        return switch (outcome) {
            case Outcome.Failed(var error, var _) ->
                throw new PortFailure(Kind.UNCLEAR, what + ": the function failed, " + error);
            case Outcome.Returned(var payload) -> read(what, payload, answer);
        };
    }

    private static <T> T read(String what, String payload, Class<T> answer) {
        try {
            return Jsonb.instance().type(answer).fromJson(payload);
        } catch (RuntimeException e) {
            throw new PortFailure(Kind.UNCLEAR, what + ": an answer that cannot be read", e);
        }
    }
}
