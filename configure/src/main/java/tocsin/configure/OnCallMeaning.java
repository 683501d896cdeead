package tocsin.configure;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tocsin.config.Finding;
import tocsin.oncall.Ladder;

/** What no schema can say of people, rotas and the ladder: who must exist, and what contradicts itself. */
final class OnCallMeaning {
    private static final List<String> OF_TURNS = List.of("people", "turns", "hand-over", "since", "hours");
    private static final List<String> NOT_OF_CALENDARS = List.of("people", "turns", "since", "hours", "layers");

    private final String file;
    private final YamlTree tree;
    private final Set<String> people;
    private final Set<String> rotas;
    private final List<Finding> findings = new ArrayList<>();

    private OnCallMeaning(String file, YamlTree tree) {
        this.file = file;
        this.tree = tree;
        people = Meaning.at(tree, "people").all().keySet();
        rotas = Meaning.at(tree, "rotas").all().keySet();
    }

    static List<Finding> check(String file, YamlTree tree) {
        var meaning = new OnCallMeaning(file, tree);
        meaning.names();
        Meaning.at(tree, "rotas").all().forEach((name, rota) -> meaning.rota(List.of("rotas", name), rota.value()));
        meaning.ladder();
        return meaning.findings;
    }

    /** A step of the ladder says one word for whom it reaches. */
    private void names() {
        rotas.stream()
                .filter(people::contains)
                .forEach(name -> error(List.of("rotas", name), "a person is called so, too; expected another name"));
        if (people.contains(Ladder.EVERYONE)) {
            error(List.of("people", Ladder.EVERYONE), "means all people; expected another name");
        }
        if (rotas.contains(Ladder.EVERYONE)) {
            error(List.of("rotas", Ladder.EVERYONE), "means all people; expected another name");
        }
    }

    private void rota(List<String> path, YamlTree rota) {
        if (rota.get("calendar").isPresent()) {
            calendar(path, rota);
            return;
        }
        var turns = OF_TURNS.stream().filter(key -> rota.get(key).isPresent()).toList();
        var layers = rota.get("layers").isPresent();
        if (!layers && rota.get("people").isEmpty()) {
            error(path, "lacks \"people\"; expected people, layers or a calendar");
        }
        if (layers && !turns.isEmpty()) {
            error(YamlTree.path(path, turns.getFirst()), "means nothing beside layers, which have their own");
        }
        turns(path, rota);
        var each = Meaning.at(rota, "layers").list();
        for (var index = 0; index < each.size(); index++) {
            turns(YamlTree.path(path, "layers", Integer.toString(index)), each.get(index));
        }
    }

    private void calendar(List<String> path, YamlTree rota) {
        NOT_OF_CALENDARS.stream()
                .filter(key -> rota.get(key).isPresent())
                .forEach(key ->
                        error(YamlTree.path(path, key), "means nothing beside a calendar, which says who has it when"));
        Meaning.zone(rota).ifPresent(problem -> error(YamlTree.path(path, "zone"), problem));
        Meaning.string(rota, "hand-over")
                .filter(text -> text.matches("[A-Z].*"))
                .ifPresent(text -> error(
                        YamlTree.path(path, "hand-over"),
                        Meaning.quoted(text) + " names a day, which the calendar does; expected a time alone, at which"
                                + " its whole days begin"));
        Meaning.string(rota, "calendar")
                .filter(text -> text.matches("http://(?!(127\\.0\\.0\\.1|localhost)[:/]).*"))
                .ifPresent(text -> error(
                        YamlTree.path(path, "calendar"),
                        "whoever stands between could put anybody on call; expected https://"));
    }

    private void turns(List<String> path, YamlTree turns) {
        Meaning.strings(turns, "people").stream()
                .filter(name -> !people.contains(name))
                .forEach(name -> error(
                        YamlTree.path(path, "people"),
                        Meaning.quoted(name) + " is nobody; there is " + Meaning.listed(people)));
        Meaning.zone(turns).ifPresent(problem -> error(YamlTree.path(path, "zone"), problem));
        text(turns, "since", LocalDate::parse)
                .ifPresent(since -> error(YamlTree.path(path, "since"), Meaning.quoted(since) + " is no day"));
        Meaning.string(turns, "hours")
                .filter(text -> text.matches("(.*)-\\1"))
                .ifPresent(text -> error(
                        YamlTree.path(path, "hours"),
                        Meaning.quoted(text) + " ends when it begins; leave it out for the whole day"));
        handOver(path, turns);
    }

    private void handOver(List<String> path, YamlTree turns) {
        var day = Meaning.string(turns, "hand-over").filter(text -> text.matches("[A-Z][a-z]{2} .*"));
        var length = Meaning.string(turns, "turns").orElse("weekly");
        if (day.isPresent() && length.matches("daily|[0-9]{1,3}-days") && Words.turns(length) % 7 != 0) {
            error(
                    YamlTree.path(path, "hand-over"),
                    Meaning.quoted(day.get()) + " names a day, and turns that are " + length
                            + " begin on any; expected a time alone");
        }
    }

    private interface Form {
        Object read(String text);
    }

    /** The text that does not have this form. */
    private static Optional<String> text(YamlTree owner, String key, Form form) {
        return Meaning.string(owner, key).filter(text -> {
            try {
                form.read(text);
                return false;
            } catch (DateTimeException _) {
                return true;
            }
        });
    }

    private void ladder() {
        var steps = Meaning.at(tree, "ladder").list();
        var again = 0;
        for (var index = 0; index < steps.size(); index++) {
            var path = List.of("ladder", Integer.toString(index));
            if (again < index && steps.get(again).get("again").isPresent()) {
                findings.add(Finding.warning(
                        file,
                        tree.lineOf(path),
                        YamlTree.written(path) + ": is never reached: the step in line "
                                + steps.get(again).line() + " comes again until somebody acknowledges"));
                continue;
            }
            again = index;
            step(path, steps.get(index), index == steps.size() - 1);
        }
        var tocsin =
                Meaning.string(Meaning.at(tree, "pager"), "ladder").orElse("").equals("tocsin");
        if (tocsin && tree.get("ladder").isEmpty()) {
            error(List.of("pager", "ladder"), "\"tocsin\" needs a ladder, and there is none");
        }
        if (!tocsin
                && tree.get("pager").isPresent()
                && Meaning.at(tree, "pager").get("pagerduty").isEmpty()) {
            error(List.of("pager", "ladder"), "\"pagerduty\" needs pager.pagerduty, and there is none");
        }
    }

    private void step(List<String> path, YamlTree step, boolean last) {
        var to = Meaning.string(step, "to").orElse(Ladder.EVERYONE);
        var again = step.get("again").isPresent();
        if (!to.equals(Ladder.EVERYONE) && !people.contains(to) && !rotas.contains(to)) {
            error(
                    YamlTree.path(path, "to"),
                    Meaning.quoted(to) + " is no rota and nobody; there is " + Meaning.listed(rotas) + ", "
                            + Meaning.listed(people) + ", " + Ladder.EVERYONE);
        }
        if (again && step.get("for").isPresent()) {
            error(path, "has both \"for\" and \"again\"; expected one");
        } else if (again && !to.equals(Ladder.EVERYONE)) {
            error(path, "comes again until somebody acknowledges; expected to: everyone");
        } else if (last && !again) {
            error(path, "is the last and comes once; expected { to: everyone, again: 10m }");
        } else if (!again && step.get("for").isEmpty()) {
            error(path, "lacks \"for\": how long it is waited before the next");
        }
    }

    private void error(List<String> path, String text) {
        findings.add(Finding.error(file, tree.lineOf(path), YamlTree.written(path) + ": " + text));
    }
}
