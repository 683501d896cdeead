package tocsin.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Writes a CloudFormation template as a person would: functions by their short tags, what is short on one line. */
final class Yaml {
    private static final int WIDTH = 118;

    /** Plain text that YAML and everybody who reads it takes as text. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/$][A-Za-z0-9_./ -]*(::[A-Za-z0-9]+)*");

    private static final Pattern WORD = Pattern.compile("(?i)true|false|yes|no|on|off|null|y|n|~");

    private final StringBuilder text = new StringBuilder();

    private Yaml() {}

    static String of(JsonNode node) {
        var yaml = new Yaml();
        yaml.fields(node, 0);
        return yaml.text.toString();
    }

    private void fields(JsonNode node, int depth) {
        node.propertyStream().forEach(field -> {
            text.append("  ".repeat(depth)).append(scalar(field.getKey())).append(':');
            value(field.getValue(), depth, depth + 1);
        });
    }

    private void value(JsonNode node, int depth, int within) {
        var tag = tag(node);
        var plain = tag == null ? node : argument(node);
        var fits = column() + 1 + flow(node).length() <= WIDTH;
        if (plain.isTextual() && (plain.textValue().contains("\n") || !fits)) {
            text.append(' ').append(tag == null ? "" : tag + " ");
            block(plain.textValue(), within);
        } else if (depth > 1 && fits || tag != null || !node.isContainerNode()) {
            text.append(' ').append(flow(node)).append('\n');
        } else if (node.isArray()) {
            text.append('\n');
            node.forEach(item -> item(item, within));
        } else {
            text.append('\n');
            fields(node, within);
        }
    }

    private void item(JsonNode item, int depth) {
        var start = "  ".repeat(depth) + "-";
        if (!item.isObject()
                || tag(item) != null
                || start.length() + 1 + flow(item).length() <= WIDTH) {
            text.append(start).append(' ').append(flow(item)).append('\n');
            return;
        }
        var begun = text.length();
        fields(item, depth + 1);
        text.replace(begun, begun + start.length() + 1, start + " ");
    }

    private int column() {
        return text.length() - (text.lastIndexOf("\n") + 1);
    }

    /** Lines as they are; what is one line is folded at its blanks. */
    private void block(String lines, int depth) {
        var folded = !lines.contains("\n");
        text.append(folded ? ">-\n" : "|\n");
        (folded ? folded(lines, WIDTH - 2 * depth) : lines.lines().toList())
                .forEach(line -> text.append("  ".repeat(depth)).append(line).append('\n'));
    }

    private static List<String> folded(String line, int width) {
        var lines = new ArrayList<String>();
        var last = new StringBuilder();
        for (var word : line.split(" ", -1)) {
            if (!last.isEmpty() && last.length() + 1 + word.length() > width) {
                lines.add(last.toString());
                last.setLength(0);
            }
            last.append(last.isEmpty() ? "" : " ").append(word);
        }
        lines.add(last.toString());
        return lines;
    }

    private static String flow(JsonNode node) {
        var tag = tag(node);
        if (tag != null) {
            return tag + " " + flow(argument(node));
        }
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(Yaml::flow)
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        if (node.isObject()) {
            return node.propertyStream()
                    .map(field -> scalar(field.getKey()) + ": " + flow(field.getValue()))
                    .collect(Collectors.joining(", ", "{ ", " }"));
        }
        return node.isTextual() ? scalar(node.textValue()) : node.asText();
    }

    private static @Nullable String tag(JsonNode node) {
        if (!node.isObject() || node.size() != 1) {
            return null;
        }
        var name = node.fieldNames().next();
        return name.equals("Ref") || name.startsWith("Fn::") ? "!" + name.replace("Fn::", "") : null;
    }

    private static JsonNode argument(JsonNode node) {
        return node.elements().next();
    }

    private static String scalar(String text) {
        return PLAIN.matcher(text).matches() && !WORD.matcher(text).matches() && !text.endsWith(" ")
                ? text
                : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
