package tocsin.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.json.node.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SampleTest {
    /** Sentences for people: that there is one is checked, not its words. */
    private static final List<String> WORDS = List.of("because", "description", "reason");

    @ParameterizedTest
    @MethodSource("samples")
    void reads_what_the_sample_expects(Path sample) throws IOException {
        var received = new MessageReader().read(Files.readString(sample), Samples.NOW);

        assertThat(received).allSatisfy(each -> assertThat(each.because()).isNotBlank());
        assertThat(received.stream().map(SampleTest::facts).toList()).isEqualTo(expected(sample));
    }

    @Test
    void no_expected_answer_is_left_without_its_sample() throws IOException {
        var answers = Samples.files().stream().filter(Samples::isAnswer).toList();

        assertThat(Samples.all().stream().map(Samples::answer)).containsExactlyElementsOf(answers);
    }

    static Stream<Path> samples() throws IOException {
        return Samples.all().stream();
    }

    private static JsonNode facts(Received received) {
        var facts = Facts.of(received);
        WORDS.forEach(facts.elements()::remove);
        return Json.values(Facts.line(facts)).getFirst();
    }

    private static List<JsonNode> expected(Path sample) throws IOException {
        var answer = Samples.answer(sample);
        assertThat(answer).as("every sample has its expected answer").exists();
        return Json.values(Files.readString(answer)).stream()
                .flatMap(Fields::in)
                .<JsonNode>map(Fields::json)
                .toList();
    }
}
