package tocsin.config;

import java.util.LinkedHashSet;
import java.util.List;

/** The names that a pattern may mean: a value that is none of them can never match. */
public record Known(List<String> stages, List<String> services, List<String> accounts, List<String> regions) {
    public Known {
        stages = List.copyOf(stages);
        services = List.copyOf(services);
        accounts = List.copyOf(accounts);
        regions = List.copyOf(regions);
    }

    public static Known of(Configuration configuration) {
        var services = new LinkedHashSet<String>();
        var accounts = new LinkedHashSet<String>();
        var regions = new LinkedHashSet<String>();
        configuration.services().forEach(service -> services.add(service.name()));
        configuration.stages().forEach(stage -> {
            accounts.add(stage.account());
            regions.addAll(stage.regions());
        });
        return new Known(
                configuration.stages().stream().map(Stage::name).toList(),
                List.copyOf(services),
                List.copyOf(accounts),
                List.copyOf(regions));
    }
}
