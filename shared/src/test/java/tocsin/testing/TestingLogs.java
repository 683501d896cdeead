package tocsin.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Logs;

/** Logs in which nobody has written a line. */
public final class TestingLogs implements Logs {
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
    public List<Line> filter(
            Place place, String group, String pattern, Instant from, Instant to, int most, Duration timeout) {
        return List.of();
    }
}
