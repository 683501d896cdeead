package tocsin.triage;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.Transition;
import tocsin.config.Description;
import tocsin.config.Service;

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

    /** The same of what another watcher tells, which says itself whose it is. */
    Placed told(Transition transition, String hook, Optional<Service> service) {
        var bare = Description.of(transition);
        var description = service.map(bare::about).orElse(bare);
        var ignored = rules.ignored(description).orElse(null);
        var partition = ignored == null
                ? service.map(Service::partition).orElse("unmatched/hook/" + hook)
                : "unmatched/hook/" + hook;
        return new Placed(transition, partition, ignored == null ? service.orElse(null) : null, description, ignored);
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
