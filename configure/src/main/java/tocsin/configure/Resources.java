package tocsin.configure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tocsin.runbook.References;

/** The resources that services have, by which steps name what they act on. */
record Resources(Map<String, Map<String, String>> ofServices) {
    private static final String OWN = "service.";
    private static final String OTHERS = "services.";
    private static final String STAGE = "stage";

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

    /**
     * What a text may become, in each stage and for each service that has what it refers to; nothing where it refers to
     * what only a run knows.
     */
    List<String> fillings(String text, List<String> stages) {
        var references = References.in(text);
        if (references.isEmpty()) {
            return List.of(text);
        }
        if (references.stream().anyMatch(each -> !isMeant(each) && !each.equals(STAGE))) {
            return List.of();
        }
        return ofServices.values().stream()
                .flatMap(own -> filled(text, own).stream())
                .flatMap(filled -> stages.stream().map(stage -> filled.replace("${" + STAGE + "}", stage)))
                .distinct()
                .toList();
    }

    private Optional<String> filled(String text, Map<String, String> own) {
        var filled = text;
        for (var reference : References.in(text)) {
            if (isMeant(reference)) {
                var value = value(reference, own);
                if (value == null) {
                    return Optional.empty();
                }
                filled = filled.replace("${" + reference + "}", value);
            }
        }
        return Optional.of(filled);
    }

    private @Nullable String value(String reference, Map<String, String> own) {
        if (reference.startsWith(OWN)) {
            return own.get(reference.substring(OWN.length()));
        }
        var parts = reference.split("\\.", 3);
        var there = parts.length < 3 ? null : ofServices.get(parts[1]);
        return there == null ? null : there.get(parts[2]);
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
