package tocsin.configure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The resources that services have, by which steps name what they act on. */
record Resources(Map<String, List<String>> ofServices) {
    private static final String OWN = "service.";
    private static final String OTHERS = "services.";

    static Resources of(YamlTree configuration) {
        var all = new LinkedHashMap<String, List<String>>();
        configuration.get("services").map(YamlTree::all).orElse(Map.of()).forEach((name, service) -> {
            var resources = service.value().get("resources").map(YamlTree::all).orElse(Map.of());
            all.put(name, List.copyOf(resources.keySet()));
        });
        return new Resources(all);
    }

    /** What is wrong with a reference to a resource; nothing where it means one, or means something else. */
    Optional<String> problem(String reference) {
        if (reference.startsWith(OTHERS)) {
            var parts = reference.split("\\.", 3);
            if (parts.length < 3) {
                return Optional.of("expected services.SERVICE.RESOURCE");
            }
            var there = ofServices.get(parts[1]);
            if (there == null) {
                return Optional.of(
                        "there is no such service; " + Nearest.hint(parts[1], List.copyOf(ofServices.keySet())));
            }
            return lacks(parts[2], there).map(hint -> parts[1] + " has no such resource; " + hint);
        }
        if (reference.startsWith(OWN)) {
            var all = ofServices.values().stream()
                    .flatMap(List::stream)
                    .distinct()
                    .toList();
            return lacks(reference.substring(OWN.length()), all).map(hint -> "no service has such a resource; " + hint);
        }
        return Optional.empty();
    }

    /** Whether it is of a resource at all. */
    static boolean isMeant(String reference) {
        return reference.startsWith(OWN) || reference.startsWith(OTHERS);
    }

    private static Optional<String> lacks(String resource, List<String> there) {
        return there.contains(resource) ? Optional.empty() : Optional.of(Nearest.hint(resource, there));
    }
}
