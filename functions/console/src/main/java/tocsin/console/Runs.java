package tocsin.console;

import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import tocsin.Ports;
import tocsin.page.Cleaned;
import tocsin.runbook.RunPlan;
import tocsin.state.Batch;

/** What a person plans, and asks for by hand. */
final class Runs {
    /** The HTTP API waits for half a minute, and this function a little less. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    /** A runbook's, or a plan's identity. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    /** Its identity, and the steps whose questions it has put. */
    private static final Pattern PLAN = Pattern.compile("[A-Za-z0-9_-]{1,100}(\\+[A-Za-z0-9_-]{1,100}){0,20}");

    private static final int LONGEST = 100;

    private final Ports ports;
    private final Books books;
    private final JsonType<RunPlan> plans = Jsonb.instance().type(RunPlan.class);

    Runs(Ports ports, Books books) {
        this.ports = ports;
        this.books = books;
    }

    Response plan(Request request) {
        var asked = asked(request);
        var reply = ports.planning().plan(new RunPlan.Request(asked.runbook(), asked.service()), PATIENCE);
        var plan = reply.plan();
        if (plan != null) {
            return Response.json(plans.toJson(plan));
        }
        var error = String.valueOf(reply.error());
        return Boolean.TRUE.equals(reply.misasked()) ? Response.bad(error) : Response.refused(error);
    }

    /** Asks for a run of what was planned; the run itself refuses where the world is another one by then. */
    Response run(Request request) {
        var asked = asked(request);
        if (!PLAN.matcher(asked.plan()).matches()) {
            throw new BadRequest("plan: '" + Cleaned.line(asked.plan(), LONGEST)
                    + "'; expected the identity of a plan, as POST /plans gives it");
        }
        if (books.configuration().service(asked.service()).isEmpty()) {
            throw new BadRequest("service: '" + Cleaned.line(asked.service(), LONGEST)
                    + "'; expected STAGE/SERVICE, as a plan names it");
        }
        var by = Caller.of(request);
        var id = new AtomicReference<>("");
        books.ledger().decide(books.triage().partitions(asked.service()), List.of(), stored -> {
            var hand = books.triage()
                    .byHand(
                            stored,
                            asked.service(),
                            asked.runbook(),
                            by,
                            asked.plan(),
                            ports.clock().instant());
            id.set(hand.run());
            return hand.decision();
        });
        return Response.done(id.get());
    }

    private record Asked(String runbook, String service, String plan) {}

    private static Asked asked(Request request) {
        var body = Batch.tree(request.body());
        var runbook = body.extract("runbook", "");
        if (!NAME.matcher(runbook).matches()) {
            throw new BadRequest("runbook: '" + Cleaned.line(runbook, LONGEST)
                    + "'; expected a runbook's name, such as connection-pool");
        }
        return new Asked(runbook, body.extract("service", ""), body.extract("plan", ""));
    }
}
