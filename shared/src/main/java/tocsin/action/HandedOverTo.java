package tocsin.action;

import java.time.Duration;
import tocsin.action.Outcome.Done;
import tocsin.action.Outcome.Failed;
import tocsin.action.Outcome.Later;
import tocsin.cloud.Automations.HandedOver;

/** What becomes of something that AWS does for us: it is waited for. */
final class HandedOverTo {
    private static final Duration AGAIN = Duration.ofSeconds(20);

    private HandedOverTo() {}

    static Outcome outcome(String what, HandedOver state) {
        return switch (state.status()) {
            case SUCCEEDED -> Done.saying(what + " has succeeded" + detail(state));
            case FAILED -> new Failed(what + " has failed" + detail(state));
            case RUNNING -> new Later(AGAIN, what + " is under way");
            case WAITING -> new Later(AGAIN, what + " waits for a person" + detail(state));
        };
    }

    private static String detail(HandedOver state) {
        return state.says().isBlank() ? "" : ": " + state.says();
    }
}
