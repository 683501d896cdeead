package tocsin.cloud;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tocsin.alarm.CloudWatch.Place;

/** CloudWatch Logs: one call is one request of its API. */
public interface Logs {
    /** StartQuery of Logs Insights; gives the query's id. */
    String start(Place place, List<String> groups, String query, Instant from, Instant to, int most, Duration timeout);

    /** GetQueryResults. */
    Results results(Place place, String query, Duration timeout);

    /** FilterLogEvents, one page, the newest of it last. */
    List<Line> filter(Place place, String group, String pattern, Instant from, Instant to, int most, Duration timeout);

    /** @param rows each the text of one row's fields, without the pointer */
    record Results(Status status, List<List<String>> rows) {
        public Results {
            rows = List.copyOf(rows);
        }

        /** Where a query stands. */
        public enum Status {
            RUNNING,
            COMPLETE,
            /** Failed, cancelled or timed out. */
            FAILED
        }
    }

    /** A line of a log. */
    record Line(Instant at, String text) {}
}
