package tocsin.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.PortFailure;
import tocsin.Ports;
import tocsin.alarm.CloudWatch.Place;
import tocsin.alarm.Metric;
import tocsin.alarm.Transition;
import tocsin.incident.Head;
import tocsin.incident.Signal;
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
        toAsk.stream()
                .skip(MOST_QUESTIONS)
                .forEach(signal -> states.put(
                        signal.id().text(), new Readings.Now(signal.transition().state(), true)));
        return new Asked(new Readings(observed, states), deleted);
    }

    private OptionalDouble newest(Transition transition, Instant now) {
        var place = place(transition);
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

    private void state(Signal signal, Map<String, Readings.Now> states, List<Signal> deleted) {
        var alarm = signal.transition().alarm();
        var place = place(signal.transition());
        if (place == null) {
            return;
        }
        try {
            var status = ports.cloudWatch().alarm(place, alarm);
            if (status == null) {
                deleted.add(signal);
                return;
            }
            var held = status.suppressedBy() != null || ports.cloudWatch().muted(place, alarm);
            states.put(signal.id().text(), new Readings.Now(status.state(), held));
        } catch (PortFailure failure) {
            LOG.warn("{} was not asked for: {}", alarm, failure.getMessage());
        }
    }

    private static @Nullable Place place(Transition transition) {
        var account = transition.account();
        var region = transition.region();
        return account == null || region == null ? null : new Place(account, region);
    }
}
