package tocsin.health;

import io.avaje.jsonb.Json;
import java.time.Instant;

/**
 * How a check stands, as it is kept from sweep to sweep.
 *
 * @param since when it was first found so
 * @param times in how many sweeps in a row
 */
@Json
public record Kept(String check, State state, String says, Instant since, int times) {
    /** So many sweeps in a row without knowing are told. */
    public static final int UNTOLD = 3;

    /** How it stands after one more sweep. */
    public Kept then(Result result, Instant now) {
        return result.state() == state ? new Kept(check, state, result.says(), since, times + 1) : first(result, now);
    }

    public static Kept first(Result result, Instant now) {
        return new Kept(result.check(), result.state(), result.says(), now, 1);
    }

    /** Whether it is to be told now that nothing is known of it. */
    public boolean untold() {
        return state == State.UNKNOWN && times == UNTOLD;
    }

    /** Whether it has been unwell in enough sweeps in a row. */
    public boolean isTrouble(int after) {
        return state == State.UNWELL && times >= after;
    }
}
