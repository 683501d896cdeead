package tocsin.action;

import java.time.Duration;
import tocsin.Said;
import tocsin.action.Outcome.Done;
import tocsin.action.Outcome.Failed;
import tocsin.action.Outcome.Later;
import tocsin.action.Outcome.NeedsPerson;
import tocsin.cloud.Automations.HandedOver;

/** What becomes of something that AWS does for us: it is waited for. */
final class HandedOverTo {
    private static final Duration AGAIN = Duration.ofSeconds(20);

    /** Then nobody knows any more that it is waited for. */
    private static final Duration LONGEST = Duration.ofHours(4);

    private HandedOverTo() {}

    static Outcome outcome(Task task, String what, HandedOver state) {
        return switch (state.status()) {
            case SUCCEEDED -> Done.saying(what + " has succeeded" + detail(state));
            case FAILED -> new Failed(what + " has failed" + detail(state));
            case RUNNING -> awaited(task, what + " is under way");
            case WAITING -> awaited(task, what + " waits for a person" + detail(state));
        };
    }

    private static Outcome awaited(Task task, String says) {
        return Duration.between(task.begunAt(), task.now()).compareTo(LONGEST) > 0
                ? new NeedsPerson(says + " still, after " + Said.duration(LONGEST) + ": please look at it")
                : new Later(AGAIN, says);
    }

    private static String detail(HandedOver state) {
        return state.says().isBlank() ? "" : ": " + state.says();
    }
}
