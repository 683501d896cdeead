package tocsin.tests.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tocsin.local.ScaledClock;
import tocsin.local.pagerduty.PagerDutyServer;
import tocsin.local.pagerduty.PagerDutyStandIn;
import tocsin.local.run.FunctionSettings;
import tocsin.local.run.Json;
import tocsin.local.run.LambdaFunction;
import tocsin.local.stream.StreamSource;
import tocsin.local.stream.TableMaker;
import tocsin.local.template.Deployment;
import tocsin.local.template.Deployment.Source;
import tocsin.local.template.TemplateReader;
import tocsin.local.template.World;
import tocsin.state.Key;
import tocsin.tests.ports.Moto;
import tocsin.tests.template.Template;

/**
 * template.yaml in moto: its table, stream and queues are there, its functions run as Lambda runs them, and what it
 * maps to them is brought to them. Each function reaches AWS by a line of its own, and PagerDuty by one.
 */
final class Wire implements AutoCloseable {
    /** The emulator ends what takes too long; only if it did not, this does. */
    private static final Duration MORE = Duration.ofSeconds(30);

    private static final Map<String, String> SECRETS = Map.of(
            "tocsin/pagerduty", "routing-key-of-a-test-0000000000",
            "tocsin/pagerduty-webhook", "not-used",
            "tocsin/mail-topic", "arn:aws:sns:" + Moto.REGION + ":" + Moto.ACCOUNT + ":operators",
            "tocsin/phone", "+12065550100");

    private static int worlds;

    private final Tools tools;
    private final Path folder;
    private final PagerDutyStandIn pagerDuty = new PagerDutyStandIn();
    private final PagerDutyServer server;
    private final Line pager;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final Map<String, LambdaFunction> functions = new LinkedHashMap<>();
    private final List<Runnable> open = new ArrayList<>();
    private final Map<String, Execution> executions = new ConcurrentHashMap<>();
    private final DynamoDbClient dynamo = Moto.started().clients().client(DynamoDbClient.builder());
    private final SqsClient sqs = Moto.started().clients().client(SqsClient.builder());
    private final Deployment deployment;

    /** @param folder of its own: for configuration and logs */
    Wire(Tools tools, Path folder) throws IOException {
        this.tools = tools;
        this.folder = folder;
        worlds++;
        server = new PagerDutyServer(pagerDuty, Instant::now, 0);
        pager = tools.line(server.url());
        var settings = new TreeMap<String, String>();
        settings.put("paging", "on");
        settings.put("pager.url", pager.address().toString());
        settings.put("runbooks.api-5xx.prod", "shadow"); // what it would look at is not in moto
        Program.configure(folder, settings);
        var world =
                new World(Moto.ACCOUNT, Moto.REGION, "wire-" + worlds, Map.of("OperatorMail", "operator@example.com"));
        deployment = TemplateReader.read(Template.file(), world);
        deployment.queues().forEach(this::make);
        SECRETS.forEach(Moto.started()::keepSecret);
        var stream = TableMaker.make(dynamo, deployment.tables().getFirst());
        for (var function : deployment.functions()) {
            var runs = make(function);
            functions.put(function.logicalName(), runs);
            for (var source : function.sources()) {
                switch (source) {
                    case Source.FromQueue from ->
                        open.add(
                                new QueueMapping(from, url(queue -> queue.arn().equals(from.queueArn())), sqs, runs)
                                        ::close);
                    case Source.FromStream from -> open.add(mapping(from, stream, runs)::close);
                    case Source.OnSchedule _, Source.OnRequest _ -> {} // nothing here is so late, and nobody asks
                }
            }
        }
    }

    private void make(Deployment.Queue queue) {
        sqs.createQueue(request -> request.queueName(queue.name())
                .attributes(Map.of(
                        QueueAttributeName.VISIBILITY_TIMEOUT,
                        Long.toString(queue.visibility().toSeconds()))));
    }

    private LambdaFunction make(Deployment.Function function) throws IOException {
        var line = tools.line(Moto.started().uri());
        lines.put(function.logicalName(), line);
        var settings = new FunctionSettings(
                function.name(), function.arn(), function.timeout().plus(MORE), function.memory());
        return new LambdaFunction(
                settings,
                _ -> {
                    var execution = execution(Program.of(function, folder, line.address()));
                    return (input, output, _) -> {
                        var event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
                        output.write(answer(execution, event).getBytes(StandardCharsets.UTF_8));
                    };
                },
                function.logicalName());
    }

    private Execution execution(Program program) {
        try {
            var execution = tools.execution(program);
            executions.put(program.name(), execution);
            return execution;
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Of what is said of an error, an error is made. */
    private static String answer(Execution execution, String event) throws IOException {
        try {
            var answer = execution.answer(event);
            var json = Json.read(answer);
            if (!json.isObject() || json.has("errorType")) {
                throw new IOException(answer);
            }
            return answer;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    private StreamSource mapping(Source.FromStream from, String stream, LambdaFunction function) {
        return new StreamSource(
                StreamSource.Settings.of(from, stream, Optional.empty()),
                Moto.started().clients().client(DynamoDbStreamsClient.builder()),
                folder.resolve("stream.json"),
                function,
                new ScaledClock(Instant.now(), 1));
    }

    private String url(Predicate<Deployment.Queue> of) {
        return deployment.queues().stream()
                .filter(of)
                .map(Deployment.Queue::url)
                .findFirst()
                .orElseThrow();
    }

    /** What the rule, the topic or anybody puts into the alarms queue. */
    void arrives(String message) {
        var alarms = url(queue -> queue.logicalName().equals("AlarmsQueue"));
        sqs.sendMessage(request -> request.queueUrl(alarms).messageBody(message));
    }

    /** The wire from a function to AWS. */
    Line line(String function) {
        return Optional.ofNullable(lines.get(function)).orElseThrow();
    }

    /** How often a function was begun. */
    long invocations(String function) {
        return Optional.ofNullable(functions.get(function)).orElseThrow().invocations();
    }

    /** How often Lambda ended a function, or it threw. */
    long errors(String function) {
        return Optional.ofNullable(functions.get(function)).orElseThrow().errors();
    }

    /** Ends a function's process, whatever it is at. */
    void kill(String function) {
        Optional.ofNullable(executions.get(function)).orElseThrow().kill();
    }

    /** The wire to PagerDuty. */
    Line pager() {
        return pager;
    }

    PagerDutyStandIn pagerDuty() {
        return pagerDuty;
    }

    /** A row as it stands, asked past every line; empty where there is none. */
    Map<String, String> row(Key key) {
        var row = new TreeMap<String, String>();
        dynamo.getItem(request -> request.tableName(
                                deployment.tables().getFirst().name())
                        .key(Map.of("pk", AttributeValue.fromS(key.pk()), "sk", AttributeValue.fromS(key.sk())))
                        .consistentRead(true))
                .item()
                .forEach((name, value) -> row.put(name, value.s() == null ? value.n() : value.s()));
        return row;
    }

    /** Messages that wait or are at work; a dead letter waits, too. What is held back is due later. */
    int messages() {
        return deployment.queues().stream()
                .map(queue -> sqs.getQueueAttributes(request -> request.queueUrl(queue.url())
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)))
                .flatMap(answer -> answer.attributesAsStrings().values().stream())
                .mapToInt(Integer::parseInt)
                .sum();
    }

    /** What the functions said, for people. */
    String logs() {
        var said = new StringBuilder();
        deployment.functions().forEach(function -> {
            var log = folder.resolve(function.logicalName() + ".log");
            try {
                said.append(Files.exists(log) ? "--- " + function.logicalName() + "\n" + Files.readString(log) : "");
            } catch (IOException failure) {
                said.append(failure);
            }
        });
        return said.toString();
    }

    @Override
    public void close() {
        open.forEach(Runnable::run);
        executions.values().forEach(Execution::close);
        server.close();
        dynamo.close();
        sqs.close();
    }
}
