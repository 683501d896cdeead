package tocsin.configure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tocsin.runbook.References;

/** The resources that services have, by which steps name what they act on. */
record Resources(Map<String, Map<String, String>> ofServices) {
    private static final String OWN = "service.";
    private static final String OTHERS = "services.";

    static Resources of(YamlTree configuration) {
        var all = new LinkedHashMap<String, Map<String, String>>();
        configuration.get("services").map(YamlTree::all).orElse(Map.of()).forEach((name, service) -> {
            var resources = new LinkedHashMap<String, String>();
            service.value()
                    .get("resources")
                    .map(YamlTree::all)
                    .orElse(Map.of())
                    .forEach((key, field) ->
                            resources.put(key, field.value().string().orElse("")));
            all.put(name, resources);
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
            return lacks(parts[2], List.copyOf(there.keySet()))
                    .map(hint -> parts[1] + " has no such resource; " + hint);
        }
        if (reference.startsWith(OWN)) {
            var all = ofServices.values().stream()
                    .flatMap(each -> each.keySet().stream())
                    .distinct()
                    .toList();
            return lacks(reference.substring(OWN.length()), all).map(hint -> "no service has such a resource; " + hint);
        }
        return Optional.empty();
    }

    /** What a reference to a resource may stand for, as it is written; of its own service, what any has. */
    List<String> values(String reference) {
        if (reference.startsWith(OTHERS)) {
            var parts = reference.split("\\.", 3);
            return parts.length < 3
                    ? List.of()
                    : Optional.ofNullable(ofServices.get(parts[1])).map(each -> each.get(parts[2])).stream()
                            .toList();
        }
        return ofServices.values().stream()
                .flatMap(each -> Optional.ofNullable(each.get(reference.substring(OWN.length()))).stream())
                .toList();
    }

    /** Those resources of its own service that a text refers to: "database". */
    static List<String> ofOwn(String text) {
        return References.in(text).stream()
                .filter(reference -> reference.startsWith(OWN))
                .map(reference -> reference.substring(OWN.length()))
                .toList();
    }

    /** Whether it is of a resource at all. */
    static boolean isMeant(String reference) {
        return reference.startsWith(OWN) || reference.startsWith(OTHERS);
    }

    private static Optional<String> lacks(String resource, List<String> there) {
        return there.contains(resource) ? Optional.empty() : Optional.of(Nearest.hint(resource, there));
    }
}
