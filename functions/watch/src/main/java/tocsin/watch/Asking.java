package tocsin.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.PortFailure;
import tocsin.Ports;
import tocsin.alarm.Metric;
import tocsin.alarm.Transition;
import tocsin.cloud.Logs;
import tocsin.incident.Head;
import tocsin.incident.Signal;
import tocsin.page.Cleaned;
import tocsin.page.Veiled;
import tocsin.triage.Readings;
import tocsin.triage.Triage;

/**
 * Asks CloudWatch what a look wants to know. A question that fails is no answer: a severity then stays as it is, and
 * what was withheld is let go rather than lost.
 */
final class Asking {
    private static final Logger LOG = LoggerFactory.getLogger(Asking.class);

    /** Of each kind in one look; the rest stays as it is until the looks that follow. */
    private static final int MOST_QUESTIONS = 20;

    /** A metric comes late: the newest of so many periods is the value now. */
    private static final int PERIODS = 3;

    private static final int USUAL_PERIOD = 60;

    /** In whose name the product's logs are read. */
    private static final String SESSION = "tocsin-watch";

    /** The words by which most programs tell of trouble. */
    private static final String TROUBLE = "?ERROR ?Error ?Exception ?FATAL ?Unable";

    private static final Duration LATELY = Duration.ofMinutes(2);
    private static final Duration BEFORE = Duration.ofMinutes(15);
    private static final Duration LOG_TIMEOUT = Duration.ofSeconds(3);
    private static final int LINES = 3;
    private static final int LONGEST_LINE = 200;

    private final Ports ports;

    Asking(Ports ports) {
        this.ports = ports;
    }

    Asked ask(Head head, Instant now) {
        var observed = new TreeMap<String, Double>();
        Triage.toRead(head).stream()
                .limit(MOST_QUESTIONS)
                .forEach(signal -> newest(signal.transition(), now)
                        .ifPresent(value -> observed.put(signal.id().text(), value)));
        var states = new TreeMap<String, Readings.Now>();
        var deleted = new ArrayList<Signal>();
        var toAsk = Triage.toAsk(head, now);
        toAsk.stream().limit(MOST_QUESTIONS).forEach(signal -> state(signal, states, deleted));
        var notAsked = toAsk.stream()
                .skip(MOST_QUESTIONS)
                .map(signal -> signal.id().text())
                .toList();
        return new Asked(new Readings(observed, states, notAsked, log(head, now)), deleted);
    }

    private OptionalDouble newest(Transition transition, Instant now) {
        var place = transition.place();
        if (place == null || transition.metrics().isEmpty()) {
            return OptionalDouble.empty();
        }
        var metrics = transition.metrics();
        var period = metrics.stream()
                .map(Metric::period)
                .mapToInt(seconds -> seconds == null ? USUAL_PERIOD : seconds)
                .max()
                .orElse(USUAL_PERIOD);
        try {
            var from = now.minus(Duration.ofSeconds((long) PERIODS * period));
            var series = ports.cloudWatch().read(place, metrics, from, now);
            for (var position = 0; position < Math.min(metrics.size(), series.size()); position++) {
                var points = series.get(position).datapoints();
                if (metrics.get(position).returned() && !points.isEmpty()) {
                    return OptionalDouble.of(points.getLast().value());
                }
            }
        } catch (PortFailure failure) {
            LOG.warn("the metric of {} was not read: {}", transition.alarm(), failure.getMessage());
        }
        return OptionalDouble.empty();
    }

    /** The last lines of trouble in the service's log; a short time back where there are some, else a longer one. */
    private Readings.@Nullable Log log(Head head, Instant now) {
        var incident = Triage.toReadLog(head);
        var trouble = incident == null ? null : incident.trouble();
        if (incident == null || trouble == null) {
            return null;
        }
        var place = incident.signals().stream()
                .flatMap(signal -> Stream.ofNullable(signal.transition().place()))
                .findFirst();
        if (place.isEmpty()) {
            return new Readings.Log.Unread("nobody says in which account and Region it is");
        }
        try {
            var logs = ports.cloud(SESSION).logs();
            for (var from : List.of(now.minus(LATELY), incident.openedAt().minus(BEFORE))) {
                var lines = Logs.newest(logs, place.get(), trouble.group(), TROUBLE, from, now, LINES, LOG_TIMEOUT);
                if (!lines.isEmpty()) {
                    return new Readings.Log.Said(lines.stream()
                            .map(line -> Cleaned.line(Veiled.text(line.text()), LONGEST_LINE))
                            .toList());
                }
            }
            return new Readings.Log.Said(List.of());
        } catch (PortFailure failure) {
            return new Readings.Log.Unread(Cleaned.line(String.valueOf(failure.getMessage()), LONGEST_LINE));
        }
    }

    private void state(Signal signal, Map<String, Readings.Now> states, List<Signal> deleted) {
        var alarm = signal.transition().alarm();
        var place = signal.transition().place();
        if (place == null) {
            return;
        }
        try {
            var status = ports.cloudWatch().alarm(place, alarm);
            if (status == null) {
                deleted.add(signal);
                return;
            }
            var muted = ports.cloudWatch().muted(place, alarm);
            states.put(signal.id().text(), new Readings.Now(status.state(), muted, status.suppressedBy()));
        } catch (PortFailure failure) {
            LOG.warn("{} was not asked for: {}", alarm, failure.getMessage());
        }
    }
}
