package tocsin.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Logs;

/** Logs in which nobody has written a line, but what a test writes. */
public final class TestingLogs implements Logs {
    private final List<Written> written = new ArrayList<>();

    private record Written(String group, Line line) {}

    public synchronized void write(String group, Instant at, String text) {
        written.add(new Written(group, new Line(at, text)));
    }

    @Override
    public String start(
            Place place, List<String> groups, String query, Instant from, Instant to, int most, Duration timeout) {
        throw new PortFailure(Kind.REFUSED, "nothing can be asked of these logs");
    }

    @Override
    public Results results(Place place, String query, Duration timeout) {
        throw new PortFailure(Kind.REFUSED, "no query '" + query + "'");
    }

    @Override
    public synchronized Lines filter(
            Place place,
            String group,
            String pattern,
            Instant from,
            Instant to,
            int most,
            @Nullable String after,
            Duration timeout) {
        var all = written.stream()
                .filter(each -> each.group().equals(group))
                .map(Written::line)
                .filter(line -> !line.at().isBefore(from) && !line.at().isAfter(to))
                .sorted(Comparator.comparing(Line::at))
                .toList();
        return Lines.of(all, most, after);
    }
}
