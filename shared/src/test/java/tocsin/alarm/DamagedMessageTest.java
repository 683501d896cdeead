package tocsin.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DamagedMessageTest {
    private static final int PLACES = 19;

    private final MessageReader reader = new MessageReader();

    @ParameterizedTest
    @MethodSource("tocsin.alarm.Samples#all")
    void an_alarm_with_a_wrong_character_never_passes_for_something_else(Path sample) throws IOException {
        var payload = Files.readString(sample);

        assertThat(places(payload).map(place -> withWrongCharacter(payload, place)))
                .allSatisfy(damaged -> assertThatAlarmsAreStillHeard(payload, damaged));
    }

    @ParameterizedTest
    @MethodSource("tocsin.alarm.Samples#all")
    void an_alarm_that_is_cut_off_never_passes_for_something_else(Path sample) throws IOException {
        var payload = Files.readString(sample);

        assertThat(places(payload).filter(place -> place > 0).map(place -> payload.substring(0, place)))
                .allSatisfy(damaged -> assertThatAlarmsAreStillHeard(payload, damaged));
    }

    @ParameterizedTest
    @MethodSource("tocsin.alarm.Samples#all")
    void a_damaged_message_takes_no_other_of_its_batch_along(Path sample) throws IOException {
        var payload = Files.readString(sample);
        var whole = read(payload).size();

        assertThat(places(payload).map(place -> withWrongCharacter(payload, place)))
                .allSatisfy(damaged -> assertThat(read(batch(payload, damaged, "hello")))
                        .hasSize(whole + read(damaged).size() + 1));
    }

    private void assertThatAlarmsAreStillHeard(String payload, String damaged) {
        var answers = read(damaged);

        assertThat(answers).isNotEmpty();
        if (read(payload).stream().anyMatch(Received.Alarmed.class::isInstance)) {
            assertThat(answers).anyMatch(answer -> !(answer instanceof Received.NotAnAlarm));
        }
    }

    private List<Received> read(String payload) {
        return reader.read(payload, Samples.NOW);
    }

    private static Stream<Integer> places(String payload) {
        return IntStream.range(0, PLACES)
                .mapToObj(part -> (int) ((long) payload.length() * part / PLACES))
                .filter(place -> place < payload.length());
    }

    private static String withWrongCharacter(String payload, int place) {
        var wrong = payload.charAt(place) == 'x' ? "y" : "x";
        return payload.substring(0, place) + wrong + payload.substring(place + 1);
    }

    private static String batch(String... bodies) {
        var records = JsonArray.create();
        for (var body : bodies) {
            records.add(JsonObject.create().add("eventSource", "aws:sqs").add("body", Texts.fit(body, body.length())));
        }
        return Facts.line(JsonObject.create().add("Records", records));
    }
}
