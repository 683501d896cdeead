package tocsin.action;

import java.time.Duration;
import tocsin.action.Action.Parameter;

/** How far back something is looked at: a quarter of an hour unless a step says otherwise. */
final class Since {
    private static final Duration LONGEST = Duration.ofDays(1);

    static final Parameter PARAMETER = Parameter.of(
                    "since",
                    new Form(
                            "time",
                            "a time from 1s to 1d",
                            Form.Care.NONE,
                            text -> DurationText.read(text)
                                    .filter(since -> since.isPositive() && since.compareTo(LONGEST) <= 0)
                                    .isPresent()))
            .unlessGiven();

    private static final Duration USUAL = Duration.ofMinutes(15);

    private Since() {}

    static Duration of(Task task) {
        var since = PARAMETER.orNull(task);
        return since == null ? USUAL : task.duration(PARAMETER.name());
    }
}
