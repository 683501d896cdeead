package tocsin.configure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import tocsin.config.Finding;

/**
 * Reads YAML with its lines. Words mean what YAML 1.2 says: "on" is a text, and a key that stands twice is an error.
 */
final class YamlReader {
    private static final int DEPTH = 40;
    private static final Pattern NAME = Pattern.compile("\\$\\{([A-Za-z0-9_.-]*)}");

    // no text has these: they are for private use
    private static final char OPEN = '\uE000';
    private static final char CLOSE = '\uE001';

    private final String file;
    private final int linesBefore;
    private final List<Finding> findings = new ArrayList<>();

    private YamlReader(String file, int linesBefore) {
        this.file = file;
        this.linesBefore = linesBefore;
    }

    /**
     * The document in the text; empty where it is none, which the findings then say.
     *
     * @param linesBefore the lines of the file that come before the text
     */
    static Optional<YamlTree> read(String file, String text, int linesBefore, List<Finding> findings) {
        var reader = new YamlReader(file, linesBefore);
        var tree = reader.compose(text);
        findings.addAll(reader.findings);
        return tree;
    }

    private Optional<YamlTree> compose(String text) {
        try {
            var node = new Yaml(new LoaderOptions()).compose(new StringReader(hidden(text)));
            if (node == null) {
                error(1, "is empty");
                return Optional.empty();
            }
            return Optional.of(tree(node, 0));
        } catch (MarkedYAMLException failure) {
            var mark = failure.getProblemMark();
            error(mark == null ? 1 : mark.getLine() + 1, "is not YAML: " + failure.getProblem());
        } catch (YAMLException failure) {
            error(1, "is not YAML: " + failure.getMessage());
        }
        return Optional.empty();
    }

    private YamlTree tree(Node node, int depth) {
        var line = line(node);
        if (depth > DEPTH) {
            throw new YAMLException("line " + line + " is nested too deep, or within itself");
        }
        return switch (node) {
            case MappingNode mapping -> fields(mapping, depth);
            case SequenceNode sequence ->
                new YamlTree.Items(
                        line,
                        sequence.getValue().stream()
                                .map(item -> tree(item, depth + 1))
                                .toList());
            case ScalarNode scalar -> new YamlTree.Scalar(line, scalar(scalar));
            default -> throw new YAMLException("line " + line + " holds " + node.getNodeId());
        };
    }

    private YamlTree fields(MappingNode mapping, int depth) {
        var fields = new LinkedHashMap<String, YamlTree.Field>();
        for (var tuple : mapping.getValue()) {
            var line = line(tuple.getKeyNode());
            var key = tuple.getKeyNode() instanceof ScalarNode scalar ? shown(scalar.getValue()) : "?";
            var before = fields.putIfAbsent(key, new YamlTree.Field(line, tree(tuple.getValueNode(), depth + 1)));
            if (before != null) {
                findings.add(Finding.error(
                        file, line, "\"" + key + "\" stands here twice; the other is in line " + before.line()));
            }
        }
        return new YamlTree.Fields(line(mapping), fields);
    }

    private static JsonNode scalar(ScalarNode node) {
        var json = JsonNodeFactory.instance;
        var text = shown(node.getValue());
        if (node.getScalarStyle() != ScalarStyle.PLAIN) {
            return json.textNode(text);
        }
        if (text.isEmpty() || text.equals("~") || text.equals("null")) {
            return json.nullNode();
        }
        if (text.equals("true") || text.equals("false")) {
            return json.booleanNode(Boolean.parseBoolean(text));
        }
        if (text.matches("[-+]?[0-9]{1,18}")) {
            return json.numberNode(new BigInteger(text).longValueExact());
        }
        return text.matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,3})?")
                ? json.numberNode(new BigDecimal(text))
                : json.textNode(text);
    }

    /** Without the braces of {@code ${name}}, which would end what stands within other braces. */
    private static String hidden(String text) {
        return NAME.matcher(text).replaceAll("\\$" + OPEN + "$1" + CLOSE);
    }

    private static String shown(String text) {
        return text.replace(OPEN, '{').replace(CLOSE, '}');
    }

    private int line(Node node) {
        return linesBefore + node.getStartMark().getLine() + 1;
    }

    private void error(int line, String text) {
        findings.add(Finding.error(file, linesBefore + line, text));
    }
}
