package tocsin.health;

import io.avaje.jsonb.Json;
import java.time.Instant;

/**
 * How a check stands, as it is kept from sweep to sweep.
 *
 * @param since when it was first found so
 * @param times in how many sweeps in a row
 * @param unwell in how many sweeps it was unwell since it was last well; one that does not know neither counts nor ends
 */
@Json
public record Kept(String check, State state, String says, Instant since, int times, int unwell) {
    /** So many sweeps in a row without knowing are told. */
    public static final int UNTOLD = 3;

    /** How it stands after one more sweep. */
    public Kept then(Result result, Instant now) {
        var same = result.state() == state;
        return of(result, same ? since : now, same ? times + 1 : 1, unwell);
    }

    public static Kept first(Result result, Instant now) {
        return of(result, now, 1, 0);
    }

    private static Kept of(Result result, Instant since, int times, int before) {
        var unwell = switch (result.state()) {
            case WELL -> 0;
            case UNWELL -> before + 1;
            case UNKNOWN -> before;
        };
        return new Kept(result.check(), result.state(), result.says(), since, times, unwell);
    }

    /** Whether it is to be told now that nothing is known of it. */
    public boolean untold() {
        return state == State.UNKNOWN && times == UNTOLD;
    }

    /** Whether it has been unwell in enough sweeps, and not well between them. */
    public boolean isTrouble(int after) {
        return state == State.UNWELL && unwell >= after;
    }
}
