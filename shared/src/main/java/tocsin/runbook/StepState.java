package tocsin.runbook;

import io.avaje.jsonb.Json;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of a step, as its row holds it.
 *
 * @param claim the number of the claim under which it is done for the first time
 * @param seenAt when it was last found to be under way; null before that
 * @param says what it would do, does, or did
 * @param target the ARN of what it changes; null of a step that changes nothing
 * @param facts what its plan found, for doing it and for taking it back
 * @param outputs what later steps may refer to
 */
@Json
@RecordBuilder
public record StepState(
        String id,
        Status status,
        Instant begunAt,
        long claim,
        @Nullable Instant seenAt,
        String says,
        @Nullable String target,
        Map<String, String> facts,
        Map<String, String> outputs)
        implements StepStateBuilder.With {
    public StepState {
        facts = Collections.unmodifiableMap(new TreeMap<>(facts));
        outputs = Collections.unmodifiableMap(new TreeMap<>(outputs));
    }

    /** Where a step stands. */
    public enum Status {
        /** That it will be done is committed; whether it was, the world knows. */
        BEGUN,
        DONE,
        /** Its "if" did not hold, or the run had been stopped. */
        SKIPPED,
        FAILED,
        /** It is being taken back. */
        UNDOING,
        UNDONE,
        /** It could not be taken back. */
        LEFT
    }

    boolean isOver() {
        return status != Status.BEGUN;
    }

    static StepState of(String id, Status status, Instant now, long claim, String says) {
        return new StepState(id, status, now, claim, null, says, null, Collections.emptyMap(), Collections.emptyMap());
    }
}
