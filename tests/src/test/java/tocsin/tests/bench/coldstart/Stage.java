package tocsin.tests.bench.coldstart;

import io.avaje.json.node.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import tocsin.aws.DynamoTable;
import tocsin.configure.Compiler;
import tocsin.configure.ConfigurationReader;
import tocsin.configure.Reading;
import tocsin.intake.IntakeHandler;
import tocsin.local.pagerduty.PagerDutyServer;
import tocsin.local.pagerduty.PagerDutyStandIn;
import tocsin.local.stream.TableMaker;
import tocsin.local.template.Deployment;
import tocsin.local.template.TemplateReader;
import tocsin.local.template.World;
import tocsin.state.Keys;
import tocsin.state.Row;
import tocsin.state.Write;
import tocsin.testing.Change;
import tocsin.testing.LambdaEvents;
import tocsin.testing.TestingPorts;
import tocsin.testing.TestingQueues.Delivery;
import tocsin.tests.ports.Moto;
import tocsin.tests.story.Invocation;
import tocsin.tests.story.Valine;
import tocsin.tests.template.Template;

/** What the functions find: moto with the table, queues and secrets of template.yaml, PagerDuty's stand-in, events. */
final class Stage implements AutoCloseable {
    private static final Path ROOT =
            Path.of(System.getProperty("tocsin.root", "..")).toAbsolutePath();
    private static final Duration MOVES_EACH = Duration.ofMinutes(10);
    private static final String ALARM = Valine.sample("api-5xx-60.eventbridge");
    private static final String TIME = "2026-02-02T03:06:12.351+0000";

    private final DynamoDbClient dynamo = Moto.started().clients().client(DynamoDbClient.builder());
    private final PagerDutyServer pagerDuty;
    private final Deployment deployment;
    private final Reading.Read read;
    private final Deployment.Table table;
    private final Path configuration;
    private final Map<String, AttributeValue> page;
    private final List<Change> opened;
    private Instant start = Instant.now();
    private int events;

    Stage(Path folder) throws IOException {
        pagerDuty = new PagerDutyServer(new PagerDutyStandIn(), Instant::now, 0);
        read = configured();
        configuration = folder.resolve("configuration.jar");
        Compiler.jar(read, configuration);
        var world = new World(Moto.ACCOUNT, Moto.REGION, "coldstart", Map.of("OperatorMail", "operator@example.com"));
        deployment = TemplateReader.read(Template.file(), world);
        table = withoutStream(deployment.tables().getFirst());
        TableMaker.make(dynamo, table);
        try (var sqs = Moto.started().clients().client(SqsClient.builder())) {
            deployment.queues().forEach(queue -> sqs.createQueue(request -> request.queueName(queue.name())));
        }
        try (var secrets = Moto.started().clients().client(SecretsManagerClient.builder())) {
            secrets.createSecret(request -> request.name("tocsin/pagerduty").secretString("0".repeat(32)));
        }
        clear();
        var ports = new TestingPorts(Instant.now(), read.configuration());
        Invocation.invoke(new IntakeHandler(ports), LambdaEvents.batch(List.of(delivery(alarm(0)))));
        opened = ports.table.changesAfter(0);
        page = kept(ports.table.rows().stream()
                .filter(row -> Keys.isPage(row.key()))
                .findFirst()
                .orElseThrow());
    }

    /** moto copies a table for each transaction, and with a stream all that it has told: a measure of nothing here. */
    private static Deployment.Table withoutStream(Deployment.Table made) {
        return new Deployment.Table(
                made.logicalName(),
                made.name(),
                "",
                made.types(),
                made.keys(),
                made.indexes(),
                Optional.empty(),
                made.expiry());
    }

    /** The project's tocsin.yaml with paging on, and the pager here. */
    private Reading.Read configured() throws IOException {
        var settings = Map.of("paging", "on", "pager.url", pagerDuty.url().toString());
        var reading = new ConfigurationReader(ROOT).read(ROOT.resolve("tocsin.yaml"), "local", Map.of(), settings);
        if (reading instanceof Reading.Read good) {
            return good;
        }
        throw new IOException("tocsin.yaml is refused: " + reading.findings());
    }

    private Map<String, AttributeValue> kept(Row row) {
        new DynamoTable(() -> dynamo, table.name()).write(new Write.Put(row, List.of()));
        return dynamo.getItem(request -> request.tableName(table.name())
                        .key(Map.of(
                                "pk", AttributeValue.fromS(row.key().pk()),
                                "sk", AttributeValue.fromS(row.key().sk()))))
                .item();
    }

    /** The jar of the compiled configuration: it is part of a package. */
    Path configuration() {
        return configuration;
    }

    /** The functions for which there is work here: DATABASE has no database to ask. */
    List<Deployment.Function> functions() {
        return deployment.functions().stream()
                .filter(function -> !function.logicalName().equals("DatabaseFunction"))
                .toList();
    }

    /** A function's variables: template.yaml's, and where AWS and PagerDuty are. */
    Map<String, String> environment(Deployment.Function function) {
        var environment = new HashMap<>(function.environment());
        environment.putAll(Map.of(
                "AWS_ENDPOINT_URL",
                Moto.started().uri().toString(),
                "AWS_REGION",
                Moto.REGION,
                "AWS_DEFAULT_REGION",
                Moto.REGION,
                "AWS_ACCESS_KEY_ID",
                "test",
                "AWS_SECRET_ACCESS_KEY",
                "test",
                "AWS_LAMBDA_FUNCTION_NAME",
                function.name(),
                "AWS_LAMBDA_FUNCTION_VERSION",
                "1",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                Integer.toString(function.memory()),
                "AWS_LAMBDA_FUNCTION_TIMEOUT",
                "60",
                "PAGER_URL",
                pagerDuty.url().toString()));
        return environment;
    }

    /** An empty table, and an alarm of six hours ago before which nothing was. */
    void clear() {
        start = Instant.now().minus(Duration.ofHours(6));
        events = 0;
        dynamo.deleteTable(request -> request.tableName(table.name()));
        TableMaker.make(dynamo, table);
    }

    /** The next event that gives a function its work. */
    Event next(String logicalName) {
        var number = events++;
        return switch (logicalName) {
            case "IntakeFunction" -> Event.batch(LambdaEvents.batch(List.of(delivery(alarm(number)))));
            case "NotifyFunction" -> {
                dynamo.putItem(request -> request.tableName(table.name()).item(page));
                yield Event.batch(LambdaEvents.batch(List.of(delivery(key(page)))));
            }
            case "RelayFunction" -> Event.batch(LambdaEvents.stream(opened, number));
            case "RemediateFunction" ->
                Event.batch(
                        LambdaEvents.batch(List.of(delivery("{\"pk\":\"prod/db\",\"sk\":\"incident#000001/run#1\"}"))));
            case "ConsoleFunction" ->
                new Event(
                        Invocation.http(
                                "GET",
                                "/api/v1/incidents",
                                JsonObject.create(),
                                "",
                                "arn:aws:iam::" + Moto.ACCOUNT + ":user/somebody"),
                        answer -> answer.contains("200"));
            case "WatchFunction" -> new Event("{}", answer -> !answer.contains("errorType"));
            default -> throw new IllegalArgumentException("no work for " + logicalName);
        };
    }

    /** One alarm's moves to ALARM and back, ten minutes after another. */
    private String alarm(int number) {
        var at = start.plus(MOVES_EACH.multipliedBy(number)).truncatedTo(ChronoUnit.SECONDS);
        return ALARM.replace(TIME, at.toString().replace("Z", ".351+0000"))
                .replaceFirst("\"value\": \"ALARM\"", number % 2 == 0 ? "\"value\": \"ALARM\"" : "\"value\": \"OK\"");
    }

    private static String key(Map<String, AttributeValue> row) {
        return "{\"pk\":\"" + text(row, "pk") + "\",\"sk\":\"" + text(row, "sk") + "\"}";
    }

    private static Delivery delivery(String body) {
        return new Delivery("receipt", "message", body, Instant.now(), 1);
    }

    private static String text(Map<String, AttributeValue> row, String name) {
        return Objects.requireNonNull(row.get(name), name).s();
    }

    @Override
    public void close() {
        dynamo.close();
        pagerDuty.close();
    }
}
