package tocsin.local.template;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A mapping of the template of which every key must be asked for, or named as one without meaning here: so nothing that
 * somebody writes into the template is passed over in silence.
 */
final class Section {
    private final Resolver resolver;
    private final Node.Mapping mapping;
    private final String what;
    private final Set<String> asked = new HashSet<>();

    Section(Resolver resolver, Node.Mapping mapping, String what) {
        this.resolver = resolver;
        this.mapping = mapping;
        this.what = what;
    }

    Place place() {
        return mapping.place();
    }

    Place placeOf(String key) {
        return mapping.placeOf(key);
    }

    String what() {
        return what;
    }

    boolean has(String key) {
        return find(key).isPresent();
    }

    /** The value without its functions; empty also where it is AWS::NoValue. */
    Optional<Node> find(String key) {
        asked.add(key);
        return Optional.ofNullable(mapping.entries().get(key)).flatMap(resolver::resolve);
    }

    Optional<String> text(String key) {
        return find(key).map(node -> switch (node) {
            case Node.Scalar scalar -> scalar.text();
            default -> throw refuse(key, "must be a text and is " + node.kind());
        });
    }

    String required(String key) {
        return text(key).orElseThrow(() -> new TemplateRefused(place(), what + " without " + key));
    }

    Optional<Integer> whole(String key) {
        return text(key).map(text -> {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException e) {
                throw refuse(key, "must be a whole number and is '" + text + "'");
            }
        });
    }

    boolean yes(String key, boolean otherwise) {
        return text(key)
                .map(text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw refuse(key, "must be true or false and is '" + text + "'");
                })
                .orElse(otherwise);
    }

    Optional<Section> section(String key) {
        return find(key).map(node -> section(key, node));
    }

    List<Section> sections(String key) {
        return items(key).stream().map(item -> section(key, item)).toList();
    }

    private Section section(String key, Node node) {
        return switch (node) {
            case Node.Mapping inner -> new Section(resolver, inner, what + " " + key);
            default -> throw refuse(key, "must be a mapping and is " + node.kind());
        };
    }

    List<Node> items(String key) {
        return find(key)
                .map(node -> switch (node) {
                    case Node.Sequence sequence -> resolver.items(sequence);
                    default -> throw refuse(key, "must be a list and is " + node.kind());
                })
                .orElse(List.of());
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (var item : items(key)) {
            switch (item) {
                case Node.Scalar scalar -> texts.add(scalar.text());
                default -> throw refuse(key, "must be a list of texts and holds " + item.kind());
            }
        }
        return texts;
    }

    /** All keys with their texts. */
    Map<String, String> allTexts() {
        Map<String, String> texts = new TreeMap<>();
        for (var key : mapping.entries().keySet()) {
            text(key).ifPresent(text -> texts.put(key, text));
        }
        return texts;
    }

    List<String> keys() {
        return List.copyOf(mapping.entries().keySet());
    }

    /** Keys that say nothing to a single machine. */
    Section withoutMeaning(String... keys) {
        asked.addAll(List.of(keys));
        return this;
    }

    /** The key must have this value where it stands there at all: another would be a behaviour that is not built. */
    Section only(String key, String value) {
        text(key).filter(text -> !text.equals(value)).ifPresent(text -> {
            throw refuse(key, "'" + text + "' is not understood here, only '" + value + "'");
        });
        return this;
    }

    /** Refuses every key that nobody asked for. */
    void end() {
        for (var key : mapping.entries().keySet()) {
            if (!asked.contains(key)) {
                throw new TemplateRefused(placeOf(key), what + " " + key + " is not understood here");
            }
        }
    }

    TemplateRefused refuse(String key, String why) {
        return new TemplateRefused(placeOf(key), what + " " + key + " " + why);
    }
}
