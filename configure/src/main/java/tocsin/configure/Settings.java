package tocsin.configure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fields that a caller sets in the place of the file's: a stand-in's address, {@code paging: on} for a demo. */
final class Settings {
    private Settings() {}

    /** The tree with each field set: {@code pager.url} to a text. Fields on the way that are not there are made. */
    static YamlTree set(YamlTree tree, Map<String, String> settings) {
        var changed = tree;
        for (var setting : settings.entrySet()) {
            changed = set(changed, List.of(setting.getKey().split("\\.", -1)), setting.getValue());
        }
        return changed;
    }

    private static YamlTree set(YamlTree tree, List<String> path, String text) {
        if (path.isEmpty()) {
            return new YamlTree.Scalar(tree.line(), JsonNodeFactory.instance.textNode(text));
        }
        var key = path.getFirst();
        var fields = new LinkedHashMap<>(tree.all());
        var before = fields.get(key);
        var line = before == null ? tree.line() : before.line();
        var inner = before == null ? new YamlTree.Fields(line, Map.of()) : before.value();
        fields.put(key, new YamlTree.Field(line, set(inner, path.subList(1, path.size()), text)));
        return new YamlTree.Fields(tree.line(), fields);
    }
}
