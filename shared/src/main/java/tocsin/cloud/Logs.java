package tocsin.cloud;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tocsin.alarm.CloudWatch.Place;

/** CloudWatch Logs: one call is one request of its API. */
public interface Logs {
    /** So many lines are a page of {@link #newest}. */
    int FULL = 1_000;

    /** So many pages are read for the newest lines, and no more. */
    int MOST_PAGES = 3;

    /** StartQuery of Logs Insights; gives the query's id. */
    String start(Place place, List<String> groups, String query, Instant from, Instant to, int most, Duration timeout);

    /** GetQueryResults. */
    Results results(Place place, String query, Duration timeout);

    /** FilterLogEvents, one page, the newest of it last. */
    List<Line> filter(Place place, String group, String pattern, Instant from, Instant to, int most, Duration timeout);

    /**
     * The newest lines by a few requests: where a page is full, what comes after it is asked for too. Of a log that
     * says more than that many pages, they are the newest of those.
     */
    static List<Line> newest(
            Logs logs,
            Place place,
            String group,
            String pattern,
            Instant from,
            Instant to,
            int most,
            Duration timeout) {
        var page = logs.filter(place, group, pattern, from, to, FULL, timeout);
        var lines = new ArrayList<>(page);
        for (var pages = 1; page.size() >= FULL && pages < MOST_PAGES; pages++) {
            page = logs.filter(place, group, pattern, page.getLast().at().plusMillis(1), to, FULL, timeout);
            lines.addAll(page);
        }
        return List.copyOf(lines.subList(Math.max(0, lines.size() - most), lines.size()));
    }

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
