package tocsin.local.pagerduty;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One alert, and with it one incident, as PagerDuty keeps it.
 *
 * @param number counts from 1, in the order in which alerts were opened
 * @param key the dedup key
 * @param severity PagerDuty's word
 * @param history what happened to it, oldest first
 */
public record Alert(
        int number, String key, State state, String severity, String summary, Instant opened, List<Happening> history) {
    public Alert {
        history = List.copyOf(history);
    }

    /** Where an alert stands. */
    public enum State {
        TRIGGERED,
        ACKNOWLEDGED,
        RESOLVED
    }

    /**
     * Something that happened to an alert.
     *
     * @param what in words, as "acknowledged by Ada"
     * @param rang whether somebody was rung for it
     */
    public record Happening(Instant at, String what, boolean rang) {}

    /** How often somebody was rung for it. */
    public long rings() {
        return history.stream().filter(Happening::rang).count();
    }

    boolean open() {
        return state != State.RESOLVED;
    }

    Alert told(String newSeverity, String newSummary, Happening happening) {
        return new Alert(number, key, state, newSeverity, newSummary, opened, and(happening));
    }

    Alert moved(State to, Happening happening) {
        return new Alert(number, key, to, severity, summary, opened, and(happening));
    }

    private List<Happening> and(Happening happening) {
        var longer = new ArrayList<>(history);
        longer.add(happening);
        return longer;
    }
}
