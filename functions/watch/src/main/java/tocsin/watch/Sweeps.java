package tocsin.watch;

import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.Ports;
import tocsin.alarm.CloudWatch.Place;
import tocsin.alarm.Told;
import tocsin.config.Check;
import tocsin.config.Configuration;
import tocsin.config.Stage;
import tocsin.health.Gauges;
import tocsin.health.Kept;
import tocsin.health.Result;
import tocsin.health.Standings;
import tocsin.health.State;
import tocsin.health.Sweep;
import tocsin.incident.BoardKey;
import tocsin.state.Condition;
import tocsin.state.Documents;
import tocsin.state.Keys;
import tocsin.state.Ledger;
import tocsin.state.Row;
import tocsin.state.Value;
import tocsin.state.Write;
import tocsin.triage.Swept;
import tocsin.triage.Triage;

/**
 * The health sweep by the clock: looks at everything, and takes in what was found, each service in a transaction of its
 * own. What could not be committed of one service the next sweep does: it is held against what is known, not against
 * the sweep before.
 */
final class Sweeps {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeps.class);

    /** What is left of the function's time when the looking ends. */
    private static final Duration TAKING_IN = Duration.ofSeconds(15);

    /** One service is read, decided and committed in that; what would not be done in time is left for the next. */
    private static final Duration ONE = Duration.ofSeconds(3);

    private static final Duration EVERY = Duration.ofMinutes(5);

    /** A prime: from sweep to sweep the first is far from the one before. */
    private static final long STRIDE = 7919;

    private static final Duration HISTORY = Duration.ofDays(30);
    private static final Duration PUT = Duration.ofSeconds(5);
    private static final String BODY = "body";
    private static final String AT = "at";

    private final Ports ports;
    private final Configuration configuration;
    private final Ledger ledger;
    private final Triage triage;
    private final JsonType<List<Kept>> kept = Jsonb.instance().type(Kept.class).list();
    private final JsonType<List<Result>> results =
            Jsonb.instance().type(Result.class).list();

    Sweeps(Ports ports) {
        this.ports = ports;
        configuration = ports.configuration();
        ledger = Ledger.of(ports, new Documents());
        triage = new Triage(configuration);
    }

    /** One check, what came of it, and how it stands by that. */
    private record Found(Check check, Result result, Kept kept) {}

    SweptAll sweep(Supplier<Duration> left) {
        var checks = turned(ports.clock().instant());
        var came = new Sweep(ports).look(checks, left.get().minus(TAKING_IN));
        var now = ports.clock().instant();
        var before = before();
        var services = new LinkedHashMap<String, List<Found>>();
        for (var at = 0; at < checks.size(); at++) {
            var check = checks.get(at);
            var last = before.getOrDefault(check.partition(), Map.of()).get(check.name());
            var result = came.get(at);
            var stands = last == null ? Kept.first(result, now) : last.then(result, now);
            services.computeIfAbsent(check.partition(), none -> new ArrayList<>())
                    .add(new Found(check, result, stands));
        }
        // what was looked at of a service that has no check any more is to be let go, too
        before.forEach((partition, stood) -> {
            if (!stood.isEmpty()) {
                services.computeIfAbsent(partition, none -> new ArrayList<>());
            }
        });
        var counts = new int[2];
        services.forEach((partition, found) -> {
            if (left.get().compareTo(ONE) < 0) {
                counts[1]++;
            } else if (!attempt("what was found of " + partition, () -> take(partition, found, before, now))) {
                counts[0]++;
            }
        });
        for (var stage : configuration.stages()) {
            var mine = services.values().stream()
                    .flatMap(List::stream)
                    .filter(each -> each.check().stage().equals(stage.name()))
                    .toList();
            if (!mine.isEmpty() && isFirstThere(stage) && !attempt("the metrics", () -> put(stage, mine))) {
                counts[0]++;
            }
        }
        return new SweptAll(checks.size(), count(came, State.UNWELL), count(came, State.UNKNOWN), counts[0], counts[1]);
    }

    /** Another service is the first each time: where time lacks, it is not always the same ones that it lacks for. */
    private List<Check> turned(Instant now) {
        var services = new LinkedHashMap<String, List<Check>>();
        configuration
                .checks()
                .forEach(check -> services.computeIfAbsent(check.partition(), none -> new ArrayList<>())
                        .add(check));
        var turned = new ArrayList<>(services.values());
        var number = now.getEpochSecond() / EVERY.toSeconds();
        Collections.rotate(turned, (int) (number * STRIDE % Math.max(1, turned.size())));
        return turned.stream().flatMap(List::stream).toList();
    }

    private static int count(List<Result> came, State state) {
        return (int) came.stream().filter(result -> result.state() == state).count();
    }

    private static boolean attempt(String what, Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException failure) {
            LOG.error("{} was not taken in: the next sweep does it", what, failure);
            return false;
        }
    }

    /** How each check of each service stood, by its name. */
    private Map<String, Map<String, Kept>> before() {
        var rows = ledger.rows(configuration.services().stream()
                .map(service -> Keys.health(service.partition()))
                .toList());
        var before = new TreeMap<String, Map<String, Kept>>();
        rows.forEach((key, row) -> {
            var body = row.text(BODY);
            var stood = new LinkedHashMap<String, Kept>();
            if (body != null) {
                kept.fromJson(body).forEach(each -> stood.put(each.check(), each));
            }
            before.put(key.pk(), stood);
        });
        return before;
    }

    private void take(String partition, List<Found> found, Map<String, Map<String, Kept>> before, Instant now) {
        var swept = new ArrayList<Swept>();
        // what tocsin.yaml names no more is looked at by nobody: it lets go
        var names = found.stream().map(each -> each.check().name()).toList();
        before.getOrDefault(partition, Map.of()).keySet().stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> swept.add(new Swept(
                        name, Configuration.UNCLASSIFIED, State.WELL, false, false, "is not looked at any more")));
        found.stream()
                .map(this::swept)
                .sorted(Comparator.comparing(Swept::untold))
                .forEach(swept::add);
        var stage = configuration.service(partition).orElseThrow().stage();
        var boards = swept.stream()
                .map(each -> BoardKey.of(partition, Told.ofCheck(stage, each.check())))
                .distinct()
                .sorted()
                .toList();
        try {
            List<Swept> left = swept;
            while (!left.isEmpty()) {
                var rest = left;
                var decision = ledger.decide(
                        null,
                        triage.partitions(partition),
                        boards,
                        view -> triage.checked(view, partition, rest, now),
                        // with the last of it: until then the next sweep begins anew
                        each -> each.taken() == rest.size() ? writes(partition, found, now) : List.of());
                left = rest.subList(decision.taken(), rest.size());
            }
        } catch (Ledger.BesideRefused other) {
            LOG.info("another sweep was quicker with {}", partition);
        }
    }

    private Swept swept(Found found) {
        return new Swept(
                found.check().name(),
                Standings.severity(configuration, found.check()),
                found.result().state(),
                found.kept().isTrouble(found.check().after()),
                found.kept().untold(),
                found.result().says());
    }

    private List<Write> writes(String partition, List<Found> found, Instant now) {
        var writes = new ArrayList<Write>();
        var stands = new TreeMap<String, Value>();
        stands.put(BODY, Value.of(kept.toJson(found.stream().map(Found::kept).toList())));
        stands.put(AT, Value.of(now.toEpochMilli()));
        stands.put("schema", Value.of(1));
        var newer = new Condition.AnyOf(
                List.of(new Condition.Absent(AT), new Condition.AtMost(AT, now.toEpochMilli() - 1)));
        writes.add(new Write.Put(new Row(Keys.health(partition), stands), List.of(newer)));
        if (!found.isEmpty()) {
            var history = new TreeMap<String, Value>();
            history.put(
                    BODY,
                    Value.of(results.toJson(found.stream().map(Found::result).toList())));
            history.put("schema", Value.of(1));
            history.put("expires", Value.of(now.plus(HISTORY).getEpochSecond()));
            writes.add(new Write.Put(new Row(Keys.health(partition, now), history), List.of()));
        }
        return writes;
    }

    /** A metric knows no stage: of several in one place the first has it. */
    private boolean isFirstThere(Stage stage) {
        return configuration.stages().stream()
                .filter(each -> place(each).equals(place(stage)))
                .findFirst()
                .filter(stage::equals)
                .isPresent();
    }

    private static Place place(Stage stage) {
        return new Place(stage.account(), stage.regions().getFirst());
    }

    private void put(Stage stage, List<Found> found) {
        var values = Standings.values(
                configuration,
                found.stream().map(Found::check).toList(),
                found.stream().map(Found::result).toList(),
                found.stream().map(Found::kept).toList());
        for (var from = 0; from < values.size(); from += Gauges.MOST) {
            var some = values.subList(from, Math.min(from + Gauges.MOST, values.size()));
            ports.gauges().put(place(stage), Standings.namespace(configuration), some, PUT);
        }
    }
}
