package tocsin.console;

import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.time.Duration;
import tocsin.Ports;
import tocsin.health.Report;
import tocsin.health.Sweeping;

/** Whether the product is well: asked of the function that may look at it. */
final class Sweeps {
    /** The HTTP API waits for half a minute, and this function a little less. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    /** Of that, how long is looked: what is known by then comes as an answer, with what is not. */
    private static final Duration WITHIN = PATIENCE.minusSeconds(5);

    private final Ports ports;
    private final JsonType<Report> reports = Jsonb.instance().type(Report.class);

    Sweeps(Ports ports) {
        this.ports = ports;
    }

    Response sweep(Request request) {
        var reply = ports.sweeping()
                .sweep(
                        new Sweeping.Request(
                                request.query().get("stage"), request.query().get("service"), WITHIN.toMillis()),
                        PATIENCE);
        var report = reply.report();
        return report == null ? Response.bad(String.valueOf(reply.error())) : Response.json(reports.toJson(report));
    }
}
