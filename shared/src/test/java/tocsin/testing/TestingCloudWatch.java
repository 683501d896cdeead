package tocsin.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.CloudWatch;
import tocsin.alarm.Metric;

/** CloudWatch in memory: alarms as a test sets them, and series by the metric that they are of. */
public final class TestingCloudWatch implements CloudWatch {
    private final Map<Named, ListedAlarm> alarms = new LinkedHashMap<>();
    private final Map<Named, List<Contributor>> contributors = new HashMap<>();
    private final Set<Named> muted = new HashSet<>();
    private final Map<Measured, List<Datapoint>> series = new HashMap<>();
    private final Map<String, Map<String, String>> tags = new HashMap<>();
    private int mostOnAPage = 100;

    private record Named(Place place, String name) {}

    /** What makes two metrics the same to read; the id that a message gave is no part of it. */
    private record Measured(
            Place place,
            @Nullable String namespace,
            @Nullable String name,
            Map<String, String> dimensions,
            @Nullable String stat,
            @Nullable String expression) {
        static Measured of(Place place, Metric metric) {
            return new Measured(
                    place, metric.namespace(), metric.name(), metric.dimensions(), metric.stat(), metric.expression());
        }
    }

    public synchronized void set(Place place, AlarmStatus status) {
        set(place, ListedAlarm.of(status));
    }

    /** Sets it with all that it is made of. */
    public synchronized void set(Place place, ListedAlarm alarm) {
        alarms.put(new Named(place, alarm.status().name()), alarm);
    }

    /** How many alarms a page of the listing holds from now on. */
    public synchronized void page(int most) {
        mostOnAPage = most;
    }

    public synchronized void delete(Place place, String name) {
        alarms.remove(new Named(place, name));
    }

    public synchronized void mute(Place place, String name) {
        muted.add(new Named(place, name));
    }

    public synchronized void unmute(Place place, String name) {
        muted.remove(new Named(place, name));
    }

    /** Adds what was measured, in any order. */
    public synchronized void measure(Place place, Metric metric, Datapoint... datapoints) {
        series.computeIfAbsent(Measured.of(place, metric), nothing -> new ArrayList<>())
                .addAll(List.of(datapoints));
    }

    @Override
    public synchronized @Nullable AlarmStatus alarm(Place place, String name) {
        var found = alarms.get(new Named(place, name));
        return found == null ? null : found.status();
    }

    /** The token is the number of alarms that were listed. */
    @Override
    public synchronized AlarmPage alarms(Place place, @Nullable String token) {
        var all = alarms.entrySet().stream()
                .filter(each -> each.getKey().place().equals(place))
                .map(Map.Entry::getValue)
                .toList();
        var from = token == null ? 0 : Integer.parseInt(token);
        var to = Math.min(from + mostOnAPage, all.size());
        return new AlarmPage(all.subList(Math.min(from, to), to), to < all.size() ? String.valueOf(to) : null);
    }

    /** Sets the series by which an alarm stands in ALARM. */
    public synchronized void contribute(Place place, String name, List<Contributor> contributing) {
        contributors.put(new Named(place, name), List.copyOf(contributing));
    }

    @Override
    public synchronized ContributorPage contributors(Place place, String name, @Nullable String token) {
        return new ContributorPage(contributors.getOrDefault(new Named(place, name), List.of()), null);
    }

    @Override
    public synchronized boolean muted(Place place, String name) {
        return muted.contains(new Named(place, name));
    }

    public synchronized void tag(String arn, Map<String, String> tagged) {
        tags.put(arn, tagged);
    }

    @Override
    public synchronized Map<String, String> tags(Place place, String arn) {
        return tags.getOrDefault(arn, Map.of());
    }

    @Override
    public synchronized List<Series> read(Place place, List<Metric> metrics, Instant from, Instant to) {
        return metrics.stream()
                .map(metric -> new Series(
                        metric.id(),
                        series.getOrDefault(Measured.of(place, metric), List.of()).stream()
                                .filter(point ->
                                        !point.at().isBefore(from) && point.at().isBefore(to))
                                .sorted(Comparator.comparing(Datapoint::at))
                                .toList()))
                .toList();
    }

    /** What is drawn of whatever was measured: its number of datapoints, and no real picture. */
    @Override
    public synchronized String picture(
            Place place, List<Metric> metrics, @Nullable Double threshold, Instant from, Instant to) {
        var points = read(place, metrics, from, to).stream()
                .mapToInt(one -> one.datapoints().size())
                .sum();
        var text = points + " points, threshold " + threshold + ", from " + from + " to " + to;
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
