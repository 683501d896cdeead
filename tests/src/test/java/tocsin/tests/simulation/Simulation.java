package tocsin.tests.simulation;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.config.Configuration;
import tocsin.incident.Decision;
import tocsin.local.health.AlarmSet;
import tocsin.local.product.PretendCloud;
import tocsin.page.Web;
import tocsin.state.Documents;
import tocsin.state.Ledger;
import tocsin.testing.FaultyTable;
import tocsin.testing.InterferedPorts;
import tocsin.testing.TestingPorts;
import tocsin.testing.TestingWeb;
import tocsin.tests.story.Production;

/**
 * One world, from one list of choices. Bad weather and calm alternate; at the end of each calm what stands in ALARM
 * must have rung somebody, and at the end of all, when everything is well again, nothing may be left.
 */
final class Simulation {
    private static final Instant START = Instant.parse("2026-02-02T18:00:00Z");
    private static final Instant WINDOW = Instant.parse("2026-02-02T18:20:00Z");
    private static final Instant WINDOW_ENDS = Instant.parse("2026-02-02T18:45:00Z");
    private static final String MACHINE = "arn:aws:states:us-west-2:111122223333:stateMachine:valine-move-database";
    private static final String STATUS_PAGE = "status.example.com";
    private static final String DOCUMENT = "valine-purge-edges";
    private static final String EDGES = "valine-prod-edges";
    private static final Duration STEP = Duration.ofSeconds(10);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration WATCHED = MINUTE.multipliedBy(160);

    private final Choices choices;
    private final Trace trace = new Trace();
    private final Agenda agenda;
    private final Turns turns;
    private final Weather weather;
    private final TestingPorts ports;
    private final Pagers pagers;
    private final Chat chat;
    private final Production production;
    private final Lambdas lambdas;
    private final Alarms alarms;
    private final People people;
    private final Operators operators;
    private final Steering steering;
    private final Upkeep upkeep;
    private final Promise promise;
    private final Rules rules;
    private Instant watched = START;
    private boolean scheduled = true;
    private final boolean checked;
    private boolean canaries = true;

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
        checked = fault == Fault.OFF; // the worlds in which a planted fault is found stay what they were
        rules = Rules.ALL.get(choices.below(Rules.ALL.size())).get();
        ports = new TestingPorts(START, rules.before());
        ports.runbooks = rules.runbooks();
        ports.sweeps();
        ports.cloudWatch.page(3);
        ports.secrets.set("tocsin/pagerduty", "0123456789abcdef0123456789abcdef");
        ports.secrets.set("tocsin/pagerduty-webhook", People.WEBHOOK_SECRET);
        ports.secrets.set("tocsin/links", People.LINK_KEY);
        ports.secrets.set("tocsin/phone", "+15555550100");
        ports.secrets.set("tocsin/users", "arn:aws:sns:us-west-2:111122223333:users");
        ports.secrets.set("tocsin/status-page", "https://" + STATUS_PAGE + "/hooks/tocsin");
        ports.secrets.set("tocsin/status-page-key", "a secret between the status page and us");
        ports.secrets.set("tocsin/mail-topic", "arn:aws:sns:us-west-2:111122223333:team");
        chat = new Chat(ports);
        agenda = new Agenda(ports.clock);
        pagers = new Pagers(agenda, trace, ports);
        turns = new Turns(choices, ports.clock);
        weather = new Weather(choices, turns, trace, ports.clock);
        production = new Production(ports);
        alarms = new Alarms(choices, trace, agenda, ports, production, this::arrive, checked);
        ports.web.answering(this::answer);
        var runs = new Runs();
        var guarded = new Guarded(agenda, ports, rules, alarms, turns, trace, runs);
        var recording = new Recording(ports, production, handedOver(), weather, guarded::made);
        var faulty = new FaultyTable(fault.on(new Looked(ports.table, guarded::looked)), weather);
        var seen = InterferedPorts.around(InterferedPorts.over(faulty, ports), weather);
        lambdas = new Lambdas(choices, turns, trace, agenda, ports, seen, recording, fault);
        people = new People(choices, trace, agenda, ports, pagers, lambdas, alarms);
        operators = new Operators(choices, trace, agenda, ports, pagers, lambdas, people, runs, guarded);
        steering = new Steering(choices, trace, agenda, ports, lambdas, people, rules.climbs());
        upkeep = new Upkeep(choices, trace, agenda, lambdas, people, alarms);
        promise = new Promise(trace, agenda, ports, pagers, guarded, alarms, people, steering, upkeep, runs, weather);
        if (choices.happens(300)) {
            hasHelped();
        }
    }

    /** What the team hands over to, and how long that takes. */
    private PretendCloud handedOver() {
        var cloud = new PretendCloud(ports.clock, ports.functions, URI.create("http://127.0.0.1:1"));
        var allowed = Map.of("tocsin", "allowed");
        List.of("prod", "staging", "dev").forEach(stage -> cloud.buckets.create("valine-frontend-" + stage, allowed));
        var takes = MINUTE.multipliedBy(1L + 4L * choices.rarely(300, 8));
        cloud.stateMachines.create(MACHINE, allowed);
        cloud.stateMachines.takes(takes);
        cloud.automations.create(DOCUMENT, allowed);
        cloud.automations.takes(takes);
        if (choices.happens(200)) {
            cloud.stateMachines.fail(MACHINE, "no machine is free");
        }
        ports.functions.create(Production.PLACE, EDGES, "live", Map.of());
        ports.functions.tag(Production.PLACE, EDGES, allowed);
        if (choices.happens(300)) {
            ports.functions.settlesLater();
        }
        return cloud;
    }

    /** Each runbook has helped so often that a page waits for it. */
    private void hasHelped() {
        tell("every runbook has helped ten times in a row");
        var counts = new TreeMap<String, Long>();
        rules.modes().keySet().forEach(runbook -> counts.put("proven " + runbook, 10L));
        var documents = new Documents();
        for (var service : List.of("prod/api", "prod/db", "prod/frontend")) {
            new Ledger(ports.table, documents, ports.pause, Duration.ofDays(1))
                    .decide(
                            List.of(service),
                            List.of(),
                            view -> Decision.of(
                                    START, List.of(view.head(service).withCounts(counts))));
        }
    }

    /** The API and the front end answer their probes, and Slack for itself; everything else asks PagerDuty. */
    private Web.Answer answer(Web.Call call) {
        if (Chat.isFor(call)) {
            return chat.answer(call);
        }
        if (STATUS_PAGE.equals(call.uri().getHost())) {
            trace.tell(agenda.now(), "status page: " + call.body());
            return TestingWeb.answer(200, "");
        }
        if (Telephones.isFor(call)) {
            return pagers.telephones.answer(call);
        }
        return switch (call.uri().getPath()) {
            case "/health" -> production.health();
            case "/page" -> TestingWeb.answer(alarms.isInAlarm(Alarms.PAGE) ? 503 : 200, "");
            case "/" -> TestingWeb.answer(alarms.isInAlarm(Alarms.FRONT) ? 503 : 200, "<div id=\"root\"></div>");
            default -> enqueue(call);
        };
    }

    /** Whether the maintenance window was open at the instant, or so long before it. */
    static boolean inWindow(Instant at, Duration before) {
        return !at.isBefore(WINDOW) && at.isBefore(WINDOW_ENDS.plus(before));
    }

    /** Tells the story of one world, that lasts so many minutes, the calms not counted. */
    static End run(Choices choices, int minutes, Fault fault) {
        var simulation = new Simulation(choices, fault);
        try {
            simulation.happen(minutes);
        } catch (IllegalStateException failure) {
            simulation.promise.broke(failure.getMessage() + ": " + failure.getCause());
        }
        return new End(simulation.promise.broken(), simulation.trace.hash(), simulation.trace.lines(), choices.made());
    }

    private void happen(int minutes) {
        pass(MINUTE, false); // the first sweep: what is red before it pages nobody
        if (choices.happens(300)) {
            var from = choices.below(minutes);
            agenda.in(
                    MINUTE.multipliedBy(from),
                    () -> deploy(List.of(rules.before(), rules.after()), "a new version comes"));
            agenda.in(MINUTE.multipliedBy(from + 5L), () -> deploy(List.of(rules.after()), "all have the new version"));
        }
        var left = minutes;
        while (left > 0 && promise.broken().isEmpty()) {
            var period = Math.min(left, 10 + choices.below(30));
            left -= period;
            weather.bad(true);
            outages(period);
            tell("bad weather for " + period + " minutes");
            pass(MINUTE.multipliedBy(period), true);
            calm();
        }
        alarms.end();
        canaries = false;
        people.wakeUp();
        tell("all is well");
        for (var waited = 0; waited < WATCHED.toMinutes() && !isAtRest(); waited++) {
            pass(MINUTE, false);
        }
        chat.settled();
        chat.takeBroken().forEach(promise::broke);
        promise.settled();
        if (!turns.idle()) {
            promise.broke("an invocation has no end");
        }
    }

    private boolean isAtRest() {
        return agenda.isEmpty()
                && turns.idle()
                && ports.table.waiting() == 1 // the sweep over CloudWatch's own list is due for ever
                && ports.queues.isEmpty()
                && !operators.awaits()
                && alarms.lastUnheard().isBefore(agenda.now().minus(MINUTE.multipliedBy(10))); // the sweep has it
    }

    private void calm() {
        weather.bad(false);
        weather.tableDown(false);
        pagersReturn();
        lambdas.stream(true);
        tell("calm");
        var begun = agenda.now();
        promise.calms();
        pass(Promise.SOON, false);
        if (!scheduled && lambdas.gaveUp().isBefore(begun.minus(MINUTE.multipliedBy(40)))) {
            promise.streamed();
        }
        scheduled = true;
        while (agenda.now().isBefore(begun.plus(Promise.CALM))
                && promise.broken().isEmpty()) {
            pass(MINUTE, false);
            promise.standing();
            promise.beating();
        }
        promise.rung();
    }

    private void deploy(List<Configuration> versions, String what) {
        tell(what);
        lambdas.versions(versions);
    }

    /** Something may be out for a part of the period. */
    private void outages(int period) {
        switch (choices.rarely(500, 7)) {
            case 1 -> out(period, "the stream", () -> lambdas.stream(false), () -> lambdas.stream(true));
            case 2 -> out(period, "the table", () -> weather.tableDown(true), () -> weather.tableDown(false));
            case 3 ->
                out(
                        period,
                        "the pager",
                        () -> {
                            pagers.outage(503);
                            chat.slack.outage(503);
                        },
                        this::pagersReturn);
            case 4, 5, 6 -> {
                tell("the schedule is out, and for a while after the bad weather");
                scheduled = false;
            }
            default -> {}
        }
    }

    private void pagersReturn() {
        pagers.outageEnds();
        chat.slack.outage(0);
    }

    private void out(int period, String what, Runnable begins, Runnable ends) {
        var from = choices.below(period);
        var lasts = 1 + choices.below(period - from);
        agenda.in(MINUTE.multipliedBy(from), () -> {
            tell(what + " is out for " + lasts + " minutes");
            begins.run();
        });
        agenda.in(MINUTE.multipliedBy(from + (long) lasts), ends);
    }

    private void pass(Duration time, boolean restless) {
        var end = agenda.now().plus(time);
        while (agenda.now().isBefore(end)) {
            agenda.pass(STEP);
            turns.tick();
            if (!agenda.now().isBefore(watched.plus(MINUTE))) {
                watched = agenda.now();
                alarms.minute(restless);
                people.minute(restless);
                pagers.telephones.minute();
                operators.minute(restless);
                if (restless) {
                    steering.minute();
                    upkeep.minute();
                }
                ports.functions.settle();
                if (canaries && minutes() % 2 == 0) { // each minute would be more of the same
                    lambdas.queue(canary());
                }
                if (scheduled) {
                    lambdas.watch();
                    if (checked && minutes() % 5 == 0) {
                        lambdas.sweep();
                    }
                }
            }
            lambdas.run();
            promise.changed();
            promise.published();
            promise.beats();
            chat.takeBroken().forEach(promise::broke);
        }
    }

    private long minutes() {
        return agenda.now().getEpochSecond() / MINUTE.toSeconds();
    }

    /** The clock sets Tocsin's own alarm off, each time to its other state, whatever the weather. */
    private String canary() {
        var even = minutes() / 2 % 2 == 0;
        return new AlarmSet(ports.canary(), even ? "ALARM" : "OK", even ? "OK" : "ALARM", agenda.now())
                .event(Production.PLACE.account(), Production.PLACE.region());
    }

    /** One way brings a message; where the table is down the raw page is to go out. */
    private void arrive(Alarms.Told told) {
        if (told.way().equals("direct")) {
            lambdas.direct(told.body());
            return;
        }
        lambdas.queue(told.body());
        if (weather.isTableDown() && told.inAlarm()) {
            var since = weather.tableDownSince();
            agenda.in(Promise.BLIND_BY, () -> {
                if (weather.isTableDown() && since.equals(weather.tableDownSince())) {
                    promise.blind(told.alarm().title());
                }
            });
        }
    }

    private Web.Answer enqueue(Web.Call call) {
        var reply = pagers.pagerDuty.enqueue(String.valueOf(call.body()), agenda.now());
        promise.asked(String.valueOf(call.body()), reply.status(), turns);
        return TestingWeb.answer(reply.status(), reply.body());
    }

    private void tell(String what) {
        trace.tell(agenda.now(), what);
    }
}
