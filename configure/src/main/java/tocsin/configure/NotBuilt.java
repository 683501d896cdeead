package tocsin.configure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import tocsin.config.Finding;

/**
 * What the configuration's language has a word for and this version does not do. It is refused by name: to accept and
 * ignore it would leave somebody waiting for a page that never comes.
 */
final class NotBuilt {
    private static final List<String> OTHER_CHANNELS = List.of("phone", "telegram", "ntfy", "opsgenie");

    private final String file;
    private final List<Finding> findings;

    private NotBuilt(String file, List<Finding> findings) {
        this.file = file;
        this.findings = findings;
    }

    /** The tree without what is not built; each such place is an error. */
    static YamlTree without(YamlTree tree, String file, List<Finding> findings) {
        return new NotBuilt(file, findings).strip(tree, List.of());
    }

    private YamlTree strip(YamlTree tree, List<String> path) {
        return switch (tree) {
            case YamlTree.Fields(var line, var fields) -> {
                var kept = new LinkedHashMap<String, YamlTree.Field>();
                fields.forEach((key, field) -> {
                    var here = YamlTree.path(path, key);
                    var missing = missing(here);
                    missing.ifPresent(what -> findings.add(
                            Finding.error(file, field.line(), YamlTree.written(here) + ": not built yet: " + what)));
                    if (missing.isEmpty()) {
                        kept.put(key, new YamlTree.Field(field.line(), strip(field.value(), here)));
                    }
                });
                yield new YamlTree.Fields(line, kept);
            }
            case YamlTree.Items(var line, var items) -> {
                var kept = new ArrayList<YamlTree>();
                items.forEach(item -> kept.add(strip(item, YamlTree.path(path, "" + kept.size()))));
                yield new YamlTree.Items(line, kept);
            }
            case YamlTree.Scalar scalar -> scalar;
        };
    }

    private static Optional<String> missing(List<String> path) {
        var written = YamlTree.written(path);
        var last = path.getLast();
        return switch (path.getFirst()) {
            case "pager" -> channel(written.equals("pager." + last), last, "pagerduty");
            case "channels" -> channel(path.size() == 2, last, "mail, slack, discord, teams, webhook and pushover");
            case "people" -> channel(path.size() == 5, last, "pushover, sms and mail");
            default -> Optional.empty();
        };
    }

    private static Optional<String> channel(boolean here, String name, String built) {
        return here && OTHER_CHANNELS.contains(name)
                ? Optional.of("the channel " + name + "; there is " + built)
                : Optional.empty();
    }
}
