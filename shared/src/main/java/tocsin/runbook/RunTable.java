package tocsin.runbook;

import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.Ports;
import tocsin.config.Configuration;
import tocsin.config.Service;
import tocsin.config.Severity;
import tocsin.incident.Decision;
import tocsin.incident.Deployment;
import tocsin.incident.Head;
import tocsin.incident.IncidentRef;
import tocsin.incident.Issue;
import tocsin.incident.View;
import tocsin.maintenance.Maintenance;
import tocsin.maintenance.Plans;
import tocsin.runbook.Progress.Held;
import tocsin.state.Condition;
import tocsin.state.Documents;
import tocsin.state.Due;
import tocsin.state.Key;
import tocsin.state.Keys;
import tocsin.state.Ledger;
import tocsin.state.Row;
import tocsin.state.Table;
import tocsin.state.Value;
import tocsin.state.Write;
import tocsin.triage.RunTold;
import tocsin.triage.Triage;

/** Runs in the table: claimed, read, and committed under the claim's number; what they tell in the same transaction. */
final class RunTable {
    /** Longer than the function may run (60 s), so that nobody else takes a run that is at work. */
    static final Duration LEASE = Duration.ofSeconds(90);

    /** How much longer than its next turn a run keeps what it changes: a turn may come late. */
    private static final Duration SLACK = Duration.ofMinutes(10);

    static final String REVISION = "revision";
    private static final String LEFT = "left";
    private static final String HOLDER = "holder";
    private static final String COUNT = "unproven";
    private static final String SCHEMA = "schema";
    private static final String EXPIRES = "expires";
    private static final Key SPENT_IN_ALL = new Key(Keys.ALL, "budget");

    private final Table table;
    private final Ledger ledger;
    private final Triage triage;
    private final Configuration configuration;
    private final InstantSource clock;
    private final int speed;
    private final Documents documents = new Documents();
    private final JsonType<Progress> progresses;
    private final JsonType<StepState> states;

    RunTable(Ports ports) {
        table = ports.table();
        configuration = ports.configuration();
        ledger = Ledger.of(ports, documents);
        triage = new Triage(configuration);
        clock = ports.clock();
        speed = ports.speed();
        var json = Jsonb.builder().build();
        progresses = json.type(Progress.class);
        states = json.type(StepState.class);
    }

    /** The lease's number and end, where the run is due and nobody has it. */
    record Claim(long lease, Instant until) {}

    /** Claims a run that is due. */
    Optional<Claim> claim(Key key) {
        var now = clock.instant();
        var until = now.plus(LEASE.multipliedBy(speed));
        var set = new TreeMap<String, Value>();
        set.put(RunRow.LEASE_UNTIL, Value.of(until.toEpochMilli()));
        due(set, key, until);
        var isDue = new Condition.AtMost(Due.AT, now.toEpochMilli());
        var write = new Write.Update(key, set, Map.of(RunRow.LEASE, 1L), List.of(), List.of(isDue));
        return switch (table.write(write)) {
            case Table.Written.Refused refused -> Optional.empty();
            case Table.Written.Done(var row) -> Optional.of(new Claim(number(row, RunRow.LEASE), until));
        };
    }

    /** The run as it stands; empty where the claim is no longer ours. */
    Optional<Run> read(Key key, Claim claim, Runbooks runbooks) {
        var first = ledger.rows(List.of(key, Keys.HALT, SPENT_IN_ALL));
        var row = first.get(key);
        if (row == null || number(row, RunRow.LEASE) != claim.lease()) {
            return Optional.empty();
        }
        var request = request(row);
        var progress = progress(row);
        var more = ledger.rows(more(request, progress, runbooks));
        var now = clock.instant();
        return Optional.of(new Run(
                request,
                progress,
                steps(more),
                Halt.of(first.get(Keys.HALT)),
                resolved(request, more.get(Keys.head(request.incident().partition()))),
                unproven(more.get(breaker(request))),
                Spent.of(first.get(SPENT_IN_ALL)),
                deployments(more.get(Keys.head(request.partition()))),
                lost(request, progress, more),
                lapsed(progress, more, now),
                claim.lease(),
                number(row, REVISION),
                claim.until(),
                now));
    }

    /** A run that nobody has asked for, as it would begin now. */
    Run planned(RunPlan.Request asked) {
        var now = clock.instant();
        var incident = new IncidentRef(asked.service(), 0);
        var request = new RunRequest(
                "plan", incident, 0, asked.runbook(), asked.service(), Severity.P3, null, now, "a plan", null, null);
        var rows = ledger.rows(List.of(Keys.HALT, SPENT_IN_ALL, breaker(request), Keys.head(asked.service())));
        return new Run(
                request,
                Progress.REQUESTED,
                new TreeMap<>(),
                Halt.of(rows.get(Keys.HALT)),
                false,
                unproven(rows.get(breaker(request))),
                Spent.of(rows.get(SPENT_IN_ALL)),
                deployments(rows.get(Keys.head(asked.service()))),
                List.of(),
                List.of(),
                0,
                0,
                now,
                now);
    }

    private List<Key> more(RunRequest request, Progress progress, Runbooks runbooks) {
        var keys = new ArrayList<Key>();
        keys.add(breaker(request));
        keys.add(Keys.head(request.partition()));
        keys.add(Keys.head(request.incident().partition()));
        progress.held().forEach(held -> keys.add(Keys.target(held.arn(), "lease")));
        runbooks.named(request.runbook()).stream()
                .flatMap(runbook -> runbook.steps().stream())
                .forEach(step -> keys.add(Keys.step(request.incident(), request.number(), step.id())));
        return keys.stream().distinct().toList();
    }

    /** What went live lately in these services, each named by its service. */
    List<Deployment> deployments(List<Service> services) {
        var keys =
                services.stream().map(service -> Keys.head(service.partition())).toList();
        var rows = ledger.rows(keys);
        return services.stream()
                .flatMap(service -> deployments(rows.get(Keys.head(service.partition()))).stream()
                        .map(each -> named(service, each)))
                .toList();
    }

    /** What leads through maintenance belongs to no incident, and goes on after its end. */
    private boolean resolved(RunRequest request, @Nullable Row head) {
        if (request.incident().partition().equals(Maintenance.PARTITION)) {
            return false;
        }
        var open = head == null ? null : head(head).open();
        return open == null || !open.ref().equals(request.incident());
    }

    /** The same, named by its service. */
    static Deployment named(Service service, Deployment deployment) {
        return new Deployment(
                deployment.version() + " of " + service.name(),
                deployment.migration(),
                deployment.at(),
                deployment.by(),
                deployment.told());
    }

    /** What went live lately in the service, the newest first. */
    List<Deployment> deployments(Service service) {
        var key = Keys.head(service.partition());
        return deployments(ledger.rows(List.of(key)).get(key));
    }

    /** What runs have left to be known of what they changed, by name. */
    Map<String, String> left(String arn) {
        var key = Keys.target(arn, LEFT);
        var row = ledger.rows(List.of(key)).get(key);
        var left = new TreeMap<String, String>();
        if (row != null) {
            row.attributes().keySet().forEach(name -> {
                var text = row.text(name);
                if (text != null) {
                    left.put(name, text);
                }
            });
        }
        return left;
    }

    /** Leaves that to be known of what was changed; whoever writes it holds that. */
    static Write leave(String arn, Map<String, String> left) {
        var set = new TreeMap<String, Value>();
        left.forEach((name, text) -> set.put(name, Value.of(text)));
        set.put(SCHEMA, Value.of(1));
        return new Write.Update(Keys.target(arn, LEFT), set, Collections.emptyMap(), List.of(), List.of());
    }

    /** It is so no more. */
    static Write forget(String arn, Map<String, String> left) {
        return new Write.Update(
                Keys.target(arn, LEFT),
                Map.of(SCHEMA, Value.of(1)),
                Collections.emptyMap(),
                List.copyOf(left.keySet()),
                List.of());
    }

    private List<Deployment> deployments(@Nullable Row head) {
        return head == null ? List.of() : head(head).live();
    }

    private Head head(Row row) {
        return documents.heads().fromJson(Objects.requireNonNull(row.text(RunRow.BODY), "no document in a head's row"));
    }

    private Map<String, StepState> steps(Map<Key, Row> rows) {
        var steps = new TreeMap<String, StepState>();
        rows.values().stream()
                .filter(row -> row.key().sk().contains("/step#"))
                .map(this::state)
                .forEach(state -> steps.put(state.id(), state));
        return steps;
    }

    private static List<String> lost(RunRequest request, Progress progress, Map<Key, Row> rows) {
        return progress.held().stream()
                .filter(held -> !holds(request, held, rows.get(Keys.target(held.arn(), "lease"))))
                .map(Held::arn)
                .toList();
    }

    /** What its last turn kept for the next one, and that came too late. */
    private static List<String> lapsed(Progress progress, Map<Key, Row> rows, Instant now) {
        return progress.held().stream()
                .map(Held::arn)
                .filter(arn -> number(rows.get(Keys.target(arn, "lease")), RunRow.LEASE_UNTIL) < now.toEpochMilli())
                .toList();
    }

    private static boolean holds(RunRequest request, Held held, @Nullable Row row) {
        return row != null && request.id().equals(row.text(HOLDER)) && number(row, RunRow.LEASE) == held.number();
    }

    RunRequest request(Row row) {
        return documents.runs().fromJson(Objects.requireNonNull(row.text(RunRow.BODY), "no request in " + row.key()));
    }

    /** How far a run's row says it has come. */
    Progress progress(Row row) {
        var text = row.text(RunRow.PROGRESS);
        return text == null ? Progress.REQUESTED : progresses.fromJson(text);
    }

    /**
     * What stands about a target.
     *
     * @param holder the other run that holds it now, or null
     * @param until the end of the last lease
     */
    record TargetState(long lease, @Nullable String holder, Instant until, Spent spent) {}

    TargetState target(Run run, String arn) {
        var lease = Keys.target(arn, "lease");
        var budget = Keys.target(arn, "budget");
        var rows = ledger.rows(List.of(budget, lease));
        var row = rows.get(lease);
        var until = Instant.ofEpochMilli(number(row, RunRow.LEASE_UNTIL));
        var holder = row == null ? null : row.text(HOLDER);
        var others = holder != null && !holder.equals(run.request().id()) && until.isAfter(run.now());
        return new TargetState(number(row, RunRow.LEASE), others ? holder : null, until, Spent.of(rows.get(budget)));
    }

    /** What maintenance is planned and under way. */
    Plans plans() {
        return ledger.plans();
    }

    /** Why nobody should act by himself now, or null: so many services of the stage are in trouble at once, or AWS is. */
    @Nullable String storm(Run run) {
        var rate = configuration.times().storm();
        if (rate == null) {
            return null;
        }
        var stage = configuration
                .stage(configuration
                        .service(run.request().partition())
                        .orElseThrow()
                        .stage())
                .orElseThrow();
        var keys = Stream.concat(
                        stage.services().stream().map(service -> Keys.head(service.partition())),
                        Stream.of(Keys.ISSUES))
                .toList();
        var rows = ledger.rows(keys);
        var heads = rows.values().stream()
                .filter(row -> Keys.isHead(row.key()))
                .map(this::head)
                .toList();
        var services = Storm.over(heads, rate, run.request().at().minus(rate.within()));
        return services == null ? Storm.of(issues(rows.get(Keys.ISSUES)), stage, run.now()) : services;
    }

    private List<Issue> issues(@Nullable Row row) {
        var body = row == null ? null : row.text(RunRow.BODY);
        return body == null ? List.of() : documents.issues().fromJson(body);
    }

    /** What takes a target: its lease under the next number, and one of each budget. */
    List<Write> take(Run run, String arn, TargetState state) {
        var budget = configuration.budget();
        var key = Keys.target(arn, "lease");
        var set = new TreeMap<String, Value>();
        set.put(HOLDER, Value.of(run.request().id()));
        set.put(RunRow.LEASE_UNTIL, Value.of(heldUntil(run.now()).toEpochMilli()));
        set.put(RunRow.LEASE, Value.of(state.lease() + 1));
        set.put(SCHEMA, Value.of(1));
        var free = state.until().isAfter(run.now()) ? state.until() : run.now();
        var unchanged = state.lease() == 0
                ? List.of(Condition.noRow())
                : List.of( // nor has whoever held it kept it meanwhile
                        Condition.equal(RunRow.LEASE, state.lease()),
                        new Condition.AtMost(RunRow.LEASE_UNTIL, free.toEpochMilli()));
        return List.of(
                new Write.Update(key, set, Collections.emptyMap(), List.of(), unchanged),
                state.spent().and(budget.target(), run.now()).write(Keys.target(arn, "budget")),
                run.spentInAll().and(budget.all(), run.now()).write(SPENT_IN_ALL),
                Halt.none());
    }

    private Instant heldUntil(Instant from) {
        return from.plus(SLACK.multipliedBy(speed));
    }

    /** That this runbook's run was proven, or was not. */
    Write noteProof(RunRequest request, boolean proven) {
        var key = breaker(request);
        var set = new TreeMap<String, Value>();
        set.put(SCHEMA, Value.of(1));
        if (proven) {
            set.put(COUNT, Value.of(0));
        }
        Map<String, Long> add = proven ? Collections.emptyMap() : Map.of(COUNT, 1L);
        return new Write.Update(key, set, add, List.of(), List.of());
    }

    private Key breaker(RunRequest request) {
        var stage = configuration
                .service(request.partition())
                .map(service -> service.stage())
                .orElse("none");
        return new Key(Keys.ALL, "runbook#" + stage + "/" + request.runbook());
    }

    private static long unproven(@Nullable Row row) {
        return number(row, COUNT);
    }

    /**
     * Commits a turn under the claim.
     *
     * @throws Ledger.BesideRefused where what it stood on has changed
     */
    void commit(Run run, Turn made) {
        var turn = made.veiled();
        var writes = writes(run, turn);
        var news = turn.told();
        if (news == null) {
            ledger.decide(View.EMPTY, List.of(), List.of(), view -> nothing(run.now()), nothing -> writes);
            return;
        }
        var told = told(run.request(), news.what(), news.text(), null);
        tell(news.next() == null ? told : told.handingOver(news.next()), run.now(), writes);
    }

    /** Tells the incident, with writes of the same transaction. */
    void tell(RunTold told, Instant now, List<Write> writes) {
        ledger.decide(
                null,
                triage.partitions(told.incident().partition()),
                List.of(),
                view -> triage.runTold(view, told, now),
                decision -> writes);
    }

    static RunTold told(RunRequest request, RunTold.What what, String text, @Nullable String by) {
        return new RunTold(request.incident(), request.number(), request.id(), what, text, by, null);
    }

    private static Decision nothing(Instant now) {
        return Decision.of(now, List.of());
    }

    private List<Write> writes(Run run, Turn turn) {
        var writes = new ArrayList<Write>();
        writes.add(row(run, turn));
        turn.steps().forEach(step -> writes.add(step(run.request(), step, run.now())));
        writes.addAll(turn.beside());
        var taken = turn.beside().stream().map(Write::key).toList();
        for (var held : turn.progress().held()) {
            var key = Keys.target(held.arn(), "lease");
            if (!taken.contains(key) && !run.lost().contains(held.arn())) {
                writes.add(keep(run, turn, held, key));
            }
        }
        return writes;
    }

    /** The lease on what is changed lasts beyond the next turn; it ends with the run. */
    private Write keep(Run run, Turn turn, Held held, Key key) {
        var until = turn.isOver() ? run.now() : heldUntil(turn.until() == null ? run.now() : turn.until());
        return new Write.Update(
                key,
                Map.of(RunRow.LEASE_UNTIL, Value.of(until.toEpochMilli())),
                Collections.emptyMap(),
                List.of(),
                List.of(
                        Condition.equal(RunRow.LEASE, held.number()),
                        Condition.equal(HOLDER, run.request().id())));
    }

    Optional<StepState> step(RunRequest request, String step) {
        var key = Keys.step(request.incident(), request.number(), step);
        return Optional.ofNullable(ledger.rows(List.of(key)).get(key)).map(this::state);
    }

    private StepState state(Row row) {
        return states.fromJson(Objects.requireNonNull(row.text(RunRow.BODY), "no state in " + row.key()));
    }

    Write step(RunRequest request, StepState step, Instant now) {
        var attributes = new TreeMap<String, Value>();
        attributes.put(RunRow.BODY, Value.of(states.toJson(step)));
        attributes.put(SCHEMA, Value.of(1));
        attributes.put(EXPIRES, expires(now));
        return new Write.Put(
                new Row(Keys.step(request.incident(), request.number(), step.id()), attributes), List.of());
    }

    private Write row(Run run, Turn turn) {
        var key = Keys.run(run.request().incident(), run.request().number());
        var conditions = List.of(
                Condition.equal(RunRow.LEASE, run.lease()),
                run.revision() == 0 ? new Condition.Absent(REVISION) : Condition.equal(REVISION, run.revision()));
        return row(key, turn.progress(), run.revision(), turn.until(), turn.rests(), conditions, run.now());
    }

    /** The run's row as it goes on: at once under the claim, later without one, or never. */
    Write row(
            Key key,
            Progress progress,
            long revision,
            @Nullable Instant until,
            boolean rests,
            List<Condition> conditions,
            Instant now) {
        var set = new TreeMap<String, Value>();
        set.put(RunRow.PROGRESS, Value.of(progresses.toJson(progress)));
        set.put(RunRow.STATUS, Value.of(status(progress)));
        set.put(REVISION, Value.of(revision + 1));
        if (rests) {
            set.put(RunRow.LEASE_UNTIL, Value.of(now.toEpochMilli()));
        }
        if (until != null) {
            due(set, key, until);
            return new Write.Update(key, set, Collections.emptyMap(), List.of(), conditions);
        }
        if (!rests) {
            return new Write.Update(key, set, Collections.emptyMap(), List.of(), conditions);
        }
        set.put(EXPIRES, expires(now));
        return new Write.Update(key, set, Collections.emptyMap(), List.of(Due.PARTITION, Due.AT), conditions);
    }

    private Value expires(Instant now) {
        return Value.of(now.plus(configuration.times().keepStory()).getEpochSecond());
    }

    static long revision(Row row) {
        return number(row, REVISION);
    }

    private static String status(Progress progress) {
        return progress.phase().name().toLowerCase(Locale.ROOT);
    }

    private static void due(Map<String, Value> set, Key key, Instant at) {
        set.put(Due.PARTITION, Value.of(Due.partition(key)));
        set.put(Due.AT, Due.at(at));
    }

    private static long number(@Nullable Row row, String attribute) {
        var number = row == null ? null : row.number(attribute);
        return number == null ? 0 : number;
    }
}
