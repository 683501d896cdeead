package tocsin.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tocsin.incident.IncidentRef;
import tocsin.page.PagerDutyWebhook.Reading;
import tocsin.page.PagerNews.What;

/** What PagerDuty's webhooks say, and who may say it. */
class PagerDutyWebhookTest {
    private static final String SECRET = "a secret";
    private static final PageKey PAGE = new PageKey(new IncidentRef("prod/api", 42), 1, null);
    private static final String ACKNOWLEDGED = body("incident.acknowledged", PAGE.text(), "{\"summary\":\"Ann Lee\"}");

    private static String body(String type, String key, String agent) {
        return "{\"event\":{\"id\":\"01\",\"event_type\":\"" + type + "\",\"resource_type\":\"incident\","
                + "\"occurred_at\":\"2026-03-02T12:00:00Z\",\"agent\":" + agent + ",\"data\":{\"incident_key\":\"" + key
                + "\",\"status\":\"acknowledged\"}}}";
    }

    private static String signature(String body, String secret) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "v1=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Reading read(String signatures, String body) {
        return PagerDutyWebhook.read(signatures, body.getBytes(StandardCharsets.UTF_8), SECRET);
    }

    private static Reading signed(String body) throws Exception {
        return read(signature(body, SECRET), body);
    }

    @Test
    void somebody_acknowledged_resolved_or_gave_back_our_page() throws Exception {
        assertThat(signed(ACKNOWLEDGED)).isEqualTo(new Reading.News(new PagerNews(PAGE, What.ACKNOWLEDGED, "Ann Lee")));
        assertThat(signed(body("incident.resolved", PAGE.text(), "null")))
                .isEqualTo(new Reading.News(new PagerNews(PAGE, What.RESOLVED, "PagerDuty itself")));
        assertThat(signed(body("incident.unacknowledged", PAGE.text(), "{}")))
                .isEqualTo(new Reading.News(new PagerNews(PAGE, What.UNACKNOWLEDGED, "PagerDuty itself")));
    }

    @Test
    void one_of_several_signatures_is_enough() throws Exception {
        var old = signature(ACKNOWLEDGED, "the secret before");

        assertThat(read(old + ", " + signature(ACKNOWLEDGED, SECRET), ACKNOWLEDGED))
                .isInstanceOf(Reading.News.class);
        assertThat(read(old, ACKNOWLEDGED)).isInstanceOf(Reading.Forged.class);
    }

    @ParameterizedTest
    @MethodSource
    void what_is_not_signed_is_not_believed(String signatures) {
        assertThat(read(signatures, ACKNOWLEDGED)).isInstanceOf(Reading.Forged.class);
    }

    static Stream<String> what_is_not_signed_is_not_believed() throws Exception {
        var good = signature(ACKNOWLEDGED, SECRET);
        return Stream.of(
                "",
                ",",
                "v1=",
                "v1",
                good.substring(0, good.length() - 2),
                good.substring(0, good.length() - 1),
                good + "00",
                good.substring("v1=".length()),
                good.replace("v1=", "v2="),
                "v1=" + "0".repeat(64),
                "v1=" + "z".repeat(64));
    }

    @Test
    void a_body_changed_by_one_byte_is_not_what_was_signed() throws Exception {
        assertThat(read(signature(ACKNOWLEDGED, SECRET), ACKNOWLEDGED + " ")).isInstanceOf(Reading.Forged.class);
    }

    @Test
    void an_empty_secret_is_a_fault_of_ours() {
        assertThatThrownBy(() -> PagerDutyWebhook.read("v1=00", new byte[0], ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_nothing_to_us_is_ignored_and_says_why() throws Exception {
        assertThat(signed(body("incident.acknowledged", "their-key", "null")))
                .isEqualTo(new Reading.Ignored("the incident is none of ours: their-key"));
        assertThat(signed(body("incident.escalated", PAGE.text(), "null")))
                .isEqualTo(new Reading.Ignored("nothing is done about incident.escalated"));
        assertThat(signed("{\"event\":{\"event_type\":\"pagey.ping\"}}")).isInstanceOf(Reading.Ignored.class);
        assertThat(signed("[]")).isInstanceOf(Reading.Ignored.class);
        assertThat(signed("{\"event\":")).isInstanceOf(Reading.Ignored.class);
        assertThat(signed("{\"event\":3}")).isInstanceOf(Reading.Ignored.class);
        assertThat(signed("{\"event\":{\"event_type\":{\"a\":1},\"data\":[]}}")).isInstanceOf(Reading.Ignored.class);
        assertThat(signed("")).isInstanceOf(Reading.Ignored.class);
    }
}
