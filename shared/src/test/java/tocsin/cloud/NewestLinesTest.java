package tocsin.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tocsin.PortFailure;
import tocsin.alarm.CloudWatch.Place;

/** The newest lines of a log that says more than a page. */
class NewestLinesTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    /** A log of which nothing but its pages of lines is asked. */
    private record Paged(Pages pages) implements Logs {
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
        public Lines filter(
                Place place,
                String group,
                String pattern,
                Instant from,
                Instant to,
                int most,
                @Nullable String after,
                Duration timeout) {
            return pages.page(most, after);
        }
    }

    private interface Pages {
        Logs.Lines page(int most, @Nullable String after);
    }

    /** A line each second, given from the earliest on, as CloudWatch does. */
    private static Logs talking(int count) {
        var all = IntStream.range(0, count)
                .mapToObj(second -> new Logs.Line(NOON.plusSeconds(second), "line " + second))
                .toList();
        return new Paged((most, after) -> Logs.Lines.of(all, most, after));
    }

    /** CloudWatch may answer with nothing and go on: it looked through so much, and no further. */
    private static Logs silent(int pages) {
        return new Paged((most, after) -> {
            var page = after == null ? 1 : Integer.parseInt(after);
            return page < pages
                    ? new Logs.Lines(List.of(), String.valueOf(page + 1))
                    : new Logs.Lines(List.of(new Logs.Line(NOON, "ERROR at last")), null);
        });
    }

    @Test
    void are_the_last_ones_and_not_the_last_of_the_first_page() {
        assertThat(newest(talking(2_500)))
                .extracting(Logs.Line::text)
                .containsExactly("line 2497", "line 2498", "line 2499");
    }

    @Test
    void a_page_without_a_line_is_not_the_end() {
        assertThat(newest(silent(Logs.MOST_PAGES))).extracting(Logs.Line::text).containsExactly("ERROR at last");
    }

    @Test
    void pages_without_a_line_are_no_silence_where_there_are_more() {
        assertThatExceptionOfType(PortFailure.class)
                .isThrownBy(() -> newest(silent(Logs.MOST_PAGES + 1)))
                .withMessage("nothing in the first 5 pages of /aws/lambda/api, and there are more");
    }

    private static List<Logs.Line> newest(Logs logs) {
        return Logs.newest(
                logs,
                new Place("111122223333", "us-west-2"),
                "/aws/lambda/api",
                "",
                NOON,
                NOON.plus(Duration.ofHours(1)),
                3,
                Duration.ofSeconds(3));
    }
}
