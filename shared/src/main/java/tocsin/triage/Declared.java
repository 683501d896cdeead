package tocsin.triage;

import tocsin.alarm.Transition;
import tocsin.incident.Incident;
import tocsin.incident.Signal;

/**
 * A person's word that something is wrong. It stands like an alarm: opens or joins, belongs to its cause, pages by its
 * severity; but nothing withholds it, no runbook answers it, and it ends when somebody resolves it.
 */
final class Declared {
    private final Rules rules;
    private final Incidents incidents;

    Declared(Rules rules, Incidents incidents) {
        this.rules = rules;
        this.incidents = incidents;
    }

    /** Gives the incident that it belongs to; told again in the same words it changes nothing. */
    Incident take(Draft draft, String partition, Transition transition, String by) {
        var told = rules.told(transition).orElseThrow(() -> new IllegalArgumentException("nobody told this"));
        var home = Incidents.home(draft, partition, transition.id());
        var known = home == null ? null : home.signal(transition.id());
        if (home != null && known != null && known.severity() == told.severity()) {
            return home;
        }
        var signal = new Signal(
                partition, Words.kept(transition), told.severity(), told.because(), told.mayRise(), false, null);
        draft.count(partition, "declared");
        var placed = incidents.place(draft, signal);
        draft.tell(
                placed.ref().partition(),
                "declared",
                by + " declares " + told.severity() + " of " + partition + ": " + transition.description(),
                by);
        return placed;
    }
}
