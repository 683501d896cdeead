package tocsin.tests.simulation;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.avaje.json.node.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import tocsin.PortFailure;
import tocsin.Ports;
import tocsin.config.Configuration;
import tocsin.console.ConsoleHandler;
import tocsin.intake.IntakeHandler;
import tocsin.notify.NotifyHandler;
import tocsin.relay.RelayHandler;
import tocsin.remediate.RemediateHandler;
import tocsin.state.Queues.Message;
import tocsin.state.Queues.Queue;
import tocsin.testing.Change;
import tocsin.testing.Crash;
import tocsin.testing.LambdaEvents;
import tocsin.testing.TestingContext;
import tocsin.testing.TestingPorts;
import tocsin.tests.story.Invocation;
import tocsin.watch.WatchHandler;

/**
 * What Lambda does: hands what is in queue and stream to new instances of the real functions, ends them, tries again.
 */
final class Lambdas {
    private static final int MOST = 10;
    private static final int MOST_AT_ONCE = 3;
    private static final int MOST_RETRIES = 10;

    /** As template.yaml has them. */
    private static final Map<String, Duration> TIMEOUTS = Map.of(
            "intake", Duration.ofSeconds(15),
            "relay", Duration.ofSeconds(30),
            "remediate", Duration.ofSeconds(60),
            "notify", Duration.ofSeconds(30),
            "watch", Duration.ofSeconds(50),
            "sweep", Duration.ofSeconds(50),
            "console", Duration.ofSeconds(29));

    private final Choices choices;
    private final Turns turns;
    private final Trace trace;
    private final Agenda agenda;
    private final TestingPorts ports;
    private final Ports seen;
    private final Recording recording;
    private final Fault fault;
    private List<Configuration> versions;
    private boolean streams = true;
    private int relayed;
    private int relayFailures;
    private Instant gaveUp = Instant.MIN;

    Lambdas(
            Choices choices,
            Turns turns,
            Trace trace,
            Agenda agenda,
            TestingPorts ports,
            Ports seen,
            Recording recording,
            Fault fault) {
        this.choices = choices;
        this.turns = turns;
        this.trace = trace;
        this.agenda = agenda;
        this.ports = ports;
        this.seen = seen;
        this.recording = recording;
        this.fault = fault;
        versions = List.of(ports.configuration());
    }

    /** New instances have one of these: while a new version comes, both. */
    void versions(List<Configuration> each) {
        versions = each;
    }

    void stream(boolean runs) {
        streams = runs;
    }

    /** When RELAY last gave up on changes, which are with the dead letters. */
    Instant gaveUp() {
        return gaveUp;
    }

    /** Everything that can be done at this instant is done, in the order that the choices say. */
    void run() {
        do {
            relay();
            hand(Queue.ALARMS, "intake", IntakeHandler::new);
            hand(Queue.PAGES, "notify", NotifyHandler::new);
            hand(Queue.STEPS, "remediate", RemediateHandler::new);
        } while (turns.one());
    }

    void watch() {
        if (turns.live("watch") < 2) {
            start("watch", WatchHandler::new, "{}", (answer, done) -> {});
        }
    }

    /** The same function by its other schedule. */
    void sweep() {
        if (turns.live("sweep") < 2) {
            start("sweep", WatchHandler::new, "{\"sweep\": true}", (answer, done) -> {});
        }
    }

    /** What a request of the HTTP API was answered with. */
    record Answered(int status, String body) {
        boolean well() {
            return status / 100 == 2;
        }

        /** Nobody answered, or only that it was not possible now. */
        boolean unclear() {
            return status >= 500;
        }
    }

    /** A request of the HTTP API; then, what its sender does about the answer. */
    void http(String path, JsonObject headers, String body, String caller, Consumer<Answered> then) {
        http(path, JsonObject.create(), headers, body, caller, then);
    }

    void http(String path, JsonObject query, JsonObject headers, String body, String caller, Consumer<Answered> then) {
        start(
                "console",
                ConsoleHandler::new,
                Invocation.http("POST", path, query, headers, body, caller),
                (answer, done) -> then.accept(
                        new Answered(done ? answer.extract("statusCode", 500) : 500, answer.extract("body", ""))));
    }

    /** CloudWatch invokes INTAKE itself; what fails goes to the queue. */
    void direct(String payload) {
        start("intake", IntakeHandler::new, payload, (answer, done) -> {
            if (!done) {
                agenda.in(Duration.ofMinutes(1), () -> queue(payload));
            }
        });
    }

    void queue(String payload) {
        ports.queues.send(Queue.ALARMS, List.of(new Message(payload, Duration.ZERO)));
    }

    /** A new instance, for one invocation. What it answers, and whether it came to an end, goes to the caller. */
    private void start(
            String name,
            Function<Ports, RequestStreamHandler> function,
            String event,
            BiConsumer<JsonObject, Boolean> then) {
        var deadline = agenda.now().plus(TIMEOUTS.getOrDefault(name, Duration.ZERO));
        var version = versions.get(versions.size() == 1 ? 0 : choices.below(versions.size()));
        var skew = Duration.ofSeconds(choices.rarely(50, 3) - (long) choices.rarely(50, 3));
        var instance = new Instance(seen, recording, () -> agenda.now().plus(skew), version);
        turns.start(name, deadline, () -> {
            var answer = JsonObject.create();
            var done = false;
            try {
                var context = new TestingContext(() -> left(deadline));
                answer = Invocation.invoke(function.apply(instance), event, context);
                done = true;
            } catch (Crash crash) {
                trace.add(name + " ends " + crash.getMessage());
            } catch (PortFailure failure) {
                trace.tell(agenda.now(), name + " fails: " + failure.getMessage());
            } finally {
                then.accept(answer, done);
            }
        });
    }

    private Duration left(Instant deadline) {
        var left = Duration.between(agenda.now(), deadline);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void relay() {
        var changes = streams && turns.live("relay") == 0 ? ports.table.changesAfter(relayed) : List.<Change>of();
        if (changes.isEmpty()) {
            return;
        }
        var first = relayed;
        start("relay", RelayHandler::new, LambdaEvents.stream(changes, first), (answer, done) -> {
            var failed = Invocation.failures(answer);
            var to = !done ? first : failed.isEmpty() ? first + changes.size() : Integer.parseInt(failed.getFirst());
            relayFailures = to == first ? relayFailures + 1 : 0;
            if (relayFailures > MOST_RETRIES) {
                to = first + changes.size();
                relayFailures = 0;
                gaveUp = agenda.now();
                trace.tell(gaveUp, "relay gives up");
            }
            relayed = fault.relaySkips() ? first + changes.size() : to;
        });
    }

    private void hand(Queue queue, String name, Function<Ports, RequestStreamHandler> function) {
        if (turns.live(name) >= MOST_AT_ONCE) {
            return;
        }
        var received = ports.queues.receive(queue, MOST);
        if (received.isEmpty()) {
            return;
        }
        if (fault.acknowledgesFirst()) {
            received.forEach(delivery -> ports.queues.delete(queue, delivery.receipt()));
        }
        start(name, function, LambdaEvents.batch(received), (answer, done) -> {
            var failed = Invocation.failures(answer);
            received.stream()
                    .filter(delivery -> done && !failed.contains(delivery.messageId()))
                    .forEach(delivery -> ports.queues.delete(queue, delivery.receipt()));
        });
    }
}
