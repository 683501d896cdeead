package tocsin.local.pagerduty;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Collections;
import tocsin.local.http.Site;
import tocsin.page.Web;

/** The stand-in behind HTTP, on 127.0.0.1 alone: POST /v2/enqueue as PagerDuty has it, GET /alerts to look at it. */
public final class PagerDutyServer implements AutoCloseable {
    private final PagerDutyStandIn pagerDuty;
    private final InstantSource clock;
    private final Site site;

    /**
     * @param port 0 for any that is free
     */
    public PagerDutyServer(PagerDutyStandIn pagerDuty, InstantSource clock, int port) throws IOException {
        this.pagerDuty = pagerDuty;
        this.clock = clock;
        site = new Site(this::answer, port);
    }

    /** What the configuration's {@code pager.url} is set to. */
    public URI url() {
        return site.at("/v2/enqueue");
    }

    @Override
    public void close() {
        site.close();
    }

    private Web.Answer answer(Web.Call call) {
        return switch (call.uri().getPath()) {
            case "/v2/enqueue" -> enqueue(call);
            case "/alerts" -> answer(200, pagerDuty.told());
            default -> answer(404, "");
        };
    }

    private Web.Answer enqueue(Web.Call call) {
        if (!call.method().equals("POST")) {
            return answer(405, "{}");
        }
        var reply = pagerDuty.enqueue(String.valueOf(call.body()), clock.instant());
        return answer(reply.status(), reply.body());
    }

    private static Web.Answer answer(int status, String body) {
        var type = body.startsWith("{") ? "application/json" : "text/plain";
        return new Web.Answer(status, Collections.singletonMap("content-type", type), body);
    }
}
