package tocsin.triage;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import tocsin.alarm.AlarmState;
import tocsin.alarm.Told;
import tocsin.config.Service;
import tocsin.health.State;

/**
 * Takes what the health sweep found: it is held against what is known, so that it may be told as often as it likes, and
 * what a sweep could not commit the next one does.
 */
final class Checkups {
    private static final String WAY = "sweep";

    private final Rules rules;
    private final Placing placing;
    private final Moves moves;
    private final Pages pages;

    Checkups(Rules rules, Placing placing, Moves moves, Pages pages) {
        this.rules = rules;
        this.placing = placing;
        this.moves = moves;
        this.pages = pages;
    }

    void take(Draft draft, Service service, Swept found) {
        var id = Told.ofCheck(service.stage(), found.check());
        var known = draft.standing(service.partition(), id);
        var stands = known != null && known.state() == AlarmState.ALARM;
        var ends = found.state() == State.WELL && stands;
        if (found.trouble() && !stands || ends) {
            var moved = Told.bySweep(
                    service.stage(),
                    found.check(),
                    found.trouble(),
                    draft.now(),
                    found.says(),
                    found.severity().name());
            moves.take(draft, placing.told(moved, WAY, Optional.of(service)));
        }
    }

    /** Of what is not known nobody is paged: it may be well. */
    void tell(Draft draft, String partition, List<Swept> unknown) {
        if (unknown.isEmpty()) {
            return;
        }
        var sections = new TreeMap<String, String>();
        unknown.forEach(each -> sections.put(each.check(), each.says()));
        var summary = "the health sweep does not know how " + String.join(", ", sections.keySet()) + " of " + partition
                + " stands";
        draft.tell(partition, "unknown", summary);
        if (rules.hasMail()) {
            pages.notice(draft, partition, "unknown-" + draft.now().toEpochMilli(), summary, sections);
        }
    }
}
