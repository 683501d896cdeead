package tocsin.incident;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;
import tocsin.alarm.AlarmState;
import tocsin.alarm.Transition;

/**
 * What is known of an alarm for ever: by it a copy is told from a move.
 *
 * @param held whether CloudWatch held its actions
 * @param observed whether a value observed came with it
 * @param tags whether its tags came with it
 * @param moves when its state moved, the last few, oldest first: by them flapping is seen
 */
@Json
public record Standing(
        AlarmState state, boolean held, Instant at, boolean observed, boolean tags, List<Instant> moves) {
    /** Two ways may round one instant differently; this much apart they tell of the same move. Milliseconds. */
    private static final long SAME = 1_000;

    public Standing {
        moves = List.copyOf(moves);
    }

    /** Whether the transition is this same standing, told once more. */
    public boolean isToldAgainBy(Transition transition) {
        return state == transition.state()
                && held == transition.held()
                && Math.abs(at.toEpochMilli() - transition.at().toEpochMilli()) <= SAME;
    }

    /** Whether a copy of it brings what the first one lacked. */
    public boolean isCompletedBy(Transition transition) {
        return (!observed && transition.observed() != null) || (!tags && transition.tags() != null);
    }

    /** Whether the transition happened before this. */
    public boolean isAfter(Transition transition) {
        return transition.at().toEpochMilli() < at.toEpochMilli() - SAME;
    }
}
