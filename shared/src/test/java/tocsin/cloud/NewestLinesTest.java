package tocsin.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tocsin.alarm.CloudWatch.Place;

/** The newest lines of a log that says more than a page. */
class NewestLinesTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    /** A line each second, given from the earliest on, as CloudWatch does. */
    private record Talking(int count) implements Logs {
        @Override
        public String start(
                Place place, List<String> groups, String query, Instant from, Instant to, int most, Duration timeout) {
            return "";
        }

        @Override
        public Results results(Place place, String query, Duration timeout) {
            return new Results(Results.Status.FAILED, List.of());
        }

        @Override
        public List<Line> filter(
                Place place, String group, String pattern, Instant from, Instant to, int most, Duration timeout) {
            return IntStream.range(0, count)
                    .mapToObj(second -> new Line(NOON.plusSeconds(second), "line " + second))
                    .filter(line -> !line.at().isBefore(from))
                    .limit(most)
                    .toList();
        }
    }

    @Test
    void are_the_last_ones_and_not_the_last_of_the_first_page() {
        var newest = Logs.newest(
                new Talking(2_500),
                new Place("111122223333", "us-west-2"),
                "/aws/lambda/api",
                "",
                NOON,
                NOON.plus(Duration.ofHours(1)),
                3,
                Duration.ofSeconds(3));

        assertThat(newest).extracting(Logs.Line::text).containsExactly("line 2497", "line 2498", "line 2499");
    }
}
