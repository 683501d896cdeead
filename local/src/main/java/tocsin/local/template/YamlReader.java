package tocsin.local.template;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads YAML with CloudFormation's tags into nodes that know their lines. */
final class YamlReader {
    private static final Set<String> FUNCTIONS = Set.of(
            "Ref",
            "Condition",
            "And",
            "Base64",
            "Cidr",
            "Equals",
            "FindInMap",
            "GetAtt",
            "GetAZs",
            "If",
            "ImportValue",
            "Join",
            "Not",
            "Or",
            "Select",
            "Split",
            "Sub",
            "Transform");

    private final String file;

    private YamlReader(String file) {
        this.file = file;
    }

    static Node.Mapping read(String file, String text) {
        var reader = new YamlReader(file);
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            var root = new Yaml(options).compose(new StringReader(text));
            if (root instanceof MappingNode mapping) {
                return reader.mapping(mapping);
            }
            throw new TemplateRefused(new Place(file, 1), "is no mapping at its top");
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            throw new TemplateRefused(
                    new Place(file, mark == null ? 1 : mark.getLine() + 1), "is not YAML: " + e.getProblem());
        }
    }

    private Node node(org.yaml.snakeyaml.nodes.Node yaml) {
        var tag = yaml.getTag().getValue();
        if (tag.startsWith("!")) {
            return new Node.Call(function(tag.substring(1), place(yaml)), plain(yaml), place(yaml));
        }
        if (yaml instanceof MappingNode mapping && mapping.getValue().size() == 1) {
            var only = mapping.getValue().getFirst();
            var key = key(only.getKeyNode());
            if (key.startsWith("Fn::")) {
                return new Node.Call(function(key.substring(4), place(yaml)), node(only.getValueNode()), place(yaml));
            }
            if (key.equals("Ref") || (key.equals("Condition") && only.getValueNode() instanceof ScalarNode)) {
                return new Node.Call(key, node(only.getValueNode()), place(yaml));
            }
        }
        return plain(yaml);
    }

    private static String function(String name, Place place) {
        if (!FUNCTIONS.contains(name)) {
            throw new TemplateRefused(place, "the function " + name + " is not understood here");
        }
        return name;
    }

    private Node plain(org.yaml.snakeyaml.nodes.Node yaml) {
        return switch (yaml) {
            case ScalarNode scalar -> new Node.Scalar(scalar.getValue(), !scalar.isPlain(), place(yaml));
            case SequenceNode sequence ->
                new Node.Sequence(sequence.getValue().stream().map(this::node).toList(), place(yaml));
            case MappingNode mapping -> mapping(mapping);
            default -> throw new TemplateRefused(place(yaml), "this kind of YAML is not understood here");
        };
    }

    private Node.Mapping mapping(MappingNode yaml) {
        Map<String, Node> entries = new LinkedHashMap<>();
        Map<String, Place> places = new LinkedHashMap<>();
        for (var tuple : yaml.getValue()) {
            var key = key(tuple.getKeyNode());
            if (entries.put(key, node(tuple.getValueNode())) != null) {
                throw new TemplateRefused(place(tuple.getKeyNode()), "the key " + key + " stands there twice");
            }
            places.put(key, place(tuple.getKeyNode()));
        }
        return new Node.Mapping(entries, places, place(yaml));
    }

    private String key(org.yaml.snakeyaml.nodes.Node yaml) {
        if (yaml instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw new TemplateRefused(place(yaml), "a key must be a text");
    }

    private Place place(org.yaml.snakeyaml.nodes.Node yaml) {
        return new Place(file, yaml.getStartMark().getLine() + 1);
    }
}
