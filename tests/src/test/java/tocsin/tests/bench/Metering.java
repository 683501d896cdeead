package tocsin.tests.bench;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.avaje.json.node.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.event.ruler.Machine;
import tocsin.Ports;
import tocsin.alarm.CloudWatch;
import tocsin.alarm.Metric;
import tocsin.config.Configuration;
import tocsin.config.Secrets;
import tocsin.console.ConsoleHandler;
import tocsin.intake.IntakeHandler;
import tocsin.local.pagerduty.PagerDutyStandIn;
import tocsin.notify.NotifyHandler;
import tocsin.page.Sns;
import tocsin.relay.RelayHandler;
import tocsin.remediate.RemediateHandler;
import tocsin.state.Batch;
import tocsin.state.Queues.Message;
import tocsin.state.Queues.Queue;
import tocsin.state.Table;
import tocsin.testing.Change;
import tocsin.testing.InterferedPorts;
import tocsin.testing.Interference;
import tocsin.testing.LambdaEvents;
import tocsin.testing.PortCall;
import tocsin.testing.PortsOver;
import tocsin.testing.TestingContext;
import tocsin.testing.TestingPorts;
import tocsin.testing.TestingQueues.Delivery;
import tocsin.testing.TestingTable;
import tocsin.testing.TestingWeb;
import tocsin.tests.story.Invocation;
import tocsin.tests.story.Production;
import tocsin.tests.story.Valine;
import tocsin.watch.WatchHandler;

/**
 * The real functions on a world in memory, called as template.yaml has AWS call them, and everything that has a price
 * counted as it happens.
 */
final class Metering {
    /** In one request, to receive messages and to delete them. */
    private static final int TOGETHER = 10;

    private static final Duration AWS_AWAY = Duration.ofMillis(5);
    private static final Duration PAGER_AWAY = Duration.ofMillis(200);
    private static final Duration DATABASE_AWAY = Duration.ofMillis(50);

    private static final Duration SECRET_KEPT = Duration.ofMinutes(5);

    /** With so many megabytes a function has one processor for itself; with less, as much less of it. */
    private static final double ONE_PROCESSOR = 1_769;

    /** What CloudWatch reckons for each line beside its text. */
    private static final int LINE = 26;

    private static final String ID = "00000000-0000-0000-0000-000000000000";
    private static final List<String> LINES_OF_A_CALL = List.of(
            "START RequestId: " + ID + " Version: 12\n",
            "END RequestId: " + ID + "\n",
            "REPORT RequestId: " + ID
                    + "\tDuration: 15.74 ms\tBilled Duration: 16 ms\tMemory Size: 1024 MB"
                    + "\tMax Memory Used: 147 MB\t\n");

    private static final double GIGA = 1e9;
    private static final Duration LEFT = Duration.ofSeconds(60);

    final TestingPorts world;
    final Production production;
    final PagerDutyStandIn pagerDuty = new PagerDutyStandIn();
    private final Deployment deployment;
    private final MeteredTable table;
    private final Ports ports;
    private final Machine filter = Machine.builder().build();
    private final Map<String, RequestStreamHandler> functions = new TreeMap<>();
    private final Map<String, Instant> secrets = new TreeMap<>();
    private final Map<String, Long> writes = new TreeMap<>();
    private final AtomicLong printed = new AtomicLong();
    private Amounts amounts = new Amounts();
    private Duration away = Duration.ZERO;
    private double started;
    private int mails;

    Metering(Deployment deployment, Instant start, Configuration configuration) {
        this.deployment = deployment;
        world = new TestingPorts(start, configuration);
        world.runbooks = Valine.RUNBOOKS;
        production = new Production(world);
        world.secrets.set("tocsin/pagerduty", "0123456789abcdef0123456789abcdef");
        world.secrets.set("tocsin/phone", "+15555550100");
        world.secrets.set("tocsin/mail-topic", "arn:aws:sns:us-west-2:111122223333:team");
        world.web.answering(call -> {
            var reply = pagerDuty.enqueue(String.valueOf(call.body()), world.clock.instant());
            return TestingWeb.answer(reply.status(), reply.body());
        });
        table = new MeteredTable(world.table);
        ports = InterferedPorts.around(new Metered(), new Interference() {
            @Override
            public void after(PortCall call) {
                count(call);
            }
        });
        System.setErr(new PrintStream(counting(), true, StandardCharsets.UTF_8));
        try {
            filter.addRule("due", deployment.filter());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private OutputStream counting() {
        return new OutputStream() {
            @Override
            public void write(int one) {
                printed.addAndGet(one == '\n' ? 1 + LINE : 1);
            }
        };
    }

    /** As the functions have them: one that was read is kept for a while. */
    private String secret(String name) {
        var now = world.clock.instant();
        var until = secrets.get(name);
        if (until == null || !now.isBefore(until)) {
            secrets.put(name, now.plus(SECRET_KEPT));
            amounts.add("secret-read", 1);
        }
        return world.secrets.secret(name);
    }

    /** The world, with what is counted within its calls. */
    private final class Metered implements PortsOver {
        @Override
        public Ports others() {
            return world;
        }

        @Override
        public Table table() {
            return table;
        }

        @Override
        public CloudWatch cloudWatch() {
            return new Reading();
        }

        @Override
        public Secrets secrets() {
            return Metering.this::secret;
        }
    }

    /** CloudWatch as it is, each metric that is read counted. */
    private final class Reading implements CloudWatch {
        @Override
        public @Nullable AlarmStatus alarm(Place place, String name) {
            return world.cloudWatch.alarm(place, name);
        }

        @Override
        public AlarmPage alarms(Place place, @Nullable String token) {
            return world.cloudWatch.alarms(place, token);
        }

        @Override
        public ContributorPage contributors(Place place, String name, @Nullable String token) {
            return world.cloudWatch.contributors(place, name, token);
        }

        @Override
        public boolean muted(Place place, String name) {
            return world.cloudWatch.muted(place, name);
        }

        @Override
        public Map<String, String> tags(Place place, String arn) {
            return world.cloudWatch.tags(place, arn);
        }

        @Override
        public List<Series> read(Place place, List<Metric> metrics, Instant from, Instant to) {
            amounts.add("metric-read", metrics.size());
            return world.cloudWatch.read(place, metrics, from, to);
        }
    }

    private void count(PortCall call) {
        away = away.plus(
                switch (call.port()) {
                    case "web" -> PAGER_AWAY;
                    case "database" -> DATABASE_AWAY;
                    default -> AWS_AWAY;
                });
        switch (call.port()) {
            case "queues" -> amounts.add("sqs-request", 1);
            case "sns" -> amounts.add("sns-publish", 1);
            case "database" -> billed("DatabaseFunction", 0, DATABASE_AWAY);
            default -> {}
        }
    }

    /** What there was since this was asked last. */
    Amounts taken() {
        var now = (int) world.sns.published().stream()
                .filter(Sns.ToTopic.class::isInstance)
                .count();
        amounts.add("sns-mail", now - mails);
        mails = now;
        var taken = amounts;
        amounts = new Amounts();
        return taken;
    }

    /** How many GB-seconds there would be if each call had been a start of one second. */
    double started() {
        return started;
    }

    /** Which function's writes are how many per cent of all, in units. */
    String writers() {
        var all = writes.values().stream().mapToLong(units -> units).sum();
        return writes.entrySet().stream()
                .filter(each -> each.getValue() > 0)
                .map(each -> each.getKey() + " " + Math.round(100.0 * each.getValue() / all) + " %")
                .collect(Collectors.joining(", "));
    }

    long textMessages() {
        return world.sns.published().stream()
                .filter(Sns.ToPhone.class::isInstance)
                .count();
    }

    /** A function is called, and what it takes is counted. */
    String call(String function, String event) {
        var handler = functions.computeIfAbsent(function, this::made);
        away = Duration.ZERO;
        printed.set(0);
        var used = table.used();
        var inTable = table.took();
        var start = System.nanoTime();
        var answer = LambdaEvents.call(handler, event, new TestingContext(LEFT));
        var own = System.nanoTime() - start - (table.took() - inTable);
        var more = table.used().minus(used);
        amounts.add("dynamodb-read", more.readUnits());
        amounts.add("dynamodb-write", (double) more.writeUnits());
        writes.merge(function, more.writeUnits(), Long::sum);
        log(printed.get());
        billed(function, own, away);
        return answer;
    }

    private RequestStreamHandler made(String function) {
        return switch (function) {
            case "IntakeFunction" -> new IntakeHandler(ports);
            case "RelayFunction" -> new RelayHandler(ports);
            case "NotifyFunction" -> new NotifyHandler(ports);
            case "RemediateFunction" -> new RemediateHandler(ports);
            case "WatchFunction" -> new WatchHandler(ports);
            case "ConsoleFunction" -> new ConsoleHandler(ports);
            // as DatabaseFunction answers its heartbeat; whom it has to ask is not here
            default -> (input, output, context) -> output.write('{');
        };
    }

    /**
     * Its own time is stretched to the part of a processor that its memory brings; a begun millisecond is a whole one.
     */
    private void billed(String function, long own, Duration waited) {
        var megabytes = deployment.megabytes(function);
        var milliseconds = Math.ceil(own / 1e6 * Math.max(1, ONE_PROCESSOR / megabytes) + waited.toMillis());
        amounts.add("lambda-request", 1);
        amounts.add("lambda-time", megabytes / 1024.0 * milliseconds / 1e3);
        started += megabytes / 1024.0;
        log(LINES_OF_A_CALL.stream()
                .mapToLong(line -> line.length() + (long) LINE)
                .sum());
    }

    private void log(long bytes) {
        amounts.add("logs-taken", bytes / GIGA);
        amounts.add("logs-stored", bytes / GIGA * deployment.keepsLogs() / Cost.DAYS);
    }

    /** EventBridge puts an alarm's message into the queue, for which the queue's owner pays. */
    void send(String message) {
        amounts.add("sqs-request", 1);
        world.queues.send(Queue.ALARMS, List.of(new Message(message, Duration.ZERO)));
    }

    /** Somebody asks the HTTP API. */
    void request(String method, String path) {
        amounts.add("api-request", 1);
        log(deployment.apiLine() + (long) LINE);
        call(
                "ConsoleFunction",
                Invocation.http(method, path, JsonObject.create(), "", "arn:aws:iam::111122223333:user/ada"));
    }

    /** Whatever can be done now is done. */
    void run() {
        boolean again;
        do {
            again = relay();
            again |= hand(Queue.ALARMS, "IntakeFunction");
            again |= hand(Queue.PAGES, "NotifyFunction");
            again |= hand(Queue.STEPS, "RemediateFunction");
        } while (again);
    }

    private boolean hand(Queue queue, String function) {
        var received = world.queues.receive(queue, deployment.batch(queue));
        if (received.isEmpty()) {
            return false;
        }
        var failed = take(received, function);
        received.stream()
                .filter(delivery -> !failed.contains(delivery.messageId()))
                .forEach(delivery -> world.queues.delete(queue, delivery.receipt()));
        return true;
    }

    /** A batch is received, handed over and deleted; gives the ids of what is to come again. */
    List<String> take(List<Delivery> received, String function) {
        var requests = Math.ceilDiv(received.size(), TOGETHER);
        amounts.add("sqs-request", 2 * requests);
        return Invocation.failures(Batch.tree(call(function, LambdaEvents.batch(received))));
    }

    /** Lambda reads the stream, which costs nothing, and calls only for what its filter lets through. */
    private boolean relay() {
        var changes = world.table.takeChanges(deployment.changes());
        if (changes.isEmpty()) {
            return false;
        }
        var told = changes.stream().filter(this::isTold).toList();
        if (!told.isEmpty()) {
            call("RelayFunction", LambdaEvents.stream(told, 0));
        }
        return true;
    }

    private boolean isTold(Change change) {
        var batch = LambdaEvents.stream(List.of(change), 0);
        var record = batch.substring(batch.indexOf('[') + 1, batch.lastIndexOf(']'));
        try {
            return !filter.rulesForJSONEvent(record).isEmpty();
        } catch (Exception failure) {
            throw new IllegalStateException("the filter cannot read " + record, failure);
        }
    }

    /** The rows of incidents, as long as stories are kept; DynamoDB reckons 100 bytes more for each. */
    Amounts stored() {
        var bytes = world.table.rows().stream()
                .filter(row -> row.key().sk().startsWith("incident#"))
                .mapToLong(row -> TestingTable.size(row) + 100L)
                .sum();
        var months = world.configuration().times().keepStory().toDays() / (double) Cost.DAYS;
        var stored = new Amounts();
        stored.add("dynamodb-stored", bytes / GIGA * months);
        stored.add("dynamodb-recovery", bytes / GIGA * months);
        return stored;
    }
}
