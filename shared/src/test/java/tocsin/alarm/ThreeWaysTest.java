package tocsin.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each alarm of the example product, as SNS, EventBridge and a direct invocation tell it. */
class ThreeWaysTest {
    private static final Path VALINE = Samples.EVENTS.resolve("valine");
    private static final String BY_SNS = ".sns.json";

    @ParameterizedTest
    @MethodSource("bySns")
    void all_ways_tell_the_same_transition(Path bySns) throws IOException {
        var sns = read(bySns);
        var ways = List.of(sns, read(other(bySns, ".eventbridge.json")), read(other(bySns, ".direct.json")));

        assertThat(ways).extracting(Transition::way).containsExactly(Way.SNS, Way.EVENTBRIDGE, Way.DIRECT);
        assertThat(ways).extracting(Transition::id).containsOnly(sns.id());
        assertThat(ways).extracting(Transition::at).containsOnly(sns.at());
        assertThat(ways).extracting(Transition::state).containsOnly(sns.state());
        assertThat(ways).extracting(Transition::kind).containsOnly(sns.kind());
        assertThat(ways).extracting(Transition::region).containsOnly(sns.region());
        assertThat(ways).extracting(Transition::threshold).containsOnly(sns.threshold());
        assertThat(ways).extracting(Transition::observed).containsOnly(sns.observed());
    }

    static Stream<Path> bySns() throws IOException {
        return Samples.all().stream()
                .filter(sample -> sample.startsWith(VALINE))
                .filter(sample -> sample.toString().endsWith(BY_SNS));
    }

    private static Path other(Path bySns, String way) {
        return bySns.resolveSibling(bySns.getFileName().toString().replace(BY_SNS, way));
    }

    private static Transition read(Path sample) throws IOException {
        var received = new MessageReader().read(Files.readString(sample), Samples.NOW);
        return ((Received.Alarmed) received.getFirst()).transition();
    }
}
