package tocsin.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tocsin.page.Web;

/** How PagerDuty's Events API v2 behaves; every stand-in for it does. */
public abstract class PagerDutyContract {
    private static final String ROUTING_KEY = "0123456789abcdef0123456789abcdef";

    /** Sends one request to the stand-in. */
    protected abstract Web.Answer send(Web.Call call);

    protected abstract URI url();

    /** Every alert that was ever opened, as "key STATE severity rung N". */
    protected abstract List<String> alerts();

    private int post(String body) {
        return send(new Web.Call(
                        "POST", url(), Map.of("content-type", "application/json"), body, Duration.ofSeconds(20)))
                .status();
    }

    private int event(String action, String key) {
        return post(json(ROUTING_KEY, action, key, "summary", "critical"));
    }

    private static String json(String routingKey, String action, String key, String summary, String severity) {
        return "{\"routing_key\":\"" + routingKey + "\",\"event_action\":\"" + action + "\",\"dedup_key\":\"" + key
                + "\",\"payload\":{\"summary\":\"" + summary + "\",\"source\":\"api\",\"severity\":\"" + severity
                + "\"}}";
    }

    @Test
    void triggering_a_key_again_is_the_same_alert_and_rings_nobody() {
        assertThat(event("trigger", "api-42-1")).isEqualTo(202);
        assertThat(event("trigger", "api-42-1")).isEqualTo(202);

        assertThat(alerts()).containsExactly("api-42-1 TRIGGERED critical rung 1");
    }

    @Test
    void a_trigger_on_an_acknowledged_key_rings_nobody_and_leaves_it_acknowledged() {
        event("trigger", "api-42-1");
        event("acknowledge", "api-42-1");
        event("trigger", "api-42-1");

        assertThat(alerts()).containsExactly("api-42-1 ACKNOWLEDGED critical rung 1");
    }

    @Test
    void a_resolved_key_opens_a_new_alert() {
        event("trigger", "api-42-1");
        event("resolve", "api-42-1");
        event("trigger", "api-42-1");

        assertThat(alerts()).containsExactly("api-42-1 RESOLVED critical rung 1", "api-42-1 TRIGGERED critical rung 1");
    }

    @Test
    void an_acknowledgement_or_resolution_without_an_open_alert_is_taken_and_dropped() {
        assertThat(event("acknowledge", "api-42-1")).isEqualTo(202);
        assertThat(event("resolve", "api-42-1")).isEqualTo(202);
        assertThat(alerts()).isEmpty();

        event("trigger", "api-42-1");
        event("resolve", "api-42-1");
        assertThat(event("acknowledge", "api-42-1")).isEqualTo(202);
        assertThat(alerts()).containsExactly("api-42-1 RESOLVED critical rung 1");
    }

    @Test
    void keys_have_alerts_of_their_own() {
        event("trigger", "api-42-1");
        event("trigger", "db-7-1");
        event("resolve", "api-42-1");

        assertThat(alerts()).containsExactly("api-42-1 RESOLVED critical rung 1", "db-7-1 TRIGGERED critical rung 1");
    }

    @Test
    void what_is_not_an_event_is_answered_400_and_opens_nothing() {
        assertThat(post("[]")).isEqualTo(400);
        assertThat(event("open", "api-42-1")).isEqualTo(400);
        assertThat(post(json("short", "trigger", "k", "summary", "critical"))).isEqualTo(400);
        assertThat(post(json(ROUTING_KEY, "resolve", "", "summary", "critical")))
                .isEqualTo(400);
        assertThat(post(json(ROUTING_KEY, "trigger", "k".repeat(256), "s", "critical")))
                .isEqualTo(400);
        assertThat(post(json(ROUTING_KEY, "trigger", "k", "", "critical"))).isEqualTo(400);
        assertThat(post(json(ROUTING_KEY, "trigger", "k", "s".repeat(1025), "critical")))
                .isEqualTo(400);
        assertThat(post(json(ROUTING_KEY, "trigger", "k", "summary", "P0"))).isEqualTo(400);
        assertThat(alerts()).isEmpty();
    }
}
