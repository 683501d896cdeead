package tocsin.triage;

import java.time.Instant;
import java.util.List;
import tocsin.Said;
import tocsin.alarm.AlarmState;
import tocsin.alarm.Transition;
import tocsin.config.Severity;
import tocsin.incident.Signal;
import tocsin.incident.Withheld;
import tocsin.incident.Withheld.Why;

/** Many alarms of a Region without data at once: we are blind there, which is an incident of its own. */
final class Blindness {
    private final Rules rules;
    private final Incidents incidents;

    Blindness(Rules rules, Incidents incidents) {
        this.rules = rules;
        this.incidents = incidents;
    }

    /** Whether a transition has to do with it: into or out of having no data. */
    static boolean concerns(Transition transition) {
        var lost = transition.state() == AlarmState.INSUFFICIENT_DATA;
        var wasLost = transition.previous() == AlarmState.INSUFFICIENT_DATA;
        return transition.region() != null && lost != wasLost;
    }

    void take(Draft draft, String partition, Transition transition) {
        forget(draft, partition);
        var head = draft.head(partition);
        if (transition.state() != AlarmState.INSUFFICIENT_DATA) {
            seesAgain(draft, partition, transition);
            return;
        }
        var signal = lost(partition, transition);
        if (head.open() != null) {
            incidents.place(draft, signal);
            return;
        }
        draft.head(head.withhold(signal));
        var waiting = draft.head(partition).withheld();
        if (waiting.size() >= rules.times().blind().count()) {
            draft.tell(
                    partition,
                    "blind",
                    waiting.size() + " alarms of " + partition + " lost their data within "
                            + Said.duration(rules.times().blind().within()));
            waiting.forEach(one -> incidents.place(draft, one));
        }
    }

    private void seesAgain(Draft draft, String partition, Transition transition) {
        draft.head(draft.head(partition).letGo(transition.id()));
        var home = Incidents.home(draft, partition, transition.id());
        var signal = home == null ? null : home.signal(transition.id());
        if (signal != null && signal.stands()) {
            var seen =
                    signal.withTransition(transition.withState(AlarmState.OK)).withBlind(false);
            draft.change(partition, incident -> incident.put(seen));
            incidents.settle(draft, partition);
        }
    }

    /** Alarms that lost their data longer ago do not count. */
    void forget(Draft draft, String partition) {
        List<Signal> old = draft.head(partition).withheld().stream()
                .filter(signal -> {
                    var withheld = signal.withheld();
                    return withheld == null || !withheld.until().isAfter(draft.now());
                })
                .toList();
        old.forEach(signal -> draft.head(draft.head(partition).letGo(signal.id())));
    }

    private Signal lost(String partition, Transition transition) {
        Instant until = transition.at().plus(rules.times().blind().within());
        return new Signal(
                partition,
                transition,
                Severity.P1,
                "its data are missing, like those of others at the same time",
                false,
                true,
                new Withheld(Why.LOST, "one of a few without data", until));
    }
}
