package tocsin.page;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import tocsin.PortFailure;
import tocsin.Ports;
import tocsin.alarm.CloudWatch.Place;
import tocsin.alarm.Transition;
import tocsin.incident.Incident;
import tocsin.incident.Signal;

/**
 * The picture of the metric that an incident is about. CloudWatch draws it when somebody is to see it, and it is kept
 * nowhere; where none comes, nothing waits for it.
 */
public final class Pictures {
    /** No longer than this it is waited for. */
    public static final Duration LONGEST = Duration.ofSeconds(3);

    private static final Duration BEFORE = Duration.ofHours(2);
    private static final Duration AFTER = Duration.ofHours(4);

    private final Ports ports;

    public Pictures(Ports ports) {
        this.ports = ports;
    }

    /** Whose metric is drawn: an alarm's that stands, else the first one's; empty where none has any. */
    public static Optional<Transition> drawn(Incident incident) {
        return Stream.concat(incident.standing(), incident.signals().stream())
                .map(Signal::transition)
                .filter(transition -> transition.account() != null
                        && transition.region() != null
                        && !transition.metrics().isEmpty())
                .findFirst();
    }

    /** A PNG in base64, from two hours before it was opened; empty where CloudWatch draws none. */
    public Optional<String> of(Incident incident) {
        return drawn(incident).flatMap(transition -> of(incident, transition));
    }

    private Optional<String> of(Incident incident, Transition transition) {
        var now = ports.clock().instant();
        var late = incident.openedAt().plus(AFTER);
        var place = new Place(String.valueOf(transition.account()), String.valueOf(transition.region()));
        try {
            return Optional.of(ports.cloudWatch()
                    .picture(
                            place,
                            transition.metrics(),
                            transition.threshold(),
                            incident.openedAt().minus(BEFORE),
                            now.isAfter(late) ? late : now));
        } catch (PortFailure none) {
            return Optional.empty();
        }
    }
}
