package tocsin.tests.bench;

import io.avaje.json.node.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import tocsin.Ports;
import tocsin.config.Configuration;
import tocsin.config.Paging;
import tocsin.config.Pattern;
import tocsin.config.Service;
import tocsin.config.Severity;
import tocsin.config.SeverityRule;
import tocsin.config.Stage;
import tocsin.console.ConsoleHandler;
import tocsin.incident.Head;
import tocsin.incident.StoryEntry;
import tocsin.intake.IntakeHandler;
import tocsin.state.Documents;
import tocsin.state.Keys;
import tocsin.state.Row;
import tocsin.state.Value;
import tocsin.state.Write;
import tocsin.testing.InterferedPorts;
import tocsin.testing.LambdaEvents;
import tocsin.testing.TestingContext;
import tocsin.testing.TestingPorts;
import tocsin.testing.TestingQueues.Delivery;
import tocsin.tests.story.Invocation;
import tocsin.tests.story.Valine;

/**
 * A world of a certain size, in which one more thing happens. What is asked about belongs to the last service of the
 * configuration and to its last severity rule, so that whatever is gone through is gone through whole. One incident of
 * that service is open at least.
 */
final class Sized {
    private static final Instant START = Instant.parse("2026-02-02T18:00:00Z");
    private static final Instant NOW = START.plus(Duration.ofMinutes(3));
    private static final Configuration PRODUCT = Valine.paging();
    private static final String TOLD =
            Valine.event("eventbridge/metric").replaceFirst("\"timestamp\": \"[^\"]*\"", "\"timestamp\": \"@AT@\"");
    private static final String NAME = TOLD.replaceFirst("(?s).*\"alarmName\": \"([^\"]*)\".*", "$1");
    private static final Duration TIMEOUT = Duration.ofSeconds(29);
    private static final String CALLER = "arn:aws:iam::111122223333:user/ada";

    private final int services;
    private final int rules;
    private final Documents documents = new Documents();
    private final Ports ports;
    private final MeteredTable table;
    private final TestingPorts world;
    private int answered;

    private Sized(int services, int rules) {
        this.services = services;
        this.rules = rules;
        world = new TestingPorts(NOW, configuration());
        table = new MeteredTable(world.table);
        ports = InterferedPorts.over(table, world);
    }

    /** A configuration of this size, with so many incidents open, the last service's with so long a story. */
    static Sized of(int services, int rules, int open, int stories) {
        var sized = new Sized(services, rules);
        sized.open(open);
        sized.lengthen(stories);
        sized.table.holdStill();
        return sized;
    }

    /** One more alarm of the service comes to stand, and joins its incident. */
    Runnable alarm() {
        return alarm(ports);
    }

    /** The same by an instance that has just been started, and has compiled no pattern yet. */
    Runnable firstAlarm() {
        return alarm(InterferedPorts.as(ports, ports.clock(), configuration()));
    }

    private Runnable alarm(Ports ports) {
        var handler = new IntakeHandler(ports);
        var batch = LambdaEvents.batch(List.of(delivery(services - 1, 1)));
        return () -> {
            if (!Invocation.failures(Invocation.invoke(handler, batch)).isEmpty()) {
                throw new IllegalStateException("the alarm was not committed");
            }
        };
    }

    Runnable acknowledgement() {
        return call("POST", "/incidents/" + incident() + "/ack");
    }

    Runnable list() {
        return call("GET", "/incidents");
    }

    Runnable story() {
        return call("GET", "/incidents/" + incident());
    }

    /** How many nanoseconds the functions take when it is done, those of the table apart. */
    long took(Runnable done) {
        var table = this.table.took();
        var start = System.nanoTime();
        done.run();
        return System.nanoTime() - start - (this.table.took() - table);
    }

    /** What it asks of the table when it is done once. */
    Used used(Runnable done) {
        table.counts(true);
        var before = table.used();
        done.run();
        table.counts(false);
        return table.used().minus(before);
    }

    private Runnable call(String method, String path) {
        var handler = new ConsoleHandler(ports);
        var request = Invocation.http(method, "/api/v1" + path, JsonObject.create(), "", CALLER);
        return () -> {
            var answer = LambdaEvents.call(handler, request, new TestingContext(TIMEOUT));
            if (!answer.contains("\"statusCode\":200,")) {
                throw new IllegalStateException(method + " " + path + " answers " + answer);
            }
            answered = answer.length();
        };
    }

    /** How many characters the last answer of the API had. */
    int answered() {
        return answered;
    }

    private String incident() {
        return Objects.requireNonNull(head().open(), "no incident is open").id();
    }

    private Head head() {
        var row = world.table.row(Keys.head(partition()));
        return documents.heads().fromJson(String.valueOf(row == null ? null : row.text("body")));
    }

    private String partition() {
        return PRODUCT.stages().getFirst().name() + "/" + service(services - 1);
    }

    private void open(int incidents) {
        var handler = new IntakeHandler(ports);
        var deliveries = IntStream.range(services - incidents, services)
                .mapToObj(service -> delivery(service, 0))
                .toList();
        if (!Invocation.failures(Invocation.invoke(handler, LambdaEvents.batch(deliveries)))
                .isEmpty()) {
            throw new IllegalStateException("not all incidents were opened");
        }
        var opened = world.table.rows().stream()
                .filter(row -> Keys.isHead(row.key()))
                .filter(row -> documents
                                .heads()
                                .fromJson(String.valueOf(row.text("body")))
                                .open()
                        != null)
                .count();
        if (opened != incidents) {
            throw new IllegalStateException(opened + " incidents are open, not " + incidents);
        }
    }

    /** Writes what the incident's story would have come to, in the form in which its first entry stands there. */
    private void lengthen(int stories) {
        var head = head();
        var open = Objects.requireNonNull(head.open());
        var first = world.table
                .query(partition(), Keys.stories(open.ref().number()), false, 1, null)
                .rows()
                .getFirst();
        var entry = documents.stories().fromJson(String.valueOf(first.text("body")));
        for (var number = head.stories() + 1; number <= stories; number++) {
            var next = new StoryEntry(
                    entry.partition(), entry.incident(), number, NOW, entry.what(), entry.text(), entry.by());
            var attributes = new TreeMap<>(first.attributes());
            attributes.put("body", Value.of(documents.stories().toJson(next)));
            world.table.write(new Write.Put(new Row(Keys.story(next), attributes), List.of()));
        }
        var row = Objects.requireNonNull(world.table.row(Keys.head(partition())));
        var attributes = new TreeMap<>(row.attributes());
        attributes.put("body", Value.of(documents.heads().toJson(head.withStories(Math.max(head.stories(), stories)))));
        world.table.write(new Write.Put(new Row(row.key(), attributes), List.of()));
    }

    private static Delivery delivery(int service, int alarm) {
        var body = TOLD.replace(NAME, service(service) + "-" + alarm)
                .replace(
                        "@AT@", START.plus(Duration.ofMinutes(alarm)).toString().replace("Z", ".000+0000"));
        return new Delivery("receipt-" + service, "message-" + service, body, NOW, 1);
    }

    private static String service(int number) {
        return "sized%04d".formatted(number);
    }

    /** The product's own but for its services and severity rules; made anew, so that no pattern is compiled. */
    private Configuration configuration() {
        var stage = PRODUCT.stages().getFirst();
        var sized = new Stage(
                stage.name(),
                stage.account(),
                stage.regions(),
                stage.match(),
                services(stage.name()),
                severities(),
                null);
        return new Configuration(
                PRODUCT.product(),
                PRODUCT.paging(),
                List.of(sized),
                PRODUCT.unmatched(),
                PRODUCT.ignore(),
                PRODUCT.zone(),
                PRODUCT.hear(),
                PRODUCT.pager(),
                PRODUCT.backup(),
                PRODUCT.acknowledge(),
                PRODUCT.people(),
                PRODUCT.onCall(),
                PRODUCT.channels(),
                PRODUCT.runbooks(),
                PRODUCT.budget(),
                PRODUCT.mayTouch(),
                PRODUCT.windows(),
                PRODUCT.maintenance(),
                PRODUCT.times(),
                PRODUCT.watchdog(),
                PRODUCT.deploySecret(),
                PRODUCT.entrances(),
                List.of());
    }

    private List<Service> services(String stage) {
        return IntStream.range(0, services)
                .mapToObj(number -> new Service(
                        stage,
                        service(number),
                        "nothing",
                        List.of(),
                        prefixed(service(number) + "-"),
                        null,
                        Map.of(),
                        Paging.ON))
                .toList();
    }

    private List<SeverityRule> severities() {
        var all = new ArrayList<SeverityRule>();
        for (var number = 1; number < rules; number++) {
            all.add(new SeverityRule(Severity.P1, prefixed("other%04d-".formatted(number)), "it is another's"));
        }
        all.add(new SeverityRule(Severity.P0, prefixed("sized"), "it is measured"));
        return all;
    }

    private static Pattern prefixed(String prefix) {
        return new Pattern("{\"alarm\":[{\"prefix\":\"" + prefix + "\"}]}");
    }
}
