package tocsin.configure;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the names in braces mean for one stage, and in a service's own lines for that service. */
final class Scope {
    private Scope() {}

    /** The names; {@code service} is empty outside a service. Resources themselves know only their stage. */
    static Map<String, String> of(YamlTree tree, String stage, String service) {
        var scope = new LinkedHashMap<String, String>();
        scope.put("stage", stage);
        tree.get("services")
                .ifPresent(services -> services.all()
                        .forEach((name, field) -> resources(field.value(), stage)
                                .forEach((key, value) -> {
                                    scope.put("services." + name + "." + key, value);
                                    if (name.equals(service)) {
                                        scope.put("service." + key, value);
                                    }
                                })));
        return scope;
    }

    static Map<String, String> resources(YamlTree service, String stage) {
        var resources = new LinkedHashMap<String, String>();
        service.get("resources")
                .ifPresent(all -> all.all()
                        .forEach((key, field) -> field.value()
                                .string()
                                .ifPresent(value ->
                                        resources.put(key, Placeholders.expand(value, Map.of("stage", stage))))));
        return resources;
    }
}
