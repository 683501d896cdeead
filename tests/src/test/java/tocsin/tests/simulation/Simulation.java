package tocsin.tests.simulation;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.avaje.json.node.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import tocsin.Ports;
import tocsin.console.ConsoleHandler;
import tocsin.intake.IntakeHandler;
import tocsin.local.pagerduty.Alert;
import tocsin.local.pagerduty.PagerDutyStandIn;
import tocsin.local.pagerduty.Webhook;
import tocsin.notify.NotifyHandler;
import tocsin.page.Web;
import tocsin.relay.RelayHandler;
import tocsin.remediate.RemediateHandler;
import tocsin.runbook.RunRow;
import tocsin.state.Keys;
import tocsin.state.Queues;
import tocsin.state.Queues.Queue;
import tocsin.testing.Crash;
import tocsin.testing.FaultyTable;
import tocsin.testing.InterferedPorts;
import tocsin.testing.LambdaEvents;
import tocsin.testing.TestingPorts;
import tocsin.testing.TestingWeb;
import tocsin.tests.story.Invocation;
import tocsin.tests.story.Production;
import tocsin.tests.story.Valine;
import tocsin.watch.WatchHandler;

/**
 * One world, from one list of choices. Bad weather and calm alternate; at the end of each calm what stands in ALARM
 * must have rung somebody, and at the end of all, when everything is well again, nothing may be left.
 */
final class Simulation {
    private static final Instant START = Instant.parse("2026-02-02T18:00:00Z");
    private static final Duration STEP = Duration.ofSeconds(10);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** Longer than a symptom may be kept silent, and than a channel that failed waits. */
    private static final Duration CALM = Duration.ofMinutes(25);

    private static final String WEBHOOK_SECRET = "a secret between the pager and us";
    private static final String ANN = "arn:aws:iam::111122223333:user/ann";
    private static final int MOST = 10;
    private static final int MOST_RETRIES = 10;

    private static final AlarmNow CONNECTIONS = new AlarmNow("db", "db-connections", "db-connections-ok");
    private static final List<AlarmNow> ALARMS = List.of(
            new AlarmNow("api", "api-5xx-60", "api-5xx-ok"),
            new AlarmNow("api", "api-error-rate-60", "api-error-rate-ok"),
            new AlarmNow("db", "db-unreachable", "db-unreachable-ok"),
            new AlarmNow("frontend", "frontend-error-rate", "frontend-error-rate-ok"),
            CONNECTIONS);
    private static final Map<String, List<String>> COVERED_BY = Map.of("api", List.of("api", "db"));

    private final Choices choices;
    private final Trace trace = new Trace();
    private final Turns turns;
    private final Weather weather;
    private final TestingPorts ports;
    private final Ports seen;
    private final PagerDutyStandIn pagerDuty = new PagerDutyStandIn();
    private final Production production;
    private final Map<AlarmNow, Boolean> alarms = new LinkedHashMap<>();
    private final TreeMap<Instant, List<Runnable>> later = new TreeMap<>();
    private final List<String> broken = new ArrayList<>();
    private boolean streams = true;
    private int relayed;
    private int relayFailures;
    private int approvals;
    private int wasChanged;
    private Instant lastFull = Instant.MIN;
    private Instant watched = START;

    /**
     * How a world ended.
     *
     * @param broken what did not hold, each as a sentence; none where all did
     */
    record End(List<String> broken, String hash, List<String> trace, List<Integer> choices) {
        boolean good() {
            return broken.isEmpty();
        }
    }

    private Simulation(Choices choices, Fault fault) {
        this.choices = choices;
        turns = new Turns(choices);
        weather = new Weather(choices, turns, trace);
        ports = new TestingPorts(START, Valine.paging());
        ports.runbooks = Valine.RUNBOOKS;
        ports.secrets.set("tocsin/pagerduty", "0123456789abcdef0123456789abcdef");
        ports.secrets.set("tocsin/pagerduty-webhook", WEBHOOK_SECRET);
        ports.secrets.set("tocsin/phone", "+15555550100");
        ports.secrets.set("tocsin/mail-topic", "arn:aws:sns:us-west-2:111122223333:team");
        production = new Production(ports);
        ports.web.answering(call -> call.uri().getPath().equals("/health") ? production.health() : enqueue(call));
        var faulty = new FaultyTable(fault.on(ports.table), weather);
        seen = InterferedPorts.around(InterferedPorts.over(faulty, ports), weather);
        ALARMS.forEach(alarm -> alarms.put(alarm, false));
        this.fault = fault;
    }

    private final Fault fault;

    /** Tells the story of one world, that lasts so many minutes, the calms not counted. */
    static End run(Choices choices, int minutes, Fault fault) {
        var simulation = new Simulation(choices, fault);
        try {
            simulation.happen(minutes);
        } catch (IllegalStateException failure) {
            simulation.broken.add("a function failed: " + failure.getMessage() + ", " + failure.getCause());
        }
        return new End(
                List.copyOf(simulation.broken),
                simulation.trace.hash(),
                simulation.trace.lines(),
                choices.made());
    }

    private Instant now() {
        return ports.clock.instant();
    }

    private void tell(String what) {
        trace.tell(now(), what);
    }

    private void happen(int minutes) {
        var left = minutes;
        while (left > 0 && broken.isEmpty()) {
            var period = Math.min(left, 10 + choices.below(30));
            left -= period;
            weather.bad(true);
            outages(period);
            tell("bad weather for " + period + " minutes");
            pass(Duration.ofMinutes(period), true);
            calm();
            pass(CALM, false);
            checkStanding();
        }
        ALARMS.forEach(alarm -> {
            if (Boolean.TRUE.equals(alarms.get(alarm))) {
                move(alarm, false);
            }
        });
        pass(Duration.ofMinutes(100), false);
        checkSettled();
    }

    private void calm() {
        weather.bad(false);
        weather.tableDown(false);
        pagerDuty.outageEnds();
        streams = true;
        tell("calm");
    }

    /** Something may be out for a part of the period. */
    private void outages(int period) {
        switch (choices.rarely(400, 4)) {
            case 1 -> out(period, "the stream", () -> streams = false, () -> streams = true);
            case 2 -> out(period, "the table", () -> weather.tableDown(true), () -> weather.tableDown(false));
            case 3 -> out(period, "PagerDuty", () -> pagerDuty.outage(503), pagerDuty::outageEnds);
            default -> {}
        }
    }

    private void out(int period, String what, Runnable begins, Runnable ends) {
        var from = choices.below(period);
        var lasts = 1 + choices.below(period - from);
        at(Duration.ofMinutes(from), () -> {
            tell(what + " is out for " + lasts + " minutes");
            begins.run();
        });
        at(Duration.ofMinutes(from + lasts), ends);
    }

    private void at(Duration after, Runnable act) {
        later.computeIfAbsent(now().plus(after), nothing -> new ArrayList<>()).add(act);
    }

    // time

    private void pass(Duration time, boolean moves) {
        var end = now().plus(time);
        while (now().isBefore(end)) {
            ports.clock.set(now().plus(STEP));
            turns.tick();
            while (!later.isEmpty() && !later.firstKey().isAfter(now())) {
                later.pollFirstEntry().getValue().forEach(Runnable::run);
            }
            if (!now().isBefore(watched.plus(MINUTE))) {
                watched = now();
                minute(moves);
            }
            run();
        }
    }

    private void minute(boolean moves) {
        production.minute(now());
        if (Boolean.TRUE.equals(alarms.get(CONNECTIONS)) && !isFull()) {
            move(CONNECTIONS, false);
        }
        if (moves && choices.happens(120)) {
            var alarm = ALARMS.get(choices.below(ALARMS.size()));
            move(alarm, !Boolean.TRUE.equals(alarms.get(alarm)));
        }
        people();
        if (turns.live("watch") < 2) {
            start("watch", () -> Invocation.invoke(new WatchHandler(seen), "{}"));
        }
    }

    private boolean isFull() {
        var status = ports.cloudWatch.alarm(Production.PLACE, Production.ALARM);
        return status != null && status.state() == tocsin.alarm.AlarmState.ALARM;
    }

    /** CloudWatch moves an alarm; each way may repeat, delay or lose what it tells, but not both lose it. */
    private void move(AlarmNow alarm, boolean inAlarm) {
        alarms.put(alarm, inAlarm);
        if (alarm == CONNECTIONS) {
            production.leak(inAlarm ? 83 : 0);
        }
        tell(alarm.alarm() + (inAlarm ? " moves to ALARM" : " moves to OK"));
        var lost = choices.rarely(200, 3);
        var way = 0;
        for (var name : List.of("eventbridge", "sns")) {
            way++;
            if (way != lost) {
                deliver(alarm.told(inAlarm, name, now()));
            }
        }
    }

    private void deliver(String body) {
        var copies = 1 + choices.rarely(100, 3);
        for (var copy = 0; copy < copies; copy++) {
            at(STEP.multipliedBy(1 + choices.rarely(200, 20)), () ->
                    ports.queues.send(Queue.ALARMS, List.of(new Queues.Message(body, Duration.ZERO))));
        }
    }

    /** Somebody acknowledges, or approves, or sleeps. */
    private void people() {
        for (var alert : pagerDuty.alerts()) {
            if (alert.state() == Alert.State.TRIGGERED && choices.happens(80)) {
                tell("Ann acknowledges " + alert.key());
                pagerDuty.acknowledgedBy("Ann", alert.key(), now()).ifPresent(this::webhook);
            }
        }
        for (var row : ports.table.rows()) {
            if (Keys.isRun(row.key()) && "asking".equals(row.text(RunRow.STATUS)) && choices.happens(200)) {
                var run = row.key().sk().replaceFirst("incident#0*(\\d+)/run#(\\d+)", "db-$1/runs/$2");
                tell("Ann approves " + run);
                approvals++;
                http("POST", "/api/v1/incidents/" + run + "/approve", JsonObject.create(), "", ANN);
            }
        }
    }

    private void webhook(Webhook hook) {
        if (choices.rarely(100, 2) == 0) {
            var headers = JsonObject.create().add("x-pagerduty-signature", hook.signature(WEBHOOK_SECRET));
            http("POST", "/hooks/pagerduty", headers, hook.body(), "");
        }
    }

    private void http(String method, String path, JsonObject headers, String body, String caller) {
        start("console", () ->
                Invocation.invoke(new ConsoleHandler(seen), Invocation.http(method, path, headers, body, caller)));
    }

    private Web.Answer enqueue(Web.Call call) {
        var reply = pagerDuty.enqueue(String.valueOf(call.body()), now());
        trace.add(String.valueOf(call.body()));
        return TestingWeb.answer(reply.status(), reply.body());
    }

    // invocations

    private void start(String name, Runnable invocation) {
        turns.start(name, () -> {
            try {
                invocation.run();
            } catch (Crash crash) {
                tell(name + " crashes " + crash.getMessage());
            }
        });
    }

    /** Everything that can be done at this instant is done, in the order that the choices say. */
    private void run() {
        do {
            relay();
            hand(Queue.ALARMS, "intake", IntakeHandler::new);
            hand(Queue.PAGES, "notify", NotifyHandler::new);
            hand(Queue.STEPS, "remediate", RemediateHandler::new);
        } while (turns.one());
        changed();
    }

    private void relay() {
        var changes = streams && turns.live("relay") == 0
                ? ports.table.changesAfter(relayed)
                : List.<tocsin.testing.Change>of();
        if (changes.isEmpty()) {
            return;
        }
        var first = relayed;
        start("relay", () -> {
            var to = first;
            try {
                var failed = Invocation.failures(
                        Invocation.invoke(new RelayHandler(seen), LambdaEvents.stream(changes, first)));
                to = failed.isEmpty() || fault.relaySkips()
                        ? first + changes.size()
                        : Integer.parseInt(failed.getFirst());
            } finally {
                relayFailures = to == first ? relayFailures + 1 : 0;
                if (fault.relaySkips() || relayFailures > MOST_RETRIES) {
                    to = first + changes.size(); // given up: they are with the dead letters
                    relayFailures = 0;
                }
                relayed = to;
            }
        });
    }

    private void hand(Queue queue, String name, Function<Ports, RequestStreamHandler> function) {
        if (turns.live(name) >= 3) {
            return;
        }
        var received = ports.queues.receive(queue, MOST);
        if (received.isEmpty()) {
            return;
        }
        if (fault.acknowledgesFirst()) {
            received.forEach(delivery -> ports.queues.delete(queue, delivery.receipt()));
        }
        start(name, () -> {
            var answer = Invocation.invoke(function.apply(seen), LambdaEvents.batch(received));
            var failed = Invocation.failures(answer);
            received.stream()
                    .filter(delivery -> !failed.contains(delivery.messageId()))
                    .forEach(delivery -> ports.queues.delete(queue, delivery.receipt()));
        });
    }

    // what must hold

    /** No change without somebody's approval, nor long after CloudWatch's last word. */
    private void changed() {
        if (isFull()) {
            lastFull = now();
        }
        var changes = production.changes();
        if (changes.size() > wasChanged) {
            changes.subList(wasChanged, changes.size()).forEach(change -> tell("changed: " + change));
            check(approvals > 0, "a change without approval: " + changes.getLast());
            if (wasChanged == 0) {
                check(
                        !now().isAfter(lastFull.plus(MINUTE.multipliedBy(5))),
                        "a change though CloudWatch had not said ALARM for 5 minutes: " + changes.getFirst());
            }
            wasChanged = changes.size();
            var ended = changes.stream().filter(each -> each.startsWith("ended")).count();
            check(ended <= 1, "the connections were ended " + ended + " times within 6 hours");
        }
    }

    private void checkStanding() {
        alarms.forEach((alarm, stands) -> {
            if (stands) {
                var covering = COVERED_BY.getOrDefault(alarm.service(), List.of(alarm.service()));
                check(
                        pagerDuty.alerts().stream()
                                .anyMatch(alert -> alert.state() != Alert.State.RESOLVED
                                        && covering.stream().anyMatch(service -> isOf(alert, service))),
                        alarm.alarm() + " stands in ALARM and no alert of " + covering + " is open");
            }
        });
        checkRings();
    }

    private static boolean isOf(Alert alert, String service) {
        return alert.key().startsWith("tocsin-prod/" + service + "-");
    }

    /** Each key rings once; a service has one open alert. */
    private void checkRings() {
        var keys = new TreeMap<String, Long>();
        var open = new TreeMap<String, Long>();
        for (var alert : pagerDuty.alerts()) {
            keys.merge(alert.key(), alert.rings(), Long::sum);
            if (alert.state() != Alert.State.RESOLVED) {
                open.merge(alert.key().replaceFirst("-\\d+-\\d+$", ""), 1L, Long::sum);
            }
        }
        keys.forEach((key, rings) -> check(
                rings <= 1 || key.startsWith("tocsin-blind"), "the page " + key + " rang " + rings + " times"));
        open.forEach((service, count) -> check(count <= 1, service + " has " + count + " open alerts"));
    }

    private void checkSettled() {
        checkRings();
        for (var alert : pagerDuty.alerts()) {
            check(alert.state() == Alert.State.RESOLVED, "all is well and " + alert.key() + " is " + alert.state());
        }
        for (var row : ports.table.rows()) {
            if (Keys.isRun(row.key())) {
                check("over".equals(row.text(RunRow.STATUS)), row.key() + " is " + row.text(RunRow.STATUS));
            }
        }
        for (var queue : List.of(Queue.ALARMS, Queue.PAGES)) {
            check(ports.queues.bodies(queue).isEmpty(), queue + " holds " + ports.queues.bodies(queue).size());
        }
        check(turns.idle(), "an invocation has no end");
    }

    private void check(boolean holds, String otherwise) {
        if (!holds && !broken.contains(otherwise)) {
            tell("BROKEN: " + otherwise);
            broken.add(otherwise);
        }
    }
}
