package tocsin.tests.simulation;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tocsin.config.Check;
import tocsin.config.Configuration;
import tocsin.config.Layer;
import tocsin.config.Rate;
import tocsin.configure.Reading;
import tocsin.oncall.OnCall;
import tocsin.runbook.Runbooks;
import tocsin.tests.story.Valine;

/**
 * By which of the team's rules a world goes: what its runbooks may do by themselves, and within what. The world knows
 * them apart from the configuration that the functions read.
 *
 * @param modes by runbook, as tocsin.yaml has them
 * @param target so many changes of one target
 * @param all so many changes in all
 * @param storm so many services in trouble
 * @param deployed so long after a deployment what acts by itself asks
 * @param before what the functions read at first
 * @param after what the next version of them reads
 */
record Rules(
        Map<String, String> modes,
        Rate target,
        Rate all,
        Rate storm,
        Duration deployed,
        Configuration before,
        Configuration after,
        Runbooks runbooks) {
    static final String POOL = "connection-pool";
    static final String ERRORS = "lambda-error-rate";
    static final String MOVE = "move-database";
    static final String EDGES = "tell-edges";
    static final String API = "api-first";

    /** How long one waits that can be stopped. */
    static final Duration VETO = Duration.ofMinutes(2);

    private static final String OWN = "tests/src/test/resources/tocsin/simulation/runbooks/";
    private static final List<String> FILES = List.of(
            "runbooks/" + POOL + ".md",
            "runbooks/" + ERRORS + ".md",
            OWN + MOVE + ".md",
            OWN + EDGES + ".md",
            OWN + API + ".md");
    private static final String APPROVE = "approve";
    private static final String AUTOMATIC = "automatic";
    private static final String STOPPABLE = "veto 2m";
    private static final Rate ONCE = new Rate(1, Duration.ofHours(6));
    private static final Rate FREE = new Rate(4, Duration.ofMinutes(30));
    private static final Rate OFTEN = new Rate(1, Duration.ofMinutes(30));
    private static final Rate FIVE = new Rate(5, Duration.ofDays(1));
    private static final Rate MANY = new Rate(20, Duration.ofDays(1));
    private static final Rate THREE = new Rate(3, Duration.ofMinutes(5));
    private static final Rate TWO = new Rate(2, Duration.ofMinutes(5));
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    /** A page, and an instance of which nobody knows. */
    private static final List<Check> CHECKS = List.of(
            check("page-check", "frontend", Layer.FRONT_END, "http", "url", "http://127.0.0.1:8422/page"),
            check("instance", "db", Layer.DATABASE, "rds", "database", "nobody-knows-it"));

    /** The first is the gentlest. Each is read once the first world goes by it: to read them all takes seconds. */
    static final List<Supplier<Rules>> ALL = List.of(
            once(() -> of(all(APPROVE), ONCE, FIVE, THREE, HALF_AN_HOUR)),
            once(() -> of(all(AUTOMATIC), FREE, MANY, THREE, HALF_AN_HOUR)),
            once(() -> of(all(STOPPABLE), OFTEN, MANY, THREE, HALF_AN_HOUR)),
            once(() -> of(modes(AUTOMATIC, APPROVE, STOPPABLE, AUTOMATIC, APPROVE), ONCE, FIVE, THREE, HALF_AN_HOUR)),
            once(() -> of(
                    modes(STOPPABLE, AUTOMATIC, AUTOMATIC, APPROVE, AUTOMATIC),
                    OFTEN,
                    MANY,
                    TWO,
                    Duration.ofMinutes(10))),
            once(() ->
                    chatting(modes("shadow", STOPPABLE, APPROVE, STOPPABLE, STOPPABLE), ONCE, MANY, TWO, HALF_AN_HOUR)),
            once(() -> climbing(
                    modes(APPROVE, AUTOMATIC, "shadow", APPROVE, STOPPABLE), OFTEN, FIVE, THREE, HALF_AN_HOUR)));

    private static Supplier<Rules> once(Supplier<Rules> reads) {
        var read = new AtomicReference<@Nullable Rules>();
        return () -> {
            var known = read.get();
            if (known == null) {
                known = reads.get();
                read.set(known);
            }
            return known;
        };
    }

    private static Check check(String name, String service, Layer layer, String kind, String key, String value) {
        var given = new TreeMap<String, String>();
        given.put(key, value);
        return new Check("prod", name, service, layer, kind, given, Duration.ofSeconds(5), 1, null);
    }

    Rules {
        modes = Collections.unmodifiableMap(new TreeMap<>(modes));
    }

    String mode(String runbook) {
        return modes.getOrDefault(runbook, "shadow");
    }

    private static Map<String, String> all(String mode) {
        return modes(mode, mode, mode, mode, mode);
    }

    private static Map<String, String> modes(String pool, String errors, String move, String edges, String api) {
        var modes = new TreeMap<String, String>();
        modes.put(POOL, pool);
        modes.put(ERRORS, errors);
        modes.put(MOVE, move);
        modes.put(EDGES, edges);
        modes.put(API, api);
        return modes;
    }

    private static Rules of(Map<String, String> modes, Rate target, Rate all, Rate storm, Duration deployed) {
        return of(modes, target, all, storm, deployed, text -> text);
    }

    /** The team has a channel in Slack beside. */
    private static Rules chatting(Map<String, String> modes, Rate target, Rate all, Rate storm, Duration deployed) {
        var slack = "channels: { slack: { to: \"#valine-ops\", token: \"secret:tocsin/slack\" }, mail:";
        return of(modes, target, all, storm, deployed, text -> text.replace("channels: { mail:", slack));
    }

    /** The team has no PagerDuty, and climbs a ladder of its own: two telephones, by turns and then both. */
    private static Rules climbing(Map<String, String> modes, Rate target, Rate all, Rate storm, Duration deployed) {
        var people = """
                people:
                  owner: { zone: America/Los_Angeles, reach: [ { pushover: "secret:tocsin/owner" } ] }
                  bea: { zone: Europe/Berlin, reach: [ { pushover: "secret:tocsin/bea" } ] }
                """;
        return of(
                modes,
                target,
                all,
                storm,
                deployed,
                text -> text.replaceFirst("(?m)^pager: .*$", "pager: { ladder: tocsin }")
                        .replaceFirst("(?ms)^people:.*?(?=^#)", people)
                        .replaceFirst("people: \\[owner\\]", "people: [owner, bea]")
                        .replaceFirst("(?m)^backup: .*$", "")
                        .replace("channels: { mail:", "channels: { " + Telephones.CHANNEL + ", mail:"));
    }

    /** Whether Tocsin itself goes from one to the next. */
    boolean climbs() {
        return before.onCall().escalates() == OnCall.Escalates.TOCSIN;
    }

    private static Rules of(
            Map<String, String> modes,
            Rate target,
            Rate all,
            Rate storm,
            Duration deployed,
            UnaryOperator<String> channels) {
        var written = new StringBuilder("runbooks:\n");
        modes.forEach((runbook, mode) -> written.append("  %s: { prod: %s }%n".formatted(runbook, mode)));
        written.append("storm: %s%ndeployed: %s%n".formatted(said(storm), said(deployed)));
        written.append("budget: { a-target: %s, in-all: %s }%n".formatted(said(target), said(all)));
        var before = read(written.toString(), channels);
        var after = read(
                written.toString(),
                text -> channels.apply(text)
                        .replace("wait-for-cause: 60s", "wait-for-cause: 30s")
                        .replace("look-again: 10m", "look-again: 5m")
                        .replace("flapping: 6 in 30m", "flapping: 5 in 20m")
                        .replace("monitoring: 30m", "monitoring: 20m"));
        return new Rules(
                modes,
                target,
                all,
                storm,
                deployed,
                before.configuration().withChecks(CHECKS),
                after.configuration().withChecks(CHECKS),
                before.runbooks());
    }

    private static Reading.Read read(String written, UnaryOperator<String> edit) {
        return Valine.read(
                text -> edit.apply(text.replaceFirst("(?ms)^runbooks:.*?(?=^may-touch:)", written)
                        .replace("every: \"Sun 02:00-04:00\"", "every: \"Mon 18:20-18:45\"")
                        .replace("P1: { page: at-once }", "P1: { page: at-once, unless-mended-within: 3m }")),
                FILES);
    }

    private static String said(Rate rate) {
        return rate.count() + " in " + said(rate.within());
    }

    private static String said(Duration time) {
        return time.toMinutes() + "m";
    }
}
