package tocsin.runbook;

import io.avaje.jsonb.Json;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.Digest;

/**
 * How far a run has come; each of its commits replaces it.
 *
 * @param document what identifies the text of the runbook that it began with: another text is never gone on with
 * @param asked what waits for a person
 * @param approvedBy who approved of the changes, or that nobody stopped them
 * @param approved by step: what identifies the plan that was approved
 * @param attempts how often the same thing failed to be done
 * @param told what has been told once, and is not told again
 * @param held the leases on what it changes
 * @param changedAt when the last change was done; null before the first
 * @param stopped why it makes no further change
 * @param failed why it is being undone
 * @param wellSince since when all that is to be proven holds
 * @param proveUntil until when it must have begun to hold
 */
@Json
@RecordBuilder
public record Progress(
        Phase phase,
        @Nullable String document,
        @Nullable Asked asked,
        @Nullable String approvedBy,
        Map<String, String> approved,
        int attempts,
        List<String> told,
        List<Held> held,
        @Nullable Instant changedAt,
        @Nullable String stopped,
        @Nullable String failed,
        @Nullable Instant wellSince,
        @Nullable Instant proveUntil)
        implements ProgressBuilder.With {
    public static final Progress REQUESTED = new Progress(
            Phase.REQUESTED, null, null, null, new TreeMap<>(), 0, List.of(), List.of(), null, null, null, null, null);

    public Progress {
        approved = approved == null ? new TreeMap<>() : approved; // a run of the version before has none
        approved = Collections.unmodifiableMap(new TreeMap<>(approved));
        told = List.copyOf(told);
        held = List.copyOf(held);
    }

    /** Where a run stands in its life. */
    public enum Phase {
        REQUESTED,
        RUNNING,
        /** A person is asked. */
        ASKING,
        /** All changes are made, and it is watched whether they help. */
        PROVING,
        /** It did not help: what can be taken back is taken back. */
        UNDOING,
        OVER
    }

    /**
     * What a person is asked.
     *
     * @param step the step that it is about; null: all that is going to be changed
     * @param byHand whether the person is to do the step, and approves when it is done
     * @param veto whether it goes on where nobody has said anything by then
     * @param saidAt of a veto: when this was said, as long as it is not sure that people could read it since
     * @param plans by step: what identifies the plan that the question tells of
     */
    @Json
    public record Asked(
            @Nullable String step,
            boolean byHand,
            String question,
            Instant until,
            boolean veto,
            @Nullable Instant saidAt,
            Map<String, String> plans) {
        public Asked {
            plans = plans == null ? new TreeMap<>() : plans;
            plans = Collections.unmodifiableMap(new TreeMap<>(plans));
        }

        Asked saying(String text) {
            return new Asked(step, byHand, text, until, veto, saidAt, plans);
        }

        /** What identifies just this asking: the same question put again, or of other plans, is another. */
        String identity() {
            return Digest.of(question + "\n" + until + "\n" + plans);
        }

        /** By now it is in the table: from here on it can be stopped for as long as was said. */
        Asked readable(Instant now) {
            var left = saidAt == null ? until : now.plus(Duration.between(saidAt, until));
            return new Asked(step, byHand, question, left, veto, null, plans);
        }
    }

    /**
     * A lease on something that the run changes.
     *
     * @param number of the lease when it was taken: under another one it is lost
     */
    @Json
    public record Held(String arn, long number) {}

    Progress tell(String once) {
        return withTold(Stream.concat(told.stream(), Stream.of(once)).toList());
    }

    boolean holds(String arn) {
        return held.stream().anyMatch(each -> each.arn().equals(arn));
    }

    Progress holding(Held another) {
        return withHeld(Stream.concat(
                        held.stream().filter(each -> !each.arn().equals(another.arn())), Stream.of(another))
                .toList());
    }
}
