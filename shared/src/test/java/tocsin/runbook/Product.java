package tocsin.runbook;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.Ports;
import tocsin.alarm.AlarmId;
import tocsin.alarm.AlarmKind;
import tocsin.alarm.AlarmState;
import tocsin.alarm.CloudWatch.AlarmStatus;
import tocsin.alarm.CloudWatch.Datapoint;
import tocsin.alarm.CloudWatch.Place;
import tocsin.alarm.Metric;
import tocsin.alarm.Transition;
import tocsin.alarm.Way;
import tocsin.cloud.Database.Reply;
import tocsin.cloud.Database.Request;
import tocsin.config.Acknowledge;
import tocsin.config.Budget;
import tocsin.config.Channels;
import tocsin.config.Configuration;
import tocsin.config.Entrances;
import tocsin.config.Hearing;
import tocsin.config.Hours;
import tocsin.config.MayTouch;
import tocsin.config.Mode;
import tocsin.config.Pager;
import tocsin.config.Paging;
import tocsin.config.Pattern;
import tocsin.config.Probe;
import tocsin.config.Rate;
import tocsin.config.RunbookModes;
import tocsin.config.Secret;
import tocsin.config.Service;
import tocsin.config.Severity;
import tocsin.config.SeverityRule;
import tocsin.config.Stage;
import tocsin.config.TestingConfiguration;
import tocsin.config.Unmatched;
import tocsin.incident.BoardKey;
import tocsin.incident.Deployment;
import tocsin.incident.IncidentRef;
import tocsin.maintenance.Window;
import tocsin.oncall.OnCall;
import tocsin.page.Web;
import tocsin.runbook.Runbook.Proof;
import tocsin.runbook.Runbook.Step;
import tocsin.state.Documents;
import tocsin.state.Due;
import tocsin.state.Key;
import tocsin.state.Keys;
import tocsin.state.Ledger;
import tocsin.state.Row;
import tocsin.testing.TestingPorts;
import tocsin.triage.Triage;

/**
 * A database whose connections are nearly all taken by idle ones, an API that cannot work without it, and the alarm
 * that saw it. Time passes in steps of five seconds; whatever run is due then goes on.
 */
final class Product {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    static final Place PLACE = new Place("111122223333", "us-west-2");
    static final String ALARM = "valine-prod-db-connections";
    /** A runbook that answers no alarm of it. */
    static final String LOOK = "look";

    static final String DATABASE = "arn:aws:rds:us-west-2:111122223333:db:project-valine-prod";
    static final String FUNCTION = "valine-prod-api";
    static final IncidentRef INCIDENT = new IncidentRef("prod/db", 1);
    static final Metric CONNECTIONS = new Metric(
            null,
            "AWS/RDS",
            "DatabaseConnections",
            Map.of("DBInstanceIdentifier", "project-valine-prod"),
            "Average",
            60,
            null,
            null,
            null,
            true);

    private static final Duration STEP = Duration.ofSeconds(5);

    final TestingPorts ports;
    final List<String> changes = new ArrayList<>();
    Ports seen;
    long idle = 83;
    long busy = 10;
    int endings;
    boolean endsIdle = true;
    boolean alarmFollows = true;
    boolean dies;

    @Nullable String databaseError;

    Product(Mode mode) {
        this(mode, new Budget(new Rate(1, Duration.ofHours(6)), new Rate(5, Duration.ofDays(1))));
    }

    Product(Mode mode, Budget budget) {
        this(NOON, configuration(mode, budget, List.of()));
    }

    Product(Instant now, Configuration configuration) {
        ports = new TestingPorts(now, configuration);
        ports.runbooks = new Runbooks(List.of(connectionPool()));
        seen = ports;
        ports.instances.tag(Map.of("tocsin", "allowed"));
        ports.database.answering(this::database);
        ports.web.answering(this::health);
        var environment = new TreeMap<String, String>();
        for (var number = 1; number <= 30; number++) {
            environment.put("VARIABLE_" + number, "value-" + number);
        }
        ports.functions.create(PLACE, FUNCTION, "live", environment);
        ports.functions.tag(PLACE, FUNCTION, Map.of("tocsin", "allowed"));
        minute();
    }

    static Runbook connectionPool() {
        return new Runbook(
                "connection-pool",
                "The database has no connections left",
                new Pattern("{\"metric\":[\"DatabaseConnections\"]}"),
                List.of(
                        step("open", "postgres.count-connections", null, "database", "${service.database}"),
                        step(
                                "idle",
                                "postgres.end-idle-connections",
                                "{\"open.count\":[{\"numeric\":[\">\",80]}]}",
                                "database",
                                "${service.database}",
                                "idle-for",
                                "10m"),
                        step(
                                "restart",
                                "lambda.restart",
                                null,
                                "function",
                                "${services.api.function}",
                                "alias",
                                "${services.api.alias}")),
                new Proof(true, true, Duration.ofMinutes(10), Duration.ofMinutes(5), 40));
    }

    static Step step(String id, String action, @Nullable String given, String... parameters) {
        var named = new LinkedHashMap<String, String>();
        for (var i = 0; i < parameters.length; i += 2) {
            named.put(parameters[i], parameters[i + 1]);
        }
        return new Step(id, "Step " + id, "", action, named, given == null ? null : new Given(given), 1);
    }

    static Configuration configuration(Mode mode, Budget budget, List<Window> windows) {
        var hear = new LinkedHashMap<String, Hearing>();
        for (var severity : Severity.values()) {
            hear.put(severity.name(), new Hearing(Hours.ALWAYS, false));
        }
        var database = new LinkedHashMap<String, String>();
        database.put("database", "project-valine-prod");
        database.put("login", "iam:tocsin");
        var function = new LinkedHashMap<String, String>();
        function.put("function", FUNCTION);
        function.put("alias", "live");
        var services = List.of(
                new Service(
                        "prod",
                        "api",
                        "pages load, then errors",
                        List.of("db"),
                        new Pattern("{\"dimensions\":{\"FunctionName\":[\"valine-prod-api\"]}}"),
                        new Probe("https://api.example.com/health", null),
                        function,
                        Paging.ON),
                new Service(
                        "prod",
                        "db",
                        "everything",
                        List.of(),
                        new Pattern("{\"namespace\":[\"AWS/RDS\"]}"),
                        null,
                        database,
                        Paging.ON),
                new Service(
                        "prod",
                        "media",
                        "no uploads",
                        List.of(),
                        new Pattern("{\"dimensions\":{\"FunctionName\":[\"valine-prod-media\"]}}"),
                        null,
                        Collections.emptyMap(),
                        Paging.ON));
        return new Configuration(
                "valine",
                Paging.ON,
                List.of(new Stage(
                        "prod",
                        PLACE.account(),
                        List.of(PLACE.region()),
                        null,
                        services,
                        List.of(new SeverityRule(
                                Severity.P1, new Pattern("{\"service\":[\"db\"]}"), "the pool is nearly full")),
                        null)),
                Unmatched.NOTICE,
                List.of(),
                ZoneOffset.UTC,
                hear,
                new Pager(new Secret("tocsin/pagerduty"), null, null),
                null,
                new Acknowledge(Duration.ofMinutes(5), Duration.ofHours(12)),
                List.of(),
                OnCall.PAGERDUTY,
                Channels.of(null),
                List.of(
                        new RunbookModes(
                                "connection-pool",
                                new Pattern("{\"metric\":[\"DatabaseConnections\"]}"),
                                Map.of("prod", mode)),
                        new RunbookModes(LOOK, new Pattern("{\"metric\":[\"Blank\"]}"), Map.of("prod", mode))),
                budget,
                new MayTouch(List.of(PLACE.account()), Map.of("tocsin", "allowed")),
                windows,
                null,
                TestingConfiguration.TIMES,
                null,
                null,
                Entrances.NONE,
                List.of());
    }

    // what happens

    private Reply database(Request request) {
        if (databaseError != null) {
            return new Reply(databaseError, null, null, null, null);
        }
        if (request.operation().equals("count-connections")) {
            return new Reply(null, idle + busy, idle, 100L, null);
        }
        if (dies) {
            throw new IllegalStateException("the function is gone");
        }
        endings++;
        var ended = endsIdle ? idle : 0;
        idle -= ended;
        if (ended > 0) {
            changes.add("ended " + ended + " connections");
        }
        return new Reply(null, idle + busy, idle, 100L, ended);
    }

    private Web.Answer health(Web.Call call) {
        return new Web.Answer(idle > 50 ? 503 : 200, Collections.emptyMap(), "");
    }

    /** CloudWatch measures, and judges. */
    private void minute() {
        var now = ports.clock.instant();
        if (now.getEpochSecond() % 60 == 0) {
            ports.cloudWatch.measure(PLACE, CONNECTIONS, new Datapoint(now.minusSeconds(60), idle + busy));
            if (alarmFollows) {
                alarm(idle + busy > 80 ? AlarmState.ALARM : AlarmState.OK);
            }
        }
    }

    void alarm(AlarmState state) {
        ports.cloudWatch.set(
                PLACE,
                new AlarmStatus(
                        arn(),
                        ALARM,
                        state,
                        ports.clock.instant(),
                        true,
                        null,
                        List.of(CONNECTIONS),
                        80.0,
                        "GreaterThanThreshold",
                        60,
                        1));
    }

    private static String arn() {
        return "arn:aws:cloudwatch:us-west-2:111122223333:alarm:" + ALARM;
    }

    Transition transition() {
        return new Transition(
                new AlarmId(arn(), null),
                ALARM,
                AlarmKind.METRIC,
                Way.EVENTBRIDGE,
                AlarmState.ALARM,
                AlarmState.OK,
                ports.clock.instant(),
                PLACE.account(),
                PLACE.region(),
                null,
                "Threshold Crossed",
                List.of(CONNECTIONS),
                80.0,
                93.0,
                null,
                true,
                null,
                null,
                false,
                null,
                Collections.emptyMap());
    }

    /** The message arrives: an incident opens, and the run is asked for. */
    Product alarmed() {
        return alarmed(transition());
    }

    Product alarmed(Transition transition) {
        var triage = new Triage(ports.configuration());
        var placed = triage.place(transition);
        ledger().decide(
                        triage.partitions(placed.partition()),
                        List.of(BoardKey.of(placed.partition(), transition.id())),
                        view -> triage.moved(view, List.of(placed), ports.clock.instant()));
        return this;
    }

    /** Somebody says that a version of the database's service went live. */
    void deployed(Deployment deployment) {
        deployed("prod/db", deployment);
    }

    void deployed(String service, Deployment deployment) {
        var triage = new Triage(ports.configuration());
        ledger().decide(
                        triage.partitions(service),
                        List.of(),
                        view -> triage.deployed(view, service, deployment, ports.clock.instant()));
    }

    /** Ann has the runbook run for the database, as she saw it planned; gives what people call the run. */
    String byHand(@Nullable String plan) {
        return byHand("prod/db", plan);
    }

    /** The same for another service. */
    String byHand(String service, @Nullable String plan) {
        return byHand(service, "connection-pool", plan);
    }

    String byHand(String service, String runbook, @Nullable String plan) {
        var triage = new Triage(ports.configuration());
        return ledger().decide(
                        triage.partitions(service),
                        List.of(),
                        view -> triage.byHand(view, service, runbook, "ann", plan, ports.clock.instant())
                                .decision())
                .runs()
                .getFirst()
                .id();
    }

    /** Ann resolves the incident, and silences what stands for an hour. */
    Product resolved() {
        var triage = new Triage(ports.configuration());
        ledger().decide(
                        triage.partitions("prod/db"),
                        List.of(),
                        view -> triage.resolved(view, INCIDENT, "ann", Duration.ofHours(1), ports.clock.instant())
                                .decision());
        return this;
    }

    private Ledger ledger() {
        return new Ledger(ports.table, new Documents(), ports.pause, Duration.ofDays(400));
    }

    /** Whatever run is due goes on; a world that dies in it is one that is taken up later. */
    void work() {
        for (var shard = 0; shard < Due.SHARDS; shard++) {
            for (var key : ports.table.due(shard, ports.clock.instant(), 100)) {
                if (Keys.isRun(key)) {
                    new Runner(seen).run(key);
                }
            }
        }
    }

    /** Lets time pass until it is so; fails after the given time. */
    Product until(BooleanSupplier so, Duration most) {
        var end = ports.clock.instant().plus(most);
        work();
        while (!so.getAsBoolean()) {
            if (ports.clock.instant().isAfter(end)) {
                throw new AssertionError("not so after " + most + ":\n" + String.join("\n", story()));
            }
            ports.clock.advance(STEP);
            minute();
            work();
        }
        return this;
    }

    Product passing(Duration time) {
        var end = ports.clock.instant().plus(time);
        return until(() -> !ports.clock.instant().isBefore(end), time.plus(STEP));
    }

    Product untilOver() {
        return until(() -> status(1).equals("over"), Duration.ofHours(3));
    }

    Product untilAsking() {
        return until(() -> status(1).equals("asking"), Duration.ofMinutes(10));
    }

    /** Somebody answers the run, having read what it asked last; gives why that does not count. */
    Optional<String> answered(boolean approved, String by) {
        var read = said().stream().filter(line -> line.startsWith("run asks: ")).reduce("", (earlier, later) -> later);
        var approvals = new Approvals(ports);
        return approved ? approvals.approve(INCIDENT, 1, by, read) : approvals.reject(INCIDENT, 1, by);
    }

    // what is seen

    Key run(int number) {
        return Keys.run(INCIDENT, number);
    }

    Row row(int number) {
        return Objects.requireNonNull(ports.table.row(run(number)));
    }

    String status(int number) {
        return String.valueOf(row(number).text(RunRow.STATUS));
    }

    /** The story of the first incident, each entry as "what: text". */
    List<String> story() {
        return story("prod/db");
    }

    List<String> story(String service) {
        var documents = new Documents();
        return ports.table.query(service, Keys.stories(1), false, 1000, null).rows().stream()
                .map(row -> documents.stories().fromJson(Objects.requireNonNull(row.text("body"))))
                .map(entry -> entry.what() + ": " + entry.text() + (entry.by() == null ? "" : " (" + entry.by() + ")"))
                .toList();
    }

    /** What the run said of itself, without its name. */
    List<String> said() {
        return said("prod/db", "db-1/1");
    }

    List<String> said(String service, String run) {
        return story(service).stream()
                .filter(line -> line.contains(run + ": "))
                .map(line -> line.replace(run + ": ", ""))
                .toList();
    }

    boolean isOver(String service, int number) {
        var row = ports.table.row(Keys.run(new IncidentRef(service, 1), number));
        return row != null && "over".equals(row.text(RunRow.STATUS));
    }

    List<String> allChanges() {
        var all = new ArrayList<>(changes);
        all.addAll(ports.functions.changes());
        return all;
    }

    Map<String, String> environmentBehind(String qualifier) {
        return ports.functions.describe(PLACE, FUNCTION, qualifier, STEP).environment();
    }

    Product with(UnaryOperator<Runbook> changed) {
        ports.runbooks = new Runbooks(List.of(changed.apply(connectionPool())));
        return this;
    }

    static PortFailure away() {
        return new PortFailure(PortFailure.Kind.UNAVAILABLE, "nobody is there");
    }
}
