package tocsin.config;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.Transition;

/**
 * A whole copy of the product: an account, its Regions, and the services and severity rules with this stage's names.
 *
 * @param spoke how its account is entered, or null: it is Tocsin's own, or not entered
 * @param match what an alarm must match besides, where several stages share an account; or null
 */
@Json
public record Stage(
        String name,
        String account,
        List<String> regions,
        @Nullable Pattern match,
        List<Service> services,
        List<SeverityRule> severities,
        @Nullable Spoke spoke) {
    public Stage {
        regions = List.copyOf(regions);
        services = List.copyOf(services);
        severities = List.copyOf(severities);
    }

    /** The service of this name in this stage. */
    public Optional<Service> service(String wanted) {
        return services.stream().filter(each -> each.name().equals(wanted)).findFirst();
    }

    boolean holds(Transition transition) {
        return account.equals(transition.account())
                && transition.region() != null
                && regions.contains(transition.region())
                && (match == null || match.holds(Description.of(transition).in(name)));
    }
}
