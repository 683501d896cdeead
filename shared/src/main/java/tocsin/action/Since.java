package tocsin.action;

import java.time.Duration;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.action.Action.Parameter;
import tocsin.action.Action.Parameter.Form;

/** How far back something is looked at: a quarter of an hour unless a step says otherwise. */
final class Since {
    static final Parameter PARAMETER = new Parameter("since", Form.DURATION, false);

    private static final Duration USUAL = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofDays(1);

    private Since() {}

    static Duration of(Task task) {
        var since = task.optional(PARAMETER.name()) == null ? USUAL : task.duration(PARAMETER.name());
        if (since.isZero() || since.compareTo(LONGEST) > 0) {
            throw new PortFailure(Kind.REFUSED, "'since' is from 1s to 1d");
        }
        return since;
    }
}
