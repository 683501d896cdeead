package tocsin.configure;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tocsin.config.Acknowledge;
import tocsin.config.Backup;
import tocsin.config.Budget;
import tocsin.config.Configuration;
import tocsin.config.Entrances;
import tocsin.config.Hearing;
import tocsin.config.Hook;
import tocsin.config.Hours;
import tocsin.config.IgnoreRule;
import tocsin.config.LinkKeys;
import tocsin.config.MayTouch;
import tocsin.config.Mode;
import tocsin.config.Pager;
import tocsin.config.Paging;
import tocsin.config.Pattern;
import tocsin.config.Person;
import tocsin.config.Probe;
import tocsin.config.Rate;
import tocsin.config.Reach;
import tocsin.config.RunbookModes;
import tocsin.config.Secret;
import tocsin.config.Service;
import tocsin.config.Severity;
import tocsin.config.SeverityRule;
import tocsin.config.Spoke;
import tocsin.config.Stage;
import tocsin.config.Times;
import tocsin.config.Unmatched;
import tocsin.config.Watchdog;
import tocsin.maintenance.Announcing;
import tocsin.maintenance.Recurring;
import tocsin.maintenance.Window;
import tocsin.runbook.Runbook;

/** Makes the configuration of a tree in which nothing was found wrong; what the file leaves out has its default. */
final class Assembly {
    /** The word for a storm that nothing is. */
    private static final String OFF = "off";

    private final YamlTree tree;

    private final ZoneId zone;
    private final Paging paging;

    private final Map<String, String> calendars;

    private Assembly(YamlTree tree, Map<String, String> calendars) {
        this.tree = tree;
        this.calendars = calendars;
        this.zone = zone(tree).orElse(ZoneId.of("UTC"));
        this.paging = paging(tree).orElse(Paging.SHADOW);
    }

    /**
     * The configuration.
     *
     * @param documents all runbooks
     * @param calendars those that are files, by their names
     */
    static Configuration of(YamlTree tree, Map<String, Optional<Runbook>> documents, Map<String, String> calendars) {
        return new Assembly(tree, calendars).configuration(documents);
    }

    private Configuration configuration(Map<String, Optional<Runbook>> documents) {
        return new Configuration(
                text(tree, "product"),
                paging,
                list(at("stages"), this::stage),
                Unmatched.NOTICE,
                at("ignore").list().stream()
                        .map(rule -> new IgnoreRule(text(rule, "because"), pattern(child(rule, "match"), Map.of())))
                        .toList(),
                zone,
                hear(),
                tree.get("pager")
                        .filter(pager -> pager.get("pagerduty").isPresent())
                        .map(Assembly::pager)
                        .orElse(null),
                tree.get("backup").map(Assembly::backup).orElse(null),
                new Acknowledge(
                        duration(at("acknowledge"), "within", Duration.ofMinutes(5)),
                        duration(at("acknowledge"), "lasts", Duration.ofMinutes(30))),
                list(at("people"), this::person),
                Rotas.of(tree, zone, calendars),
                TeamChannels.of(at("channels")),
                runbooks(documents),
                new Budget(
                        rate(at("budget"), "a-target", new Rate(1, Duration.ofHours(6))),
                        rate(at("budget"), "in-all", new Rate(5, Duration.ofDays(1)))),
                mayTouch(),
                windows(),
                tree.get("maintenance").map(this::announcing).orElse(null),
                times(),
                tree.get("watchdog").map(Assembly::watchdog).orElse(null),
                string(at("deployed"), "secret").map(Assembly::secret).orElse(null),
                new Entrances(
                        tree.get("links").map(Assembly::links).orElse(null), list(at("webhooks"), Assembly::hook)),
                Checks.of(tree));
    }

    private Stage stage(String name, YamlTree stage) {
        var scope = Scope.of(tree, name, "");
        return new Stage(
                name,
                text(stage, "account"),
                strings(child(stage, "regions")),
                stage.get("match").map(match -> pattern(match, scope)).orElse(null),
                list(at("services"), (service, body) -> service(name, service, body)),
                at("severity").list().stream()
                        .map(rule -> severity(rule, scope))
                        .toList(),
                stage.get("spoke")
                        .map(spoke -> new Spoke(text(spoke, "role"), text(spoke, "external-id")))
                        .orElse(null));
    }

    private Service service(String stage, String name, YamlTree service) {
        var scope = Scope.of(tree, stage, name);
        return new Service(
                stage,
                name,
                text(service, "users-lose"),
                strings(child(service, "needs")),
                pattern(child(service, "match"), scope),
                service.get("probe").map(probe -> probe(probe, scope)).orElse(null),
                Scope.resources(service, stage),
                paging(service).orElse(paging));
    }

    private static Probe probe(YamlTree probe, Map<String, String> scope) {
        return new Probe(
                Placeholders.expand(text(probe, "http"), scope),
                string(probe, "contains")
                        .map(text -> Placeholders.expand(text, scope))
                        .orElse(null));
    }

    private static SeverityRule severity(YamlTree rule, Map<String, String> scope) {
        var entry = rule.all().entrySet().stream()
                .filter(each -> !each.getKey().equals("because"))
                .findFirst()
                .orElseThrow();
        return new SeverityRule(
                Severity.valueOf(entry.getKey()), pattern(entry.getValue().value(), scope), text(rule, "because"));
    }

    private Map<String, Hearing> hear() {
        var hear = new LinkedHashMap<String, Hearing>();
        for (var severity : Severity.values()) {
            var said = child(at("hear"), severity.name());
            var page = string(said, "page").map(this::hours).orElse(null);
            hear.put(
                    severity.name(),
                    new Hearing(
                            page,
                            page == null || said.get("otherwise").isPresent(),
                            string(said, "unless-mended-within")
                                    .map(Words::duration)
                                    .orElse(null),
                            string(said, "respond").map(Words::duration).orElse(usualResponse(severity))));
        }
        return hear;
    }

    /** How soon somebody must have an incident where the configuration says nothing. */
    private static Duration usualResponse(Severity severity) {
        return switch (severity) {
            case P0 -> Duration.ofMinutes(15);
            case P1 -> Duration.ofHours(1);
            case P2 -> Duration.ofHours(4);
            case P3 -> Duration.ofHours(24);
        };
    }

    private Hours hours(String text) {
        return text.equals("at-once") ? Hours.ALWAYS : new Hours(Words.from(text), Words.until(text), zone);
    }

    private static Pager pager(YamlTree pager) {
        return new Pager(
                secret(text(pager, "pagerduty")),
                string(pager, "url").orElse(null),
                string(pager, "webhook").map(Assembly::secret).orElse(null));
    }

    private static LinkKeys links(YamlTree links) {
        return new LinkKeys(
                secret(text(links, "key")),
                string(links, "former").map(Assembly::secret).orElse(null),
                string(links, "url").map(url -> url.replaceFirst("/+$", "")).orElse(null),
                duration(links, "lasts", Duration.ofHours(12)));
    }

    private static Hook hook(String name, YamlTree hook) {
        return new Hook(
                name,
                secret(text(hook, "key")),
                string(hook, "form")
                        .map(form -> Hook.Form.valueOf(form.toUpperCase(Locale.ROOT)))
                        .orElse(Hook.Form.TOCSIN),
                string(hook, "service").orElse(null),
                string(hook, "severity").map(Severity::valueOf).orElse(Configuration.UNCLASSIFIED));
    }

    private static Backup backup(YamlTree backup) {
        return new Backup(Words.duration(text(backup, "after")), strings(child(backup, "ring")));
    }

    private static Watchdog watchdog(YamlTree watchdog) {
        return new Watchdog(
                text(watchdog, "region"),
                duration(watchdog, "silent", Watchdog.USUALLY_SILENT),
                strings(child(watchdog, "ring")));
    }

    private Person person(String name, YamlTree person) {
        var ways = child(person, "reach").list().stream()
                .map(way -> {
                    var kind = kind(way);
                    var key = kind.name().toLowerCase(Locale.ROOT);
                    return new Reach(
                            kind, secret(text(way, key)), string(way, "url").orElse(null));
                })
                .toList();
        return new Person(
                name,
                zone(person).orElse(zone),
                ways,
                string(person, "slack").orElse(null),
                string(person, "discord").orElse(null),
                string(person, "pagerduty").orElse(null),
                strings(child(person, "known-as")));
    }

    private static Reach.Kind kind(YamlTree way) {
        return Arrays.stream(Reach.Kind.values())
                .filter(kind -> way.get(kind.name().toLowerCase(Locale.ROOT)).isPresent())
                .findFirst()
                .orElseThrow();
    }

    private List<RunbookModes> runbooks(Map<String, Optional<Runbook>> documents) {
        var all = new LinkedHashMap<>(documents);
        at("runbooks").all().keySet().forEach(name -> all.putIfAbsent(name, Optional.empty()));
        var runbooks = new ArrayList<RunbookModes>();
        all.forEach((name, document) -> {
            var modes = new LinkedHashMap<String, Mode>();
            child(at("runbooks"), name)
                    .all()
                    .forEach((stage, mode) ->
                            modes.put(stage, Words.mode(mode.value().string().orElseThrow())));
            runbooks.add(new RunbookModes(name, document.map(Runbook::when).orElse(null), modes));
        });
        return runbooks;
    }

    private MayTouch mayTouch() {
        var tags = new LinkedHashMap<String, String>();
        child(at("may-touch"), "tags")
                .all()
                .forEach((key, field) -> tags.put(key, field.value().string().orElseThrow()));
        return new MayTouch(strings(child(at("may-touch"), "accounts")), tags);
    }

    /** Where it is said how maintenance is told, and not when it may be, that is when it usually is. */
    private List<Window> windows() {
        return tree.get("windows").isEmpty() && tree.get("maintenance").isPresent()
                ? List.of(Window.USUAL)
                : at("windows").list().stream().map(this::window).toList();
    }

    private Window window(YamlTree window) {
        return new Window(
                Recurring.of(string(window, "every")
                        .orElseGet(() -> Recurring.ByCron.text(text(window, "cron"), text(window, "length")))),
                zone(window).orElse(zone),
                strings(child(window, "services")),
                window.get("pierce").isEmpty()
                        ? List.of(Severity.P0)
                        : strings(child(window, "pierce")).stream()
                                .map(Severity::valueOf)
                                .toList(),
                window.get("match").map(match -> pattern(match, Map.of())).orElse(null),
                text(window, "because"),
                string(window, "announce").filter("always"::equals).isPresent());
    }

    private Announcing announcing(YamlTree maintenance) {
        return new Announcing(
                maintenance.get("mail").map(TeamChannels::mail).orElse(null),
                maintenance.get("status-page").map(TeamChannels::webhook).orElse(null),
                string(child(maintenance, "notice"), "service").orElse(null),
                string(child(maintenance, "notice"), "object").orElse(Announcing.OBJECT),
                duration(maintenance, "mail-ahead", Announcing.MAIL_AHEAD),
                duration(maintenance, "banner-ahead", Announcing.BANNER_AHEAD),
                string(maintenance, "checklist").orElse(Announcing.CHECKLIST),
                string(maintenance, "emergency").orElse(Announcing.EMERGENCY),
                duration(maintenance, "say-again", Announcing.AGAIN));
    }

    private Times times() {
        return new Times(
                rate(tree, "flapping", new Rate(6, Duration.ofMinutes(30))),
                rate(tree, "blind", new Rate(5, Duration.ofMinutes(5))),
                string(tree, "storm").filter(OFF::equals).isPresent()
                        ? null
                        : rate(tree, "storm", new Rate(3, Duration.ofMinutes(5))),
                tree.get("deployed").flatMap(YamlTree::string).isPresent()
                        ? duration(tree, "deployed", Duration.ofMinutes(30))
                        : duration(at("deployed"), "within", Duration.ofMinutes(30)),
                duration(tree, "wait-for-cause", Duration.ofSeconds(60)),
                duration(tree, "monitoring", Duration.ofMinutes(30)),
                duration(tree, "look-again", Duration.ofMinutes(10)),
                duration(tree, "updates", Duration.ofMinutes(15)),
                duration(tree, "table-down", Duration.ofMinutes(2)),
                duration(at("keep"), "story", Duration.ofDays(400)));
    }

    // --- the tree, known to be well formed -----------------------------------------------------------------------

    private interface Named<T> {
        T make(String name, YamlTree body);
    }

    private static <T> List<T> list(YamlTree map, Named<T> make) {
        return map.all().entrySet().stream()
                .map(entry -> make.make(entry.getKey(), entry.getValue().value()))
                .toList();
    }

    private YamlTree at(String key) {
        return child(tree, key);
    }

    static YamlTree child(YamlTree parent, String key) {
        return parent.get(key).orElseGet(() -> new YamlTree.Fields(parent.line(), Map.of()));
    }

    private static Pattern pattern(YamlTree tree, Map<String, String> scope) {
        return new Pattern(Placeholders.expand(tree.json(), scope).toString());
    }

    private static Optional<Paging> paging(YamlTree owner) {
        return string(owner, "paging").map(text -> Paging.valueOf(text.toUpperCase(Locale.ROOT)));
    }

    static Optional<ZoneId> zone(YamlTree owner) {
        return string(owner, "zone").map(ZoneId::of);
    }

    static Secret secret(String text) {
        return new Secret(text.substring(Secret.PREFIX.length()));
    }

    private static Duration duration(YamlTree owner, String key, Duration otherwise) {
        return string(owner, key).map(Words::duration).orElse(otherwise);
    }

    private static Rate rate(YamlTree owner, String key, Rate otherwise) {
        return string(owner, key).map(Words::rate).orElse(otherwise);
    }

    static Optional<String> string(YamlTree owner, String key) {
        return owner.get(key).flatMap(YamlTree::string);
    }

    static String text(YamlTree owner, String key) {
        return string(owner, key)
                .orElseThrow(() -> new IllegalStateException("line " + owner.line() + " lacks " + key));
    }

    static List<String> strings(YamlTree tree) {
        return tree.list().stream().flatMap(item -> item.string().stream()).toList();
    }
}
