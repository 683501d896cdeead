package tocsin.triage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.Said;
import tocsin.alarm.AlarmState;
import tocsin.alarm.Transition;
import tocsin.alarm.Way;
import tocsin.config.Paging;
import tocsin.config.Service;
import tocsin.incident.Decided;
import tocsin.incident.Decided.Outcome;
import tocsin.incident.Incident;
import tocsin.incident.Signal;
import tocsin.incident.Standing;
import tocsin.incident.Withheld;
import tocsin.incident.Withheld.Why;

/** Takes one transition: the numbered steps of triage in their order. */
final class Moves {
    /** More moves than this are not kept: enough for any rule of flapping that lint accepts. */
    private static final int MOVES_KEPT = 20;

    private final Rules rules;
    private final Placing placing;
    private final Holds holds;
    private final Incidents incidents;
    private final Pages pages;

    Moves(Rules rules, Placing placing, Holds holds, Incidents incidents, Pages pages) {
        this.rules = rules;
        this.placing = placing;
        this.holds = holds;
        this.incidents = incidents;
        this.pages = pages;
    }

    void take(Draft draft, Placed placed) {
        var transition = placed.transition();
        var known = draft.standing(placed.partition(), transition.id());
        if (known != null && known.isToldAgainBy(transition)) {
            again(draft, placed, known);
        } else if (known != null && known.isAfter(transition)) {
            draft.tell(
                    placed.partition(),
                    "late",
                    "came late, and changes nothing: " + transition.alarm() + " " + transition.state() + " of "
                            + transition.at());
            decide(draft, placed, Outcome.STALE, null, "older than what is known");
        } else {
            draft.standing(placed.partition(), transition.id(), next(known, transition));
            moved(draft, placed, known);
        }
    }

    private static Standing next(@Nullable Standing known, Transition transition) {
        var moves = new ArrayList<Instant>(known == null ? List.of() : known.moves());
        if (known == null || known.state() != transition.state()) {
            moves.add(transition.at());
        }
        return new Standing(
                transition.state(),
                transition.held(),
                transition.at(),
                transition.observed() != null,
                transition.tags() != null,
                moves.subList(Math.max(0, moves.size() - MOVES_KEPT), moves.size()));
    }

    private void again(Draft draft, Placed placed, Standing known) {
        var transition = placed.transition();
        if (!known.isCompletedBy(transition)) {
            decide(draft, placed, Outcome.DROPPED, null, "a copy of what is known");
            return;
        }
        draft.standing(
                placed.partition(),
                transition.id(),
                new Standing(
                        known.state(),
                        known.held(),
                        known.at(),
                        known.observed() || transition.observed() != null,
                        known.tags() || transition.tags() != null,
                        known.moves()));
        var service = placed.service();
        if (service != null && transition.state() == AlarmState.ALARM) {
            complete(draft, placed);
        }
        decide(draft, placed, Outcome.COMPLETED, null, "a copy that brings what the first one lacked");
    }

    private void complete(Draft draft, Placed placed) {
        var partition = placed.partition();
        var id = placed.transition().id();
        var home = Incidents.home(draft, partition, id);
        if (home != null) {
            var signal = home.signal(id);
            if (signal != null && signal.transition().state() == AlarmState.ALARM) {
                var completed = graded(placed, signal.withTransition(merged(signal.transition(), placed.transition())));
                draft.change(home.ref().partition(), incident -> incident.put(completed));
                incidents.settle(draft, home.ref().partition());
            }
            return;
        }
        draft.head(partition).withheld().stream()
                .filter(signal -> signal.id().equals(id))
                .findFirst()
                .map(signal -> graded(placed, signal.withTransition(merged(signal.transition(), placed.transition()))))
                .ifPresent(signal -> draft.head(draft.head(partition).withhold(signal)));
    }

    private static Transition merged(Transition first, Transition copy) {
        return first.withObserved(first.observed() == null ? copy.observed() : first.observed())
                .withTags(first.tags() == null ? copy.tags() : first.tags())
                .withThreshold(first.threshold() == null ? copy.threshold() : first.threshold())
                .withMetrics(first.metrics().isEmpty() ? copy.metrics() : first.metrics());
    }

    private Signal graded(Placed placed, Signal signal) {
        var classified = rules.severityOf(
                placed.partition(), signal.transition(), placing.describe(placed.partition(), signal.transition()));
        return signal.withSeverity(classified.severity())
                .withBecause(classified.because())
                .withReadsObserved(classified.mayRise());
    }

    private void moved(Draft draft, Placed placed, @Nullable Standing before) {
        var service = placed.service();
        if (placed.transition().way() == Way.SWEEP) {
            draft.tell(
                    placed.partition(),
                    "swept",
                    "no message of it came; CloudWatch's own list says that "
                            + placed.transition().alarm() + " is "
                            + placed.transition().state() + " since "
                            + Said.time(placed.transition().at()));
        }
        if (placed.ignored() != null) {
            draft.count(placed.partition(), "ignored");
            draft.tell(
                    placed.partition(),
                    "ignored",
                    placed.transition().alarm() + " " + placed.transition().state() + ": " + placed.ignored());
            decide(draft, placed, Outcome.IGNORED, null, placed.ignored());
        } else if (service == null) {
            unmatched(draft, placed);
        } else {
            switch (placed.transition().state()) {
                case INSUFFICIENT_DATA -> lose(draft, placed);
                case OK -> recover(draft, placed, before);
                case ALARM -> stand(draft, placed, service);
            }
        }
    }

    /** It stands in ALARM since before anybody looked: noted, and withheld; one that is known by now is left alone. */
    void found(Draft draft, Placed placed, Withheld held) {
        var partition = placed.partition();
        var transition = placed.transition();
        if (draft.standing(partition, transition.id()) != null) {
            return;
        }
        draft.standing(partition, transition.id(), next(null, transition));
        if (placed.service() == null) {
            decide(draft, placed, Outcome.NOTED, null, "it was red before Tocsin first looked");
        } else {
            hold(draft, placed, null, signal(placed, null), held);
        }
    }

    private void unmatched(Draft draft, Placed placed) {
        var transition = placed.transition();
        var partition = placed.partition();
        draft.count(partition, "unmatched");
        draft.tell(
                partition,
                "unmatched",
                Words.observed(transition) + " " + transition.state() + ": no service of tocsin.yaml claims it");
        var tells = transition.state() == AlarmState.ALARM;
        if (tells && rules.paging() != Paging.SHADOW) {
            var details = new LinkedHashMap<String, String>();
            details.put("alarm", transition.id().arn());
            details.put("reason", transition.reason() == null ? "none given" : transition.reason());
            var name = "unmatched-" + Integer.toHexString(transition.id().text().hashCode()) + "-"
                    + transition.at().toEpochMilli();
            pages.notice(draft, partition, name, "no service claims " + Words.observed(transition), details);
        }
        decide(draft, placed, Outcome.UNMATCHED, null, "no service claims it");
    }

    /** Neither good nor bad news: what stood in ALARM goes on standing, and is marked blind. */
    private void lose(Draft draft, Placed placed) {
        var partition = placed.partition();
        var id = placed.transition().id();
        var home = Incidents.home(draft, partition, id);
        var signal = home == null ? null : home.signal(id);
        if (home != null && signal != null && signal.stands()) {
            draft.change(home.ref().partition(), incident -> incident.put(signal.withBlind(true)));
            draft.tell(
                    home.ref().partition(),
                    "blind",
                    placed.transition().alarm() + " has no data any more; it stands as it was");
            decide(draft, placed, Outcome.BLIND, home, "no data is neither ALARM nor OK");
            return;
        }
        var withheld = draft.head(partition).withheld().stream()
                .filter(waiting -> waiting.id().equals(id))
                .findFirst();
        withheld.ifPresent(waiting -> draft.head(draft.head(partition).withhold(waiting.withBlind(true))));
        decide(draft, placed, Outcome.NOTED, null, "no data is neither ALARM nor OK");
    }

    private void recover(Draft draft, Placed placed, @Nullable Standing before) {
        var partition = placed.partition();
        var transition = placed.transition();
        var id = transition.id();
        var head = draft.head(partition);
        draft.head(head.withOkAt(later(head.okAt(), transition.at())));
        if (head.withheld().stream().anyMatch(signal -> signal.id().equals(id))) {
            draft.head(draft.head(partition).letGo(id));
            draft.tell(partition, "recovered", transition.alarm() + " is OK; it was withheld, and paged nobody");
            decide(draft, placed, Outcome.RECOVERED, null, "OK again while it was withheld");
            return;
        }
        var home = Incidents.home(draft, partition, id);
        var signal = home == null ? null : home.signal(id);
        if (home == null || signal == null || before == null || !signal.stands()) {
            decide(draft, placed, Outcome.NOTED, null, "well, and was not known to be otherwise");
            return;
        }
        var flapping = flapping(draft, placed);
        var moved = signal.withTransition(transition).withBlind(false).withWithheld(flapping);
        draft.change(home.ref().partition(), incident -> incident.put(moved));
        draft.tell(
                home.ref().partition(),
                "recovered",
                transition.alarm() + " is OK" + (flapping == null ? "" : "; held open, " + flapping.because()));
        sayFlapping(draft, home, signal, flapping);
        incidents.settle(draft, home.ref().partition());
        decide(draft, placed, Outcome.RECOVERED, home, flapping == null ? "OK again" : flapping.because());
    }

    private void sayFlapping(Draft draft, Incident home, Signal before, @Nullable Withheld flapping) {
        if (flapping != null && !before.isWithheld(Why.FLAPPING)) {
            draft.count(home.ref().partition(), "flapping");
            pages.say(draft, home.ref().partition(), flapping.because());
        }
    }

    private @Nullable Withheld flapping(Draft draft, Placed placed) {
        return holds.flapping(
                draft.standing(placed.partition(), placed.transition().id()), draft.now());
    }

    /** In ALARM: withheld with a reason, or a signal of an incident. */
    void stand(Draft draft, Placed placed, Service service) {
        var partition = placed.partition();
        var transition = placed.transition();
        var id = transition.id();
        var home = Incidents.home(draft, partition, id);
        var before = home == null ? null : home.signal(id);
        var signal = signal(placed, before);
        var hold = holds.of(
                transition,
                service,
                placed.description(),
                signal.severity(),
                draft.standing(partition, id),
                draft.view().silences(),
                draft.plans(),
                draft.now());
        if (hold != null && hold.why() != Why.FLAPPING) {
            hold(draft, placed, home, signal, hold);
        } else if (before != null && before.isWithheld(Why.FLAPPING) && hold != null) {
            draft.change(partitionOf(home, partition), incident -> incident.put(signal.withWithheld(hold)));
            draft.count(partition, "flapping");
            decide(draft, placed, Outcome.JOINED, home, hold.because());
        } else {
            place(draft, placed, home, before, signal, hold);
        }
    }

    private static String partitionOf(@Nullable Incident home, String otherwise) {
        return home == null ? otherwise : home.ref().partition();
    }

    private Signal signal(Placed placed, @Nullable Signal before) {
        var classified = rules.severityOf(placed.partition(), placed.transition(), placed.description());
        return new Signal(
                placed.partition(),
                Words.kept(placed.transition()),
                classified.severity(),
                classified.because(),
                classified.mayRise(),
                false,
                before == null ? null : before.withheld());
    }

    private void hold(Draft draft, Placed placed, @Nullable Incident home, Signal signal, Withheld hold) {
        var partition = placed.partition();
        var known = draft.head(partition).withheld().stream()
                .anyMatch(waiting -> waiting.id().equals(signal.id()) && waiting.isWithheld(hold.why()));
        if (home != null) {
            incidents.remove(draft, home, signal, hold);
        } else {
            draft.head(draft.head(partition).withhold(signal.withWithheld(hold)));
        }
        if (!known) {
            draft.tell(
                    partition,
                    "withheld",
                    Words.observed(signal.transition()) + ": " + hold.because() + "; looked at again at "
                            + hold.until());
        }
        decide(draft, placed, Outcome.HELD, null, hold.because());
    }

    private void place(
            Draft draft,
            Placed placed,
            @Nullable Incident home,
            @Nullable Signal before,
            Signal signal,
            @Nullable Withheld flapping) {
        var partition = placed.partition();
        if (home != null && !home.ref().partition().equals(partition) && before != null && before.stands()) {
            draft.change(home.ref().partition(), incident -> incident.put(signal));
            incidents.settle(draft, home.ref().partition());
            decide(draft, placed, Outcome.SYMPTOM, home, "still a symptom of " + home.id());
            return;
        }
        if (home != null && !home.ref().partition().equals(partition)) {
            incidents.remove(draft, home, signal, null);
        }
        var had = draft.open(partition);
        var placedIn = incidents.place(draft, signal);
        if (flapping != null) {
            draft.change(placedIn.ref().partition(), incident -> incident.put(signal.withWithheld(flapping)));
            sayFlapping(draft, placedIn, signal, flapping);
        }
        var own = placedIn.ref().partition().equals(partition);
        var outcome = own ? (had == null ? Outcome.OPENED : Outcome.JOINED) : Outcome.SYMPTOM;
        if (outcome == Outcome.JOINED && (before == null || !before.stands())) {
            draft.tell(
                    partition,
                    "joined",
                    Words.observed(signal.transition()) + " joined (" + signal.severity() + ", because "
                            + signal.because() + ")");
        }
        decide(draft, placed, outcome, placedIn, signal.because());
    }

    private static Instant later(@Nullable Instant one, Instant other) {
        return one == null || other.isAfter(one) ? other : one;
    }

    private void decide(Draft draft, Placed placed, Outcome outcome, @Nullable Incident incident, String because) {
        var severity = placed.service() == null
                ? null
                : rules.severityOf(placed.partition(), placed.transition(), placed.description())
                        .severity();
        var hears = placed.service() == null || severity == null
                ? "nobody"
                : rules.hears(placed.partition(), severity, draft.now());
        draft.decide(new Decided(
                placed.transition(),
                placed.partition(),
                outcome,
                incident == null ? null : incident.id(),
                severity,
                hears,
                because));
    }
}
