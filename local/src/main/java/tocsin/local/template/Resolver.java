package tocsin.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Carries out CloudFormation's functions: what is left are texts, lists and mappings. */
final class Resolver {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]*)}");
    private static final String NO_VALUE = "AWS::NoValue";

    /** What a name outside this class stands for. */
    interface Names {
        /** The value of a parameter, a pseudo parameter or a resource. */
        Optional<String> ref(String name);

        Optional<String> attribute(String resource, String attribute);

        Optional<Node> condition(String name);
    }

    private final Names names;

    Resolver(Names names) {
        this.names = names;
    }

    /** The node with its own function carried out, not those further in; empty for AWS::NoValue. */
    Optional<Node> resolve(Node node) {
        if (!(node instanceof Node.Call call)) {
            return Optional.of(node);
        }
        var place = call.place();
        return switch (call.function()) {
            case "Ref" -> ref(text(call.argument()), place);
            case "If" -> condition(call);
            case "GetAtt" -> scalar(attribute(call), place);
            case "Sub" -> scalar(sub(call), place);
            case "Join" -> scalar(join(call), place);
            case "Select" -> select(call);
            case "Split" -> split(call);
            case "Condition", "Equals", "And", "Or", "Not" -> scalar(String.valueOf(holds(call)), place);
            default -> throw new TemplateRefused(place, "!" + call.function() + " is not understood here");
        };
    }

    List<Node> items(Node.Sequence sequence) {
        return sequence.items().stream().flatMap(item -> resolve(item).stream()).toList();
    }

    /** The node with every function in it carried out. */
    Optional<Node> resolveAll(Node node) {
        return resolve(node).map(value -> switch (value) {
            case Node.Scalar scalar -> scalar;
            case Node.Sequence sequence ->
                new Node.Sequence(
                        sequence.items().stream()
                                .flatMap(item -> resolveAll(item).stream())
                                .toList(),
                        sequence.place());
            case Node.Mapping mapping -> {
                Map<String, Node> entries = new LinkedHashMap<>();
                mapping.entries()
                        .forEach((key, inner) -> resolveAll(inner).ifPresent(resolved -> entries.put(key, resolved)));
                yield new Node.Mapping(entries, mapping.places(), mapping.place());
            }
            case Node.Call call -> throw new TemplateRefused(call.place(), call.kind() + " gives a function");
        });
    }

    private static Optional<Node> scalar(String text, Place place) {
        return Optional.of(new Node.Scalar(text, true, place));
    }

    private Optional<Node> ref(String name, Place place) {
        return name.equals(NO_VALUE) ? Optional.empty() : scalar(named(name, place), place);
    }

    private String named(String name, Place place) {
        return names.ref(name)
                .orElseThrow(() -> new TemplateRefused(place, "there is no parameter or resource " + name));
    }

    private String attribute(Node.Call call) {
        var path = call.argument() instanceof Node.Sequence parts
                ? parts.items().stream().map(this::text).collect(Collectors.joining("."))
                : text(call.argument());
        return attribute(path, call.place());
    }

    private String attribute(String path, Place place) {
        var dot = path.lastIndexOf('.');
        if (dot < 0) {
            throw new TemplateRefused(place, "!GetAtt of '" + path + "' names no attribute");
        }
        return names.attribute(path.substring(0, dot), path.substring(dot + 1))
                .orElseThrow(() -> new TemplateRefused(place, "the attribute " + path + " is not understood here"));
    }

    private String sub(Node.Call call) {
        Map<String, Node> variables = Map.of();
        var pattern = call.argument();
        if (call.argument() instanceof Node.Sequence(var items, var _)) {
            pattern = items.getFirst();
            if (items.size() == 2 && items.get(1) instanceof Node.Mapping mapping) {
                variables = mapping.entries();
            }
        }
        var own = variables;
        var place = call.place();
        return VARIABLE.matcher(text(pattern))
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group(1).isEmpty() ? variable(match.group(2), own, place) : "${" + match.group(2) + "}"));
    }

    private String variable(String name, Map<String, Node> own, Place place) {
        var value = own.get(name);
        if (value != null) {
            return text(value);
        }
        return names.ref(name).orElseGet(() -> {
            if (name.contains(".")) {
                return attribute(name, place);
            }
            throw new TemplateRefused(place, "there is no parameter or resource " + name);
        });
    }

    private String join(Node.Call call) {
        var arguments = arguments(call, 2);
        return list(arguments.get(1)).stream().collect(Collectors.joining(text(arguments.getFirst())));
    }

    private Optional<Node> select(Node.Call call) {
        var arguments = arguments(call, 2);
        var list = list(arguments.get(1));
        var index = Integer.parseInt(text(arguments.getFirst()));
        if (index < 0 || index >= list.size()) {
            throw new TemplateRefused(call.place(), "!Select has no item " + index);
        }
        return scalar(list.get(index), call.place());
    }

    private Optional<Node> split(Node.Call call) {
        var arguments = arguments(call, 2);
        List<Node> parts = new ArrayList<>();
        for (var part : text(arguments.get(1)).split(Pattern.quote(text(arguments.getFirst())), -1)) {
            parts.add(new Node.Scalar(part, true, call.place()));
        }
        return Optional.of(new Node.Sequence(parts, call.place()));
    }

    private Optional<Node> condition(Node.Call call) {
        var arguments = arguments(call, 3);
        return resolve(arguments.get(condition(text(arguments.getFirst()), call.place()) ? 1 : 2));
    }

    /** Whether a named condition holds. */
    boolean condition(String name, Place place) {
        return holds(
                names.condition(name).orElseThrow(() -> new TemplateRefused(place, "there is no condition " + name)));
    }

    private boolean holds(Node node) {
        if (!(node instanceof Node.Call call)) {
            throw new TemplateRefused(node.place(), "a condition cannot be " + node.kind());
        }
        return switch (call.function()) {
            case "Condition" -> condition(text(call.argument()), call.place());
            case "Equals" -> {
                var arguments = arguments(call, 2);
                yield text(arguments.getFirst()).equals(text(arguments.get(1)));
            }
            case "Not" -> !holds(arguments(call, 1).getFirst());
            case "And" -> sequence(call).items().stream().allMatch(this::holds);
            case "Or" -> sequence(call).items().stream().anyMatch(this::holds);
            default -> throw new TemplateRefused(call.place(), call.kind() + " is no condition");
        };
    }

    private List<Node> arguments(Node.Call call, int count) {
        var items = sequence(call).items();
        if (items.size() != count) {
            throw new TemplateRefused(call.place(), call.kind() + " takes " + count + " arguments");
        }
        return items;
    }

    private static Node.Sequence sequence(Node.Call call) {
        if (call.argument() instanceof Node.Sequence sequence) {
            return sequence;
        }
        throw new TemplateRefused(call.place(), call.kind() + " takes a list");
    }

    private List<String> list(Node node) {
        var value = resolve(node);
        if (value.isPresent() && value.get() instanceof Node.Sequence sequence) {
            return items(sequence).stream().map(this::text).toList();
        }
        throw new TemplateRefused(node.place(), "a list is needed, not " + node.kind());
    }

    String text(Node node) {
        var value = resolve(node);
        if (value.isPresent() && value.get() instanceof Node.Scalar scalar) {
            return scalar.text();
        }
        throw new TemplateRefused(node.place(), "a text is needed, not " + node.kind());
    }
}
