package tocsin.tests.story;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.avaje.json.node.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.Ports;
import tocsin.alarm.AlarmState;
import tocsin.alarm.CloudWatch.AlarmStatus;
import tocsin.alarm.MessageReader;
import tocsin.alarm.Received;
import tocsin.cloud.Cloud;
import tocsin.config.Configuration;
import tocsin.console.ConsoleHandler;
import tocsin.incident.StoryEntry;
import tocsin.intake.IntakeHandler;
import tocsin.local.health.AlarmSet;
import tocsin.local.pagerduty.Alert;
import tocsin.local.pagerduty.PagerDutyStandIn;
import tocsin.local.pagerduty.Webhook;
import tocsin.local.product.PretendBuckets;
import tocsin.notify.NotifyHandler;
import tocsin.page.Sns;
import tocsin.page.Web;
import tocsin.relay.RelayHandler;
import tocsin.remediate.RemediateHandler;
import tocsin.state.Documents;
import tocsin.state.Queues;
import tocsin.state.Queues.Queue;
import tocsin.testing.Change;
import tocsin.testing.Crash;
import tocsin.testing.Interference;
import tocsin.testing.LambdaEvents;
import tocsin.testing.TestingPorts;
import tocsin.testing.TestingQueues.Delivery;
import tocsin.testing.TestingWeb;
import tocsin.watch.WatchHandler;

/**
 * The real functions on a world in memory, one action at a time: what is in a queue is handed to its function, what the
 * table changed to RELAY, and each minute WATCH looks. A crash leaves the message where it was, and the next invocation
 * is a new instance.
 */
final class World {
    /** Just after the samples under events/valine took place. */
    static final Instant START = Instant.parse("2026-02-02T03:12:20Z");

    private static final String WEBHOOK_SECRET = "a secret between the pager and us";
    static final String USERS = "arn:aws:sns:us-west-2:111122223333:users";
    static final String STATUS_PAGE_SECRET = "a secret between the status page and us";
    static final List<String> FRONT_ENDS = List.of("valine-frontend-prod", "valine-frontend-staging");
    private static final Duration STEP = Duration.ofSeconds(10);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MOST = 10;

    final TestingPorts ports;
    final List<Crash> crashes = new ArrayList<>();
    final PagerDutyStandIn pagerDuty = new PagerDutyStandIn();
    final Production production;

    /** What the status page was told. */
    final List<Web.Call> statusPage = new ArrayList<>();

    final PretendBuckets buckets;
    private final Ports seen;
    private final Set<Queue> kept = EnumSet.noneOf(Queue.class);
    private boolean streams = true;
    private boolean keepsIntake;
    private @Nullable RequestStreamHandler intake;
    private int relayed;
    private Instant watched;

    World(Configuration configuration, Interference interference) {
        this(configuration, interference, ports -> {});
    }

    /** @param otherwise what of it is another world than Valine's, before anybody has looked at it */
    World(Configuration configuration, Interference interference, Consumer<TestingPorts> otherwise) {
        ports = new TestingPorts(START, configuration);
        ports.runbooks = Valine.RUNBOOKS;
        buckets = new PretendBuckets(ports.clock, URI.create("https://s3.example.com"), "a secret of S3");
        FRONT_ENDS.forEach(bucket -> buckets.create(bucket, new TreeMap<>()));
        ports.cloud = withBuckets(ports.cloud);
        otherwise.accept(ports);
        seen = ports.with(interference);
        watched = ports.clock.instant();
        ports.secrets.set("tocsin/pagerduty", "0123456789abcdef0123456789abcdef");
        ports.secrets.set("tocsin/pagerduty-webhook", WEBHOOK_SECRET);
        ports.secrets.set("tocsin/phone", "+15555550100");
        ports.secrets.set("tocsin/mail-topic", "arn:aws:sns:us-west-2:111122223333:team");
        production = new Production(ports);
        ports.secrets.set("tocsin/users", USERS);
        ports.secrets.set("tocsin/status-page", "https://status.example.com/hooks/tocsin");
        ports.secrets.set("tocsin/status-page-key", STATUS_PAGE_SECRET);
        ports.web.answering(this::site);
    }

    private Cloud withBuckets(Cloud cloud) {
        return new Cloud(
                cloud.functions(),
                cloud.instances(),
                cloud.distributions(),
                buckets,
                cloud.gateways(),
                cloud.logs(),
                cloud.stacks(),
                cloud.automations(),
                cloud.stateMachines(),
                cloud.keyTables());
    }

    /** What the product, its status page and its pager answer. */
    Web.Answer site(Web.Call call) {
        if ("status.example.com".equals(call.uri().getHost())) {
            statusPage.add(call);
            return TestingWeb.answer(200, "");
        }
        return switch (call.uri().getPath()) {
            case "/health" -> production.health();
            case "/" -> TestingWeb.answer(200, "<div id=\"root\"></div>");
            default -> enqueue(call);
        };
    }

    private Web.Answer enqueue(Web.Call call) {
        var reply = pagerDuty.enqueue(String.valueOf(call.body()), ports.clock.instant());
        return TestingWeb.answer(reply.status(), reply.body());
    }

    /** What happened in PagerDuty is told to us; gives how that is answered. */
    int webhook(Webhook hook) {
        var headers = JsonObject.create().add("x-pagerduty-signature", hook.signature(WEBHOOK_SECRET));
        return http("POST", "/hooks/pagerduty", headers, hook.body(), "").extract("statusCode", 0);
    }

    /** The alerts, oldest first, each with its state and how often it rang. */
    List<String> alerts() {
        return pagerDuty.alerts().stream().map(World::said).toList();
    }

    private static String said(Alert alert) {
        return alert.key() + " " + alert.state() + ", rang " + alert.rings();
    }

    /** What went out as mail and text message. */
    List<String> sent() {
        return ports.sns.published().stream()
                .map(each -> each instanceof Sns.ToPhone ? "sms" : "mail")
                .toList();
    }

    /** The stream stands still, or goes on with all that it held back. */
    void stream(boolean runs) {
        streams = runs;
    }

    /** Whether anybody takes messages out of the queue. */
    void handsOut(Queue queue, boolean hands) {
        if (hands) {
            kept.remove(queue);
        } else {
            kept.add(queue);
        }
    }

    /** Whether INTAKE's instance stays, as one does that is invoked all the time; else each invocation has a new one. */
    void keepsIntake(boolean keeps) {
        keepsIntake = keeps;
    }

    /** Another of INTAKE's instances takes what comes from now on; null: a new one. Gives the one that did. */
    @Nullable RequestStreamHandler otherIntake(@Nullable RequestStreamHandler other) {
        var was = intake;
        intake = other;
        return was;
    }

    void send(String payload) {
        ports.queues.send(Queue.ALARMS, List.of(new Queues.Message(payload, Duration.ZERO)));
    }

    /** CloudWatch itself says so of a sample's alarm when it is asked. */
    void listed(String sample, AlarmState state) {
        var alarmed = (Received.Alarmed) new MessageReader()
                .read(Valine.sample(sample + ".eventbridge"), START)
                .getFirst();
        var transition = alarmed.transition();
        ports.cloudWatch.set(
                Production.PLACE,
                new AlarmStatus(
                        transition.id().arn(),
                        transition.alarm(),
                        state,
                        ports.clock.instant(),
                        true,
                        null,
                        transition.metrics(),
                        transition.threshold(),
                        "GreaterThanThreshold",
                        60,
                        1));
    }

    /** The clock sets the canary off, as template.yaml's schedules do: each minute to another state. */
    void canary() {
        var at = ports.clock.instant();
        var even = at.getEpochSecond() / 60 % 2 == 0;
        send(new AlarmSet(ports.canary(), even ? "ALARM" : "OK", even ? "OK" : "ALARM", at)
                .event("111122223333", "us-west-2"));
    }

    /** CloudWatch invokes INTAKE itself; what fails for good goes to the queue. */
    void direct(String payload) {
        try {
            Invocation.invoke(new IntakeHandler(seen), payload);
        } catch (Crash crash) {
            crashes.add(crash);
            send(payload);
        }
    }

    /** A request of the HTTP API, tried again until it does not crash, as a person would. */
    JsonObject http(String method, String path, JsonObject headers, String body, String caller) {
        return request(Invocation.http(method, path, headers, body, caller));
    }

    /** What calls back, by an address with a query, sends a form. */
    JsonObject post(String path, JsonObject query, String form) {
        var headers = JsonObject.create().add("content-type", "application/x-www-form-urlencoded");
        return request(Invocation.http("POST", path, query, headers, form, ""));
    }

    private JsonObject request(String event) {
        while (true) {
            try {
                return Invocation.invoke(new ConsoleHandler(seen), event);
            } catch (Crash crash) {
                crashes.add(crash);
            }
        }
    }

    /** Everything that can be done at this instant is done. */
    void run() {
        boolean again;
        do {
            again = relay();
            again |= hand(Queue.ALARMS, this::intake);
            again |= hand(Queue.PAGES, NotifyHandler::new);
            again |= hand(Queue.STEPS, RemediateHandler::new);
        } while (again);
    }

    /** Time passes. */
    void pass(Duration time) {
        var end = ports.clock.instant().plus(time);
        run();
        while (ports.clock.instant().isBefore(end)) {
            var next = ports.clock.instant().plus(STEP);
            ports.clock.set(next.isAfter(end) ? end : next);
            if (!ports.clock.instant().isBefore(watched.plus(MINUTE))) {
                watched = ports.clock.instant();
                production.minute(watched);
                watch();
            }
            run();
        }
    }

    /** Days pass: only what each minute brings is done. */
    void minutesTo(Instant end) {
        run();
        while (ports.clock.instant().isBefore(end)) {
            var next = ports.clock.instant().plus(MINUTE);
            ports.clock.set(next.isAfter(end) ? end : next);
            watched = ports.clock.instant();
            production.minute(watched);
            watch();
            run();
        }
    }

    /** Time passes until it is so, or so much has passed. */
    void until(BooleanSupplier so, Duration most) {
        var end = ports.clock.instant().plus(most);
        run();
        while (!so.getAsBoolean() && ports.clock.instant().isBefore(end)) {
            pass(STEP);
        }
    }

    private void watch() {
        try {
            Invocation.invoke(new WatchHandler(seen), "{}");
        } catch (Crash crash) {
            crashes.add(crash); // the next minute looks again
        }
    }

    private boolean relay() {
        var changes = streams ? ports.table.changesAfter(relayed) : List.<Change>of();
        if (changes.isEmpty()) {
            return false;
        }
        try {
            var failed = Invocation.failures(
                    Invocation.invoke(new RelayHandler(seen), LambdaEvents.stream(changes, relayed)));
            relayed = failed.isEmpty() ? relayed + changes.size() : Integer.parseInt(failed.getFirst());
        } catch (Crash crash) {
            crashes.add(crash);
        }
        return true;
    }

    private RequestStreamHandler intake(Ports to) {
        if (intake == null || !keepsIntake) {
            intake = new IntakeHandler(to);
        }
        return intake;
    }

    private boolean hand(Queue queue, Function<Ports, RequestStreamHandler> function) {
        var received = kept.contains(queue) ? List.<Delivery>of() : ports.queues.receive(queue, MOST);
        if (received.isEmpty()) {
            return false;
        }
        try {
            var answer = Invocation.invoke(function.apply(seen), LambdaEvents.batch(received));
            var failed = Invocation.failures(answer);
            received.stream()
                    .filter(delivery -> !failed.contains(delivery.messageId()))
                    .forEach(delivery -> ports.queues.delete(queue, delivery.receipt()));
        } catch (Crash crash) {
            crashes.add(crash);
            intake = null;
        }
        return true;
    }

    /** All that was told of every incident. */
    Stream<StoryEntry> stories() {
        return ports.table.rows().stream()
                .filter(row -> row.key().sk().contains("/story#"))
                .map(row -> new Documents().stories().fromJson(String.valueOf(row.text("body"))));
    }

    /** An entry with whoever did it: "approved: api-1/1 [ann]". */
    static String line(StoryEntry entry) {
        return entry.what() + ": " + entry.text() + (entry.by() == null ? "" : " [" + entry.by() + "]");
    }
}
