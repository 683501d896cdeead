package tocsin.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.json.node.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileInputTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n",
                "\0",
                "null",
                "true",
                "-",
                "\"",
                "{",
                "{}",
                "[[],{},null]",
                "\uFEFF{}",
                "\ud800 alone",
                "{\"a\":\"\\ud800\"}",
                "{\"Records\":\"x\"}",
                "{\"Records\":[null,3,\"\"]}",
                "{\"Records\":{\"Sns\":{\"Message\":[]}}}",
                "{\"Sns\":7}",
                "{\"body\":{\"body\":{\"body\":false}}}",
                "{\"detail-type\":7,\"detail\":[]}",
                "{\"requestPayload\":{},\"requestContext\":3}"
            })
    void anything_at_all_gets_an_answer(String payload) {
        assertThat(read(payload)).isNotEmpty().noneMatch(Received.Alarmed.class::isInstance);
    }

    @Test
    void odd_types_where_facts_are_expected_are_facts_not_told() {
        var odd = """
                {"AlarmName": "odd", "NewStateValue": "ALARM", "OldStateValue": [], "StateChangeTime": {"a": 1},
                 "AWSAccountId": 111122223333, "AlarmArn": 7, "Region": false, "NewStateReason": 1e999999999,
                 "Trigger": {"Threshold": "1e999999999", "Period": 1e300, "Dimensions": "none", "Metrics": [3, null]}}
                """;

        assertThat(read(odd)).first().isInstanceOfSatisfying(Received.Alarmed.class, alarmed -> {
            assertThat(alarmed.transition().at()).isEqualTo(Samples.NOW);
            assertThat(alarmed.transition().account()).isEqualTo("111122223333");
            assertThat(alarmed.transition().threshold()).isNull();
            assertThat(alarmed.transition().id().arn()).isEqualTo("arn:aws:cloudwatch::111122223333:alarm:odd");
        });
    }

    @Test
    void of_a_key_that_stands_twice_the_last_counts() {
        assertThat(read("{\"AlarmName\":\"a\",\"NewStateValue\":\"OK\",\"NewStateValue\":\"ALARM\"}"))
                .extracting(
                        received -> ((Received.Alarmed) received).transition().state())
                .containsExactly(AlarmState.ALARM);
    }

    @ParameterizedTest
    @ValueSource(ints = {254, 510, 511, 1_023, 2_047, 10_239})
    void a_character_of_two_halves_is_never_cut_in_two(int place) {
        var text = "n".repeat(place) + "\ud83d\udea8!";
        var alarm = """
                {"AlarmName":"a","NewStateValue":"ALARM","NewStateReason":"%s","Trigger":{"MetricName":"%s"}}
                """.formatted(text, text);

        assertThat(read(alarm))
                .map(Facts::of)
                .map(Facts::line)
                .allSatisfy(line -> assertThat(line).contains("n".repeat(place)));
    }

    @Test
    void half_a_character_is_kept_as_something_that_can_be_written() {
        assertThat(read("{\"AlarmName\":\"a\\ud800b\",\"NewStateValue\":\"ALARM\"}"))
                .extracting(
                        received -> ((Received.Alarmed) received).transition().alarm())
                .containsExactly("a?b");
    }

    @Test
    void nesting_without_end_is_unreadable() {
        assertThat(read("[".repeat(100_000) + "]".repeat(100_000))).first().isInstanceOf(Received.Unreadable.class);
        assertThat(read("{\"AlarmName\":".repeat(5_000) + "1" + "}".repeat(5_000)))
                .containsExactly(new Received.Unreadable(true, null, "it begins like JSON and is broken"));
    }

    @Test
    void wrapping_without_end_is_unreadable() {
        var wrapped = "{\"AlarmName\":\"a\",\"NewStateValue\":\"OK\"}";
        for (int times = 0; times < 14; times++) {
            wrapped = Facts.line(JsonObject.create().add("body", wrapped));
        }

        assertThat(read(wrapped)).first().isInstanceOf(Received.Unreadable.class);
    }

    @Test
    void more_than_any_service_would_send_is_unreadable() {
        assertThat(read("x".repeat(9_000_000))).first().isInstanceOf(Received.Unreadable.class);
        assertThat(read("[" + "1,".repeat(20_000) + "1]"))
                .hasSize(10_000)
                .last()
                .isInstanceOf(Received.Unreadable.class);
    }

    @Test
    void a_number_of_too_many_digits_is_unreadable() {
        var digits = "{\"AlarmName\":\"a\",\"NewStateValue\":\"OK\",\"n\":" + "9".repeat(100_000) + "}";

        assertThat(read(digits)).hasSize(1);
    }

    @Test
    void a_name_longer_than_any_alarms_is_refused() {
        var long255 = "{\"AlarmName\":\"" + "n".repeat(256) + "\",\"NewStateValue\":\"OK\"}";

        assertThat(read(long255)).first().isInstanceOf(Received.Unreadable.class);
    }

    private static List<Received> read(String payload) {
        return new MessageReader().read(payload, Samples.NOW);
    }
}
