package tocsin.triage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.Said;
import tocsin.alarm.Transition;
import tocsin.config.Description;
import tocsin.config.Service;
import tocsin.config.Severity;
import tocsin.config.Silence;
import tocsin.incident.Standing;
import tocsin.incident.Withheld;
import tocsin.incident.Withheld.Why;
import tocsin.maintenance.Plans;

/** The reasons for which an alarm pages nobody for now, each with the instant at which it is looked at again. */
final class Holds {
    private final Rules rules;

    Holds(Rules rules) {
        this.rules = rules;
    }

    /** The first reason that holds now, or null where none does. */
    @Nullable Withheld of(
            Transition transition,
            Service service,
            Description description,
            Severity severity,
            @Nullable Standing standing,
            List<Silence> silences,
            Plans plans,
            Instant now) {
        return Stream.of(
                        byCloudWatch(transition, now),
                        byWindow(service, severity, description, plans, now),
                        bySilence(description, silences, now),
                        byFlapping(standing, now))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
    }

    /** Flapping, for what is OK too: it is held open. */
    @Nullable Withheld flapping(@Nullable Standing standing, Instant now) {
        return byFlapping(standing, now).orElse(null);
    }

    /** What CloudWatch itself holds, which pages nobody there either. */
    Optional<Withheld> byCloudWatch(Transition transition, Instant now) {
        if (transition.muted()) {
            var end = transition.mutedUntil();
            if (end != null && !end.isAfter(now)) {
                return Optional.empty();
            }
            return Optional.of(new Withheld(
                    Why.MUTED,
                    "a mute rule of CloudWatch holds it" + (end == null ? "" : " until " + Said.time(end)),
                    end == null ? now.plus(rules.lookAgain()) : end));
        }
        var suppressor = transition.suppressedBy();
        return suppressor == null
                ? Optional.empty()
                : Optional.of(new Withheld(
                        Why.SUPPRESSED, "CloudWatch suppresses it (" + suppressor + ")", now.plus(rules.lookAgain())));
    }

    private Optional<Withheld> byWindow(
            Service service, Severity severity, Description description, Plans plans, Instant now) {
        return rules.windowEnd(service, severity, description, plans, now)
                .map(end -> new Withheld(Why.WINDOW, "in a maintenance window until " + Said.time(end), end));
    }

    private static Optional<Withheld> bySilence(Description description, List<Silence> silences, Instant now) {
        return silences.stream()
                .filter(silence -> silence.covers(description, now))
                .findFirst()
                .map(Holds::by);
    }

    private static Withheld by(Silence silence) {
        return new Withheld(
                Why.SILENCED,
                "silenced by " + silence.by() + " until " + Said.time(silence.until()) + ": " + silence.because(),
                silence.until());
    }

    /** A silence ends before its time: what it withheld is looked at now. */
    static void ended(Draft draft, Silence silence) {
        for (var partition : draft.view().heads().keySet()) {
            for (var signal : draft.head(partition).withheld()) {
                if (by(silence).equals(signal.withheld())) {
                    var now = new Withheld(Why.SILENCED, "its silence was ended", draft.now());
                    draft.head(draft.head(partition).withhold(signal.withWithheld(now)));
                }
            }
        }
    }

    private Optional<Withheld> byFlapping(@Nullable Standing standing, Instant now) {
        var rule = rules.times().flapping();
        if (standing == null) {
            return Optional.empty();
        }
        var since = now.minus(rule.within());
        var moves =
                standing.moves().stream().filter(move -> move.isAfter(since)).toList();
        if (moves.size() < rule.count()) {
            return Optional.empty();
        }
        return Optional.of(new Withheld(
                Why.FLAPPING,
                "flapping: " + moves.size() + " moves in " + Said.duration(rule.within()),
                moves.getLast().plus(rule.within())));
    }
}
