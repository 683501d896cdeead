package tocsin.local.product;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.alarm.CloudWatch;
import tocsin.alarm.Metric;

/**
 * CloudWatch for the alarms that are measured on this machine: each minute it takes a datapoint, judges the alarm by
 * it, and tells whoever listens when the alarm moves. What it answers comes from the same state.
 */
public final class PretendCloudWatch implements CloudWatch {
    private static final Duration KEPT = Duration.ofHours(3);

    private final KeptStandings kept;
    private final Consumer<AlarmMoved> listener;
    private final Map<String, Watched> watched = new LinkedHashMap<>();

    private static final class Watched {
        final MeasuredAlarm alarm;
        final Measure measure;
        final Deque<Datapoint> datapoints = new ArrayDeque<>();
        AlarmMoved.Standing standing;

        Watched(MeasuredAlarm alarm, Measure measure, AlarmMoved.Standing standing) {
            this.alarm = alarm;
            this.measure = measure;
            this.standing = standing;
        }
    }

    /** @param listener told of every move */
    PretendCloudWatch(KeptStandings kept, Consumer<AlarmMoved> listener) {
        this.kept = kept;
        this.listener = listener;
    }

    /** Makes an alarm that stands so; one that was there before stands as it stood. */
    synchronized void create(MeasuredAlarm alarm, Measure measure, AlarmMoved.Standing first) {
        var standing = kept.read().getOrDefault(alarm.arn(), first);
        watched.put(alarm.arn(), new Watched(alarm, measure, standing));
    }

    /** What CloudWatch does each minute. A move counts once it was told: whoever is killed before tells it again. */
    void minute(Instant at) {
        var now = at.truncatedTo(ChronoUnit.MILLIS); // finer than that it tells nothing
        List<AlarmMoved> moves = new ArrayList<>();
        synchronized (this) {
            watched.values().forEach(each -> evaluate(each, now).ifPresent(moves::add));
        }
        moves.forEach(this::tell);
    }

    private void tell(AlarmMoved move) {
        listener.accept(move);
        synchronized (this) {
            Objects.requireNonNull(watched.get(move.alarm().arn())).standing = move.after();
            kept.write(standings());
        }
    }

    private static Optional<AlarmMoved> evaluate(Watched each, Instant now) {
        var begun = Instant.ofEpochSecond(
                        Math.floorDiv(now.getEpochSecond(), MeasuredAlarm.PERIOD) * MeasuredAlarm.PERIOD)
                .minusSeconds(MeasuredAlarm.PERIOD);
        var value = each.measure.now();
        @Nullable Datapoint newest = value.isPresent() ? new Datapoint(begun, value.getAsDouble()) : null;
        if (newest != null) {
            each.datapoints.addLast(newest);
        }
        while (!each.datapoints.isEmpty() && each.datapoints.getFirst().at().isBefore(now.minus(KEPT))) {
            each.datapoints.removeFirst();
        }
        var state = each.alarm.judge(newest);
        if (state == each.standing.state()) {
            return Optional.empty();
        }
        return Optional.of(new AlarmMoved(each.alarm, each.standing, state, Optional.ofNullable(newest), now));
    }

    private Map<String, AlarmMoved.Standing> standings() {
        Map<String, AlarmMoved.Standing> standings = new LinkedHashMap<>();
        watched.forEach((arn, each) -> standings.put(arn, each.standing));
        return standings;
    }

    @Override
    public synchronized @Nullable AlarmStatus alarm(Place place, String name) {
        return find(place, name).map(PretendCloudWatch::status).orElse(null);
    }

    synchronized OptionalDouble lastMeasured(Place place, String name) {
        return find(place, name).stream()
                .flatMap(found -> found.datapoints.stream())
                .mapToDouble(Datapoint::value)
                .reduce((earlier, later) -> later);
    }

    private static AlarmStatus status(Watched found) {
        var alarm = found.alarm;
        return new AlarmStatus(
                alarm.arn(),
                alarm.name(),
                found.standing.state(),
                found.standing.since(),
                true,
                null,
                alarm.metrics(),
                alarm.threshold(),
                MeasuredAlarm.COMPARISON,
                MeasuredAlarm.PERIOD,
                MeasuredAlarm.EVALUATION_PERIODS);
    }

    /** A page holds them all: a product on one machine has a dozen. */
    @Override
    public synchronized AlarmPage alarms(Place place, @Nullable String token) {
        if (token != null) {
            throw new PortFailure(PortFailure.Kind.REFUSED, "no page goes on from '" + token + "'");
        }
        return new AlarmPage(
                watched.values().stream()
                        .filter(each -> each.alarm.place().equals(place))
                        .map(PretendCloudWatch::listed)
                        .toList(),
                null);
    }

    private static ListedAlarm listed(Watched found) {
        var alarm = found.alarm;
        return new ListedAlarm(
                status(found),
                alarm.description(),
                found.standing.reason(),
                null,
                new Actions(alarm.actions(), alarm.actions(), List.of()),
                MeasuredAlarm.EVALUATION_PERIODS,
                "missing",
                null,
                null,
                null);
    }

    /** No alarm here has series of its own. */
    @Override
    public ContributorPage contributors(Place place, String name, @Nullable String token) {
        return new ContributorPage(List.of(), null);
    }

    /** There are no mute rules here. */
    @Override
    public boolean muted(Place place, String name) {
        return false;
    }

    /** Nor are there tags. */
    @Override
    public Map<String, String> tags(Place place, String arn) {
        return Collections.emptyMap();
    }

    @Override
    public synchronized List<Series> read(Place place, List<Metric> metrics, Instant from, Instant to) {
        return metrics.stream()
                .map(metric -> new Series(metric.id(), datapoints(place, metric, metrics, from, to)))
                .toList();
    }

    @Override
    public String picture(Place place, List<Metric> metrics, @Nullable Double threshold, Instant from, Instant to) {
        return Drawing.of(read(place, metrics, from, to), threshold, from, to);
    }

    private List<Datapoint> datapoints(Place place, Metric metric, List<Metric> all, Instant from, Instant to) {
        return watched.values().stream()
                .filter(each -> each.alarm.place().equals(place) && same(each.alarm.metric(), metric))
                .filter(each -> metric.expression() == null || isOver(each.alarm, all))
                .flatMap(each -> each.datapoints.stream())
                .filter(point -> !point.at().isBefore(from) && point.at().isBefore(to))
                .toList();
    }

    /** Whether the alarm's expression is over the same as is asked for beside it. */
    private static boolean isOver(MeasuredAlarm alarm, List<Metric> all) {
        return alarm.metrics().stream()
                .filter(part -> part.expression() == null)
                .allMatch(part -> all.stream().anyMatch(each -> same(part, each)));
    }

    private static boolean same(Metric one, Metric other) {
        return Objects.equals(one.namespace(), other.namespace())
                && Objects.equals(one.name(), other.name())
                && Objects.equals(one.expression(), other.expression())
                && one.dimensions().equals(other.dimensions())
                && Objects.equals(one.stat(), other.stat());
    }

    private Optional<Watched> find(Place place, String name) {
        return watched.values().stream()
                .filter(each ->
                        each.alarm.place().equals(place) && each.alarm.name().equals(name))
                .findFirst();
    }
}
