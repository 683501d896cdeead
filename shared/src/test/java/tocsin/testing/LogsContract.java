package tocsin.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.testing.Refusals.assertRefused;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Logs;
import tocsin.cloud.Logs.Line;
import tocsin.cloud.Logs.Results;
import tocsin.cloud.Logs.Results.Status;

/** What CloudWatch Logs promises, and each that stands in for it. */
public abstract class LogsContract {
    protected static final Place PLACE = new Place("111122223333", "us-west-2");
    protected static final String GROUP = "/aws/lambda/valine-prod-api";
    protected static final String QUERY = "fields @message | sort @timestamp desc | limit 2";
    protected static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** With one group of that name, without a line. */
    protected abstract Logs logs();

    /** The product writes a line into the group. */
    protected abstract void write(Instant at, String text);

    /** What the clock shows there. */
    protected abstract Instant now();

    /** Lets the time pass that a query takes. */
    protected abstract void settle();

    private Instant begin = Instant.EPOCH;

    @BeforeEach
    final void four_lines() {
        begin = now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofMinutes(10));
        write(begin, "START RequestId: 1");
        write(begin.plusSeconds(60), "ERROR no connection");
        write(begin.plusSeconds(120), "INFO well");
        write(begin.plusSeconds(180), "ERROR no connection again");
    }

    /** The instant of the first line; the others come a minute apart. */
    protected final Instant begin() {
        return begin;
    }

    protected final List<Line> filter(String pattern, Instant from, Instant to, int most) {
        return logs().filter(PLACE, GROUP, pattern, from, to, most, null, TIMEOUT)
                .lines();
    }

    protected final String start(String query) {
        return logs().start(PLACE, List.of(GROUP), query, begin, begin.plusSeconds(600), 100, TIMEOUT);
    }

    @Test
    void lines_that_hold_a_word_are_found_in_their_order() {
        assertThat(filter("ERROR", begin, begin.plusSeconds(600), 100))
                .containsExactly(
                        new Line(begin.plusSeconds(60), "ERROR no connection"),
                        new Line(begin.plusSeconds(180), "ERROR no connection again"));
        assertThat(filter("\"no connection again\"", begin, begin.plusSeconds(600), 100))
                .extracting(Line::text)
                .containsExactly("ERROR no connection again");
        assertThat(filter("", begin, begin.plusSeconds(600), 100)).hasSize(4);
        assertThat(filter("FATAL", begin, begin.plusSeconds(600), 100)).isEmpty();
    }

    @Test
    void only_lines_within_the_time_and_no_more_than_asked_for() {
        assertThat(filter("", begin.plusSeconds(30), begin.plusSeconds(150), 100))
                .extracting(Line::text)
                .containsExactly("ERROR no connection", "INFO well");
        assertThat(filter("", begin, begin.plusSeconds(600), 2)).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void a_query_gives_its_rows_once_it_is_complete() {
        var query = start(QUERY);
        settle();

        assertThat(logs().results(PLACE, query, TIMEOUT))
                .isEqualTo(new Results(
                        Status.COMPLETE, List.of(List.of("ERROR no connection again"), List.of("INFO well"))));
    }

    @Test
    void what_is_not_there_is_refused() {
        assertRefused(() -> logs().filter(PLACE, "another", "", begin, begin.plusSeconds(600), 100, null, TIMEOUT));
        assertRefused(
                () -> logs().start(PLACE, List.of("another"), QUERY, begin, begin.plusSeconds(600), 100, TIMEOUT));
    }
}
