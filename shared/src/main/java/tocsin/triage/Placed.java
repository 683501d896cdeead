package tocsin.triage;

import org.jspecify.annotations.Nullable;
import tocsin.alarm.Transition;
import tocsin.config.Description;
import tocsin.config.Service;

/**
 * A transition, and where it is decided.
 *
 * @param partition the service's, or what takes those without one: "unmatched/ACCOUNT/REGION"
 * @param service null where no service claims it, or a rule ignores it
 * @param ignored the rule's reason where it is not ours to act on
 */
public record Placed(
        Transition transition,
        String partition,
        @Nullable Service service,
        Description description,
        @Nullable String ignored) {}
