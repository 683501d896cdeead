package tocsin.triage;

import org.jspecify.annotations.Nullable;
import tocsin.alarm.Transition;
import tocsin.config.Description;

/** Where a transition is decided: by its stage and the first service that claims it. */
final class Placing {
    private final Rules rules;

    Placing(Rules rules) {
        this.rules = rules;
    }

    Placed place(Transition transition) {
        var bare = Description.of(transition);
        var stage = rules.stageOf(transition).orElse(null);
        var service = stage == null ? null : rules.serviceOf(stage, bare).orElse(null);
        var description = service == null ? (stage == null ? bare : bare.in(stage.name())) : bare.about(service);
        var ignored = rules.ignored(description).orElse(null);
        return service == null || ignored != null
                ? new Placed(transition, nobodys(transition), null, description, ignored)
                : new Placed(transition, service.partition(), service, description, null);
    }

    /** The description of a service's own alarm. */
    Description describe(String partition, Transition transition) {
        var bare = Description.of(transition);
        return rules.service(partition).map(bare::about).orElse(bare);
    }

    private static String nobodys(Transition transition) {
        return "unmatched/" + orUnknown(transition.account()) + "/" + orUnknown(transition.region());
    }

    private static String orUnknown(@Nullable String text) {
        return text == null ? "unknown" : text;
    }
}
