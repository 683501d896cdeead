package tocsin.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.config.Reach;
import tocsin.config.Secret;
import tocsin.incident.IncidentRef;
import tocsin.page.PushoverCallback.Reading;
import tocsin.testing.TestingSecrets;
import tocsin.testing.TestingWeb;

/** What rings until somebody has it: how it is rung, followed, and ended. */
class PushoverTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(8);
    private static final String RECEIPT = "rLqVuqTRh62UzxtmqiaLzQmVcPgiCy";
    private static final String TOKEN = "of-the-application";

    private final TestingWeb web = new TestingWeb();
    private final TestingSecrets secrets = new TestingSecrets();
    private final Sender pushover = of("ladder-0", "owner");

    PushoverTest() {
        secrets.set("tocsin/pushover", TOKEN);
        secrets.set("tocsin/owner", "of-the-owner");
    }

    private Pushover of(String step, String person) {
        return new Pushover(
                web,
                secrets,
                new tocsin.config.Pushover(
                        new Secret("tocsin/pushover"), "https://api.example.com/hooks/pushover", null),
                new Reach(Reach.Kind.PUSHOVER, new Secret("tocsin/owner"), null),
                new PageRef(1, step, person, Channel.PUSHOVER));
    }

    private static Map<String, String> fields(@Nullable String form) {
        var fields = new TreeMap<String, String>();
        for (var field : Objects.requireNonNullElse(form, "").split("&", -1)) {
            var parts = field.split("=", 2);
            fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    private Map<String, String> rung() {
        web.answeringInTurn(TestingWeb.answer(200, "{\"status\":1,\"receipt\":\"" + RECEIPT + "\"}"));
        assertThat(pushover.send(Event.TRIGGER, TestingMessages.page(), null, TIMEOUT))
                .isEqualTo(new Answer.Confirmed("Pushover: it rings, receipt " + RECEIPT, RECEIPT));
        return fields(web.calls().getLast().body());
    }

    @Test
    void it_rings_each_minute_for_as_long_as_pushover_repeats() {
        assertThat(rung())
                .containsEntry("priority", "2")
                .containsEntry("retry", "60")
                .containsEntry("expire", "3000") // 50 times, which is the most
                .containsEntry("user", "of-the-owner")
                .containsEntry("url_title", "Acknowledge");
    }

    @ParameterizedTest
    @CsvSource({"ACKNOWLEDGE", "RESOLVE"})
    void all_that_rings_of_it_is_ended_by_its_tag_also_a_repeat_whose_receipt_nobody_has(Event event) {
        var tag = rung().get("tags");
        assertThat(rung()).containsEntry("tags", tag);
        web.answeringInTurn(TestingWeb.answer(200, "{\"status\":1}"));

        assertThat(pushover.send(event, TestingMessages.page(), RECEIPT, TIMEOUT))
                .isInstanceOf(Answer.Confirmed.class);
        assertThat(web.calls().getLast().uri())
                .hasToString("https://api.pushover.net/1/receipts/cancel_by_tag/" + tag + ".json");
        assertThat(tag).matches("[A-Za-z0-9]+");
    }

    @ParameterizedTest
    @CsvSource({"ladder-1, owner", "ladder-0, bea"})
    void what_rings_by_another_step_or_at_another_person_is_not_ended_with_it(String step, String person) {
        var tag = rung().get("tags");
        web.answeringInTurn(TestingWeb.answer(200, "{\"status\":1,\"receipt\":\"" + RECEIPT + "\"}"));

        of(step, person).send(Event.TRIGGER, TestingMessages.page(), null, TIMEOUT);

        assertThat(fields(web.calls().getLast().body()).get("tags")).isNotEqualTo(tag);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"status\":1,\"acknowledged\":0,\"expired\":0}', Rings",
        "'{\"status\":1,\"acknowledged\":1,\"acknowledged_by\":\"u1\",\"expired\":0}', Acknowledged",
        "'{\"status\":1,\"acknowledged\":1,\"expired\":1}', Acknowledged",
        "'{\"status\":1,\"acknowledged\":0,\"expired\":1}', Over",
        "'no JSON', Rings"
    })
    void a_receipt_tells_what_became_of_it(String body, String meaning) {
        web.answeringInTurn(TestingWeb.answer(200, body));

        assertThat(pushover.look(RECEIPT, TIMEOUT).getClass().getSimpleName()).isEqualTo(meaning);
    }

    @Test
    void who_cannot_be_asked_tells_nothing_and_no_secret_is_told_of_it() {
        web.answeringInTurn(TestingWeb.answer(500, "token=" + TOKEN));
        assertThat(pushover.look(RECEIPT, TIMEOUT)).isEqualTo(new Seen.Unknown("Pushover: 500 token=?"));
        web.answering(call -> {
            throw new PortFailure(Kind.UNCLEAR, "no answer of " + call.uri());
        });
        assertThat(pushover.look(RECEIPT, TIMEOUT).toString()).doesNotContain(TOKEN);
    }

    @ParameterizedTest
    @CsvSource({"429, Later", "503, Later", "500, Unclear", "400, Refused", "401, Refused"})
    void each_status_means_one_thing(int status, String meaning) {
        web.answeringInTurn(TestingWeb.answer(status, "{\"status\":0,\"errors\":[\"user is of-the-owner\"]}"));

        var answer = pushover.send(Event.TRIGGER, TestingMessages.page(), null, TIMEOUT);

        assertThat(answer.getClass().getSimpleName()).isEqualTo(meaning);
        assertThat(answer.text()).doesNotContain("of-the");
    }

    // its callback

    private Map<String, String> query() {
        var query = URI.create(Objects.requireNonNull(rung().get("callback"))).getRawQuery();
        return fields(query);
    }

    private static final Map<String, String> ACKNOWLEDGED = Map.of("acknowledged", "1");

    @Test
    void the_callback_says_whose_page_it_is_and_who_has_it() {
        var page = new PageKey(new IncidentRef("prod/db", 1), 1, null);

        assertThat(PushoverCallback.read(query(), ACKNOWLEDGED, TOKEN))
                .isEqualTo(new Reading.Acknowledged(page, "owner"));
    }

    @Test
    void a_callback_by_another_address_is_not_believed() {
        for (var name : query().keySet()) {
            var forged = new TreeMap<>(query());
            forged.merge(name, "x", (value, more) -> value + more);
            assertThat(PushoverCallback.read(forged, ACKNOWLEDGED, TOKEN)).isInstanceOf(Reading.Forged.class);
            forged.remove(name);
            assertThat(PushoverCallback.read(forged, ACKNOWLEDGED, TOKEN)).isInstanceOf(Reading.Forged.class);
        }
        assertThat(PushoverCallback.read(query(), ACKNOWLEDGED, "another")).isInstanceOf(Reading.Forged.class);
        assertThatIllegalArgumentException().isThrownBy(() -> PushoverCallback.read(query(), ACKNOWLEDGED, ""));
    }

    @Test
    void a_callback_that_says_nothing_of_an_acknowledgement_is_none() {
        assertThat(PushoverCallback.read(query(), Map.of("acknowledged", "0"), TOKEN))
                .isInstanceOf(Reading.Ignored.class);
    }
}
