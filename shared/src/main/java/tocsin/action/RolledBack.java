package tocsin.action;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * That an alias was led away from a version, since it did no good.
 *
 * @param to the version to which it was led instead
 */
record RolledBack(String from, String to, Instant at) {
    private static final String OF = "/";
    private static final String AT = " ";

    /** As it is left with the function for later runs. */
    Map<String, String> left(String alias) {
        return Map.of(alias + OF + from, to + AT + at);
    }

    /** What was left of this alias. */
    static List<RolledBack> of(String alias, Map<String, String> left) {
        var all = new ArrayList<RolledBack>();
        left.forEach((name, text) -> {
            if (name.startsWith(alias + OF)) {
                var said = text.split(AT, 2);
                all.add(new RolledBack(name.substring(alias.length() + OF.length()), said[0], Instant.parse(said[1])));
            }
        });
        return all;
    }
}
