package tocsin.configure;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tocsin.config.Finding;
import tocsin.config.Known;
import tocsin.maintenance.Announcing;
import tocsin.maintenance.Recurring;
import tocsin.maintenance.Window;

/** What no schema can say of maintenance: windows that never are, and tellings that would reach nobody. */
final class MaintenanceMeaning {
    private static final String BLOCK = "maintenance";

    /** Any day: whether a rule ever holds is the same from each. */
    private static final Instant SOME_DAY = Instant.parse("2026-01-01T00:00:00Z");

    /** What is open for more than a week on end is open on and on. */
    private static final Duration ENDLESS = Duration.ofDays(8);

    private final String file;
    private final YamlTree tree;
    private final List<Finding> findings = new ArrayList<>();

    private MaintenanceMeaning(String file, YamlTree tree) {
        this.file = file;
        this.tree = tree;
    }

    /** @param runbooks the names of those that there are, where there is a folder */
    static List<Finding> check(String file, YamlTree tree, Known known, Optional<Set<String>> runbooks) {
        var meaning = new MaintenanceMeaning(file, tree);
        meaning.windows();
        tree.get(BLOCK).ifPresent(block -> {
            meaning.named();
            block.get("status-page").ifPresent(meaning::statusPage);
            block.get("notice").ifPresent(notice -> meaning.notice(notice, known));
            meaning.runbook(block, "checklist", Announcing.CHECKLIST, known, runbooks);
            meaning.runbook(block, "emergency", Announcing.EMERGENCY, known, runbooks);
        });
        return meaning.findings;
    }

    private void windows() {
        var windows = Meaning.at(tree, "windows").list();
        for (int index = 0; index < windows.size(); index++) {
            var window = windows.get(index);
            var path = List.of("windows", Integer.toString(index), "cron");
            var cron = Meaning.string(window, "cron");
            var length = Meaning.string(window, "length");
            if (cron.isPresent() && length.isPresent()) {
                cron(path, cron.get(), length.get());
            }
            if (window.get("every").isPresent() == cron.isPresent() || cron.isPresent() != length.isPresent()) {
                error(path.subList(0, 2), "expected either every, or both of cron and length");
            }
            if (Meaning.string(window, "announce").filter("always"::equals).isPresent()
                    && window.get("match").isPresent()) {
                error(
                        List.of("windows", Integer.toString(index), "announce"),
                        "\"always\" with a match: a maintenance holds whatever alarms in its services; expected"
                                + " planned, or services in the place of match");
            }
        }
    }

    private void cron(List<String> path, String cron, String length) {
        try {
            var when = Recurring.of(Recurring.ByCron.text(cron, length));
            var window = new Window(when, ZoneOffset.UTC, List.of(), List.of(), null, cron, false);
            var first = window.next(SOME_DAY);
            if (first.isEmpty()) {
                error(path, Meaning.quoted(cron) + " never comes");
            } else if (isEndless(window, first.get().begins())) {
                error(
                        path,
                        Meaning.quoted(cron) + " comes again before its " + length + " are over, each time: what alarms"
                                + " would be held for ever; expected a time between");
            }
        } catch (IllegalArgumentException wrong) {
            error(path, String.valueOf(wrong.getMessage()));
        }
    }

    /** Whether it is open on and on, each time begun before the one before it has ended. */
    private static boolean isEndless(Window window, Instant begins) {
        var openUntil = Optional.of(begins);
        while (openUntil.isPresent() && openUntil.get().isBefore(begins.plus(ENDLESS))) {
            openUntil = window.endOfCover(openUntil.get());
        }
        return openUntil.isPresent();
    }

    /** What was planned stands in the place of a window's occurrence, and knows the window by its reason. */
    private void named() {
        var before = new TreeSet<String>();
        var windows = Meaning.at(tree, "windows").list();
        for (int index = 0; index < windows.size(); index++) {
            var because = Meaning.string(windows.get(index), "because").orElse("");
            if (!before.add(because)) {
                error(
                        List.of("windows", Integer.toString(index), "because"),
                        Meaning.quoted(because) + " is another window's too; expected a reason of its own");
            }
        }
    }

    private void statusPage(YamlTree page) {
        var path = List.of(BLOCK, "status-page");
        var url = Meaning.string(page, "url").orElse("");
        if (page.get("secret").isEmpty() && page.get("bearer").isEmpty() && !url.startsWith("secret:")) {
            error(path, "whoever gets it cannot know it for ours; expected a secret or a bearer");
        }
        if (ChannelsMeaning.isOpen(url)) {
            error(YamlTree.path(path, "url"), "is not encrypted");
        }
    }

    private void notice(YamlTree notice, Known known) {
        var path = List.of(BLOCK, "notice", "service");
        var service = Meaning.string(notice, "service").orElse("");
        if (!known.services().contains(service)) {
            error(path, Meaning.quoted(service) + " is no service; there is " + Meaning.listed(known.services()));
        } else if (Meaning.at(Meaning.at(Meaning.at(tree, "services"), service), "resources")
                .get("bucket")
                .isEmpty()) {
            error(path, service + " has no bucket among its resources, where the notice could lie");
        }
    }

    private void runbook(YamlTree block, String key, String usual, Known known, Optional<Set<String>> runbooks) {
        var name = Meaning.string(block, key).orElse(usual);
        var path = block.get(key).isPresent() ? List.of(BLOCK, key) : List.of(BLOCK);
        if (runbooks.isPresent() && !runbooks.get().contains(name)) {
            shadow(path, "there is no runbooks/" + name + ".md, so that nobody is led through it");
            return;
        }
        var stage = known.stages().isEmpty() ? "" : known.stages().getFirst();
        var mode = Meaning.string(Meaning.at(Meaning.at(tree, "runbooks"), name), stage)
                .orElse("shadow");
        if (mode.equals("shadow")) {
            shadow(
                    path,
                    name + " is in the shadow in " + stage + ", so that nobody is led through it; expected runbooks."
                            + name + ": { " + stage + ": approve }");
        }
    }

    private void shadow(List<String> path, String text) {
        findings.add(Finding.warning(file, tree.lineOf(path), YamlTree.written(path) + ": " + text));
    }

    private void error(List<String> path, String text) {
        findings.add(Finding.error(file, tree.lineOf(path), YamlTree.written(path) + ": " + text));
    }
}
