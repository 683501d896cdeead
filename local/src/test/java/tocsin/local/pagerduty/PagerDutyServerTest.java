package tocsin.local.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tocsin.aws.HttpWeb;
import tocsin.page.PagerDutyWebhook;
import tocsin.page.Web;
import tocsin.testing.PagerDutyContract;

/** The stand-in behind HTTP behaves as PagerDuty does; what it says back is what PagerDuty would. */
class PagerDutyServerTest extends PagerDutyContract {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private final PagerDutyStandIn pagerDuty = new PagerDutyStandIn();
    private final PagerDutyServer server = new PagerDutyServer(pagerDuty, () -> NOON, 0);
    private final Web web = new HttpWeb();

    PagerDutyServerTest() throws IOException {}

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected Web.Answer send(Web.Call call) {
        return web.send(call);
    }

    @Override
    protected URI url() {
        return server.url();
    }

    @Override
    protected List<String> alerts() {
        return pagerDuty.alerts().stream()
                .map(alert -> alert.key() + " " + alert.state() + " " + alert.severity() + " rung " + alert.rings())
                .toList();
    }

    private int trigger(String key) {
        var body = """
                {"routing_key":"0123456789abcdef0123456789abcdef","event_action":"trigger","dedup_key":"%s",
                 "payload":{"summary":"no connections left","source":"db","severity":"critical"}}""".formatted(key);
        return web.send(new Web.Call("POST", url(), Map.of(), body, Duration.ofSeconds(20)))
                .status();
    }

    @Test
    void a_trigger_without_key_always_opens_a_new_alert() {
        trigger("");
        trigger("");

        assertThat(pagerDuty.alerts()).hasSize(2);
    }

    @Test
    void another_service_has_keys_of_its_own() {
        trigger("db-42-1");
        var other = "fedcba9876543210fedcba9876543210";
        pagerDuty.enqueue(
                "{\"routing_key\":\"" + other + "\",\"event_action\":\"resolve\",\"dedup_key\":\"db-42-1\"}", NOON);

        assertThat(alerts()).containsExactly("db-42-1 TRIGGERED critical rung 1");
        assertThat(pagerDuty.requests()).isEqualTo(new Requests(1, 0, 0, 1, 0, 0));
    }

    @Test
    void while_it_is_down_nothing_is_taken() {
        pagerDuty.outage(503);
        assertThat(trigger("db-42-1")).isEqualTo(503);
        pagerDuty.outageEnds();

        assertThat(alerts()).isEmpty();
        assertThat(trigger("db-42-1")).isEqualTo(202);
        assertThat(pagerDuty.requests()).isEqualTo(new Requests(1, 0, 0, 0, 0, 1));
    }

    @Test
    void what_a_person_does_there_is_said_back_signed() {
        trigger("tocsin-prod/db-42-1");

        var hook = pagerDuty.acknowledgedBy("Ada", "tocsin-prod/db-42-1", NOON).orElseThrow();

        assertThat(alerts()).containsExactly("tocsin-prod/db-42-1 ACKNOWLEDGED critical rung 1");
        var body = hook.body().getBytes(StandardCharsets.UTF_8);
        assertThat(PagerDutyWebhook.read(hook.signature("sesame"), body, "sesame"))
                .isInstanceOf(PagerDutyWebhook.Reading.News.class);
        assertThat(PagerDutyWebhook.read(hook.signature("other"), body, "sesame"))
                .isInstanceOf(PagerDutyWebhook.Reading.Forged.class);
    }

    @Test
    void an_acknowledgement_that_lapses_rings_again() {
        trigger("db-42-1");
        pagerDuty.acknowledgedBy("Ada", "db-42-1", NOON);

        assertThat(pagerDuty.unacknowledged("db-42-1", NOON)).isPresent();

        assertThat(alerts()).containsExactly("db-42-1 TRIGGERED critical rung 2");
        assertThat(pagerDuty.resolvedBy("Ada", "other", NOON)).isEmpty();
    }

    @Test
    void it_can_be_looked_at() {
        trigger("db-42-1");

        var seen = web.send(new Web.Call("GET", url().resolve("/alerts"), Map.of(), null, Duration.ofSeconds(20)));

        assertThat(seen.body()).startsWith("1 triggered db-42-1, rung 1 times: no connections left");
    }
}
