package tocsin.alarm;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one message turned out to be. Nothing is thrown away: what is no alarm says so, and why. */
public sealed interface Received {
    /** A sentence: what was read, or what is wrong with it. */
    String because();

    /** An alarm moved. */
    record Alarmed(Transition transition, String because) implements Received {}

    /** An alarm was deleted; its signals end. */
    record Deleted(AlarmId id, String alarm, Instant at, String because) implements Received {}

    /**
     * Something went live, as AWS tells it.
     *
     * @param resource what is named, as the resources in tocsin.yaml are: "function", "stack" or "codedeploy"
     * @param alias of the function, where that was moved
     * @param by who did it, or which service of AWS tells
     * @param told the event's own id
     */
    record Deployed(
            String account,
            String region,
            String resource,
            String name,
            @Nullable String alias,
            String version,
            Instant at,
            String by,
            String told,
            String because)
            implements Received {}

    /** What a run of ours changed, as AWS tells it: that stands in the run's own story. */
    record Ours(String because) implements Received {}

    /** Something that is well formed, or plain text, and no alarm. */
    record NotAnAlarm(String because) implements Received {}

    /**
     * Something that cannot be used.
     *
     * @param alarm whether it looks like an alarm: then somebody must be told
     * @param name the alarm's name where that much could be read
     */
    record Unreadable(boolean alarm, @Nullable String name, String because) implements Received {}
}
