package tocsin.configure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tocsin.config.Finding;

/** What no schema can say of the watchdog: that it stands elsewhere, rings somebody, and can count its silence. */
final class WatchdogMeaning {
    /** A canary comes each minute, and one may be late; watchdog.yaml has the same bounds. */
    private static final Duration SHORTEST = Duration.ofMinutes(3);

    private static final Duration LONGEST = Duration.ofMinutes(60);

    private final String file;
    private final YamlTree tree;
    private final List<Finding> findings = new ArrayList<>();

    private WatchdogMeaning(String file, YamlTree tree) {
        this.file = file;
        this.tree = tree;
    }

    static List<Finding> check(String file, YamlTree tree) {
        var meaning = new WatchdogMeaning(file, tree);
        tree.get("watchdog").ifPresent(meaning::check);
        return meaning.findings;
    }

    private void check(YamlTree watchdog) {
        Meaning.string(watchdog, "region")
                .filter(this::isHome)
                .ifPresent(region ->
                        error("region", "is Tocsin's own; a Region that is silent tells nobody so: expected another"));
        Meaning.string(watchdog, "silent")
                .filter(text -> !isCounted(Words.duration(text)))
                .ifPresent(text -> error(
                        "silent",
                        Meaning.quoted(text) + " is not what its alarm can count; expected 3m to 60m, in whole"
                                + " minutes"));
        var people = Meaning.at(tree, "people").all().keySet();
        Meaning.strings(watchdog, "ring").stream()
                .filter(name -> !people.contains(name))
                .forEach(
                        name -> error("ring", Meaning.quoted(name) + " is nobody; there is " + Meaning.listed(people)));
    }

    /** Tocsin runs in the first Region of the first stage. */
    private boolean isHome(String region) {
        return Meaning.at(tree, "stages").all().values().stream()
                .limit(1)
                .flatMap(stage ->
                        Meaning.strings(stage.value(), "regions").stream().limit(1))
                .anyMatch(region::equals);
    }

    private static boolean isCounted(Duration silent) {
        return silent.compareTo(SHORTEST) >= 0
                && silent.compareTo(LONGEST) <= 0
                && silent.toSeconds() % Duration.ofMinutes(1).toSeconds() == 0;
    }

    private void error(String key, String text) {
        findings.add(Finding.error(file, tree.lineOf(List.of("watchdog", key)), "watchdog." + key + ": " + text));
    }
}
