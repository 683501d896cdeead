package tocsin.cloud;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.alarm.CloudWatch.Place;

/** CloudWatch Logs: one call is one request of its API. */
public interface Logs {
    /** So many lines are a page of {@link #newest}. */
    int FULL = 1_000;

    /** So many pages are read for the newest lines, and no more. */
    int MOST_PAGES = 5;

    /** StartQuery of Logs Insights; gives the query's id. */
    String start(Place place, List<String> groups, String query, Instant from, Instant to, int most, Duration timeout);

    /** GetQueryResults. */
    Results results(Place place, String query, Duration timeout);

    /**
     * FilterLogEvents, one page, the newest of it last. A page without a line is not the end: only one that names no
     * next is (FilterLogEvents: "might return empty results").
     *
     * @param after where the page before said that it goes on; null for the first
     */
    Lines filter(
            Place place,
            String group,
            String pattern,
            Instant from,
            Instant to,
            int most,
            @Nullable String after,
            Duration timeout);

    /**
     * The newest lines by a few requests. Of a log that says more than {@link #MOST_PAGES} pages, they are the newest
     * of those.
     *
     * @throws PortFailure also where so many pages held nothing, and were not all: nobody may call that silence
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
        var page = logs.filter(place, group, pattern, from, to, FULL, null, timeout);
        var lines = new ArrayList<>(page.lines());
        for (var pages = 1; page.next() != null && pages < MOST_PAGES; pages++) {
            page = logs.filter(place, group, pattern, from, to, FULL, page.next(), timeout);
            lines.addAll(page.lines());
        }
        if (lines.isEmpty() && page.next() != null) {
            throw new PortFailure(
                    PortFailure.Kind.UNAVAILABLE,
                    "nothing in the first " + MOST_PAGES + " pages of " + group + ", and there are more");
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

    /**
     * A page of lines, the newest last.
     *
     * @param next where the next page begins; null where this is the last
     */
    record Lines(List<Line> lines, @Nullable String next) {
        public Lines {
            lines = List.copyOf(lines);
        }

        /** So many of all these, from where the page before ended: for whoever holds all of them. */
        public static Lines of(List<Line> all, int most, @Nullable String after) {
            var from = after == null ? 0 : Integer.parseInt(after);
            var to = Math.min(all.size(), from + most);
            return new Lines(all.subList(from, to), to == all.size() ? null : String.valueOf(to));
        }
    }

    /** A line of a log. */
    record Line(Instant at, String text) {}
}
