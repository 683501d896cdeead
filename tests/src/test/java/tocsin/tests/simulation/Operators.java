package tocsin.tests.simulation;

import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tocsin.incident.RunState;
import tocsin.local.pagerduty.Alert;
import tocsin.runbook.Progress;
import tocsin.state.Keys;
import tocsin.testing.TestingPorts;
import tocsin.tests.story.Production;

/** Those who answer what runs ask, in time, late or never; who halt, deploy, and run something by hand. */
final class Operators {
    private static final JsonNodeMapper JSON = JsonNodeMapper.builder().build();
    private static final String FUNCTION = "valine-prod-api";
    private static final Duration STEP = Duration.ofSeconds(10);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** Of a thousand minutes, in each of the climates. */
    private static final int[] ANSWERS = {200, 600, 20};

    private static final int[] HALTS = {0, 5, 15};
    private static final int[] DEPLOYS = {0, 8, 30};
    private static final int[] BY_HAND = {0, 8, 20};

    private static final List<String> RUNBOOKS = List.of(
            Rules.POOL + " db",
            Rules.ERRORS + " api",
            Rules.MOVE + " db",
            Rules.EDGES + " frontend",
            Rules.API + " api");

    private final Choices choices;
    private final Trace trace;
    private final Agenda agenda;
    private final TestingPorts ports;
    private final Pagers pagers;
    private final Lambdas lambdas;
    private final People people;
    private final Runs runs;
    private final Guarded guarded;
    private final int answers;
    private final int halts;
    private final int deploys;
    private final int byHand;
    private final Set<String> seen = new HashSet<>();
    private final Set<String> patient = new HashSet<>();
    private int builds = 1;

    Operators(
            Choices choices,
            Trace trace,
            Agenda agenda,
            TestingPorts ports,
            Pagers pagers,
            Lambdas lambdas,
            People people,
            Runs runs,
            Guarded guarded) {
        this.choices = choices;
        this.trace = trace;
        this.agenda = agenda;
        this.ports = ports;
        this.pagers = pagers;
        this.lambdas = lambdas;
        this.people = people;
        this.runs = runs;
        this.guarded = guarded;
        answers = climate(ANSWERS);
        halts = climate(HALTS);
        deploys = climate(DEPLOYS);
        byHand = climate(BY_HAND);
    }

    private int climate(int[] each) {
        return each[choices.below(each.length)];
    }

    /** @param restless whether anybody begins anything */
    void minute(boolean restless) {
        for (var row : ports.table.rows()) {
            var asks = Keys.isRun(row.key()) ? Runs.asks(runs, row) : null;
            if (asks != null) {
                asked(runs.request(row).id(), asks);
            }
        }
        if (!restless) {
            pagers.alerts().forEach(this::closes);
            return;
        }
        if (choices.happens(halts)) {
            press("halt");
            agenda.in(MINUTE.multipliedBy(1 + choices.below(15)), () -> press("resume"));
        }
        if (choices.happens(deploys)) {
            deploy();
        }
        if (choices.happens(byHand)) {
            plan(RUNBOOKS.get(choices.below(RUNBOOKS.size())));
        }
    }

    /** Whoever sees a question first may be quick, or late, or silent; else somebody looks at it now and then. */
    private void asked(String run, Progress.Asked asks) {
        if (seen.add(run + asks.until())) {
            var left = Duration.between(agenda.now(), asks.until());
            switch (choices.rarely(350, 8)) {
                case 1 -> answer(run, asks, false);
                case 2 -> agenda.in(left.minus(STEP), () -> answer(run, asks, false));
                case 3 -> agenda.in(left, () -> answer(run, asks, false));
                case 4 -> agenda.in(left.plus(STEP), () -> answer(run, asks, true));
                case 5 -> {
                    answer(run, asks, true);
                    agenda.in(STEP.multipliedBy(choices.below(12)), () -> answer(run, asks, true));
                }
                case 6 -> {
                    release();
                    agenda.in(STEP.multipliedBy(choices.below(12)), () -> answer(run, asks, true));
                }
                case 7 -> {}
                default -> patient.add(run + asks.until());
            }
        } else if (patient.contains(run + asks.until()) && choices.happens(answers)) {
            answer(run, asks, true);
        }
    }

    /** Presses yes or no, having read this question. */
    private void answer(String run, Progress.Asked asks, boolean yes) {
        var now = runs.named(run);
        tell("Ann " + (yes ? "approves " : "rejects ") + run);
        people.isAt(run.replaceFirst("-.*", ""));
        if (yes && asks.step() == null && now != null) {
            now.yes.add(asks.question());
        }
        var body = JSON.toJson(JsonObject.create().add("read", asks.question()));
        post("/incidents/" + run.replace("/", "/runs/") + (yes ? "/approve" : "/reject"), body, answered -> {
            tell("Ann is answered " + answered.status() + " about " + run);
            if (!yes && answered.well() && now != null) {
                now.stopped = true;
            }
        });
    }

    /** Whether something that was opened for a run by hand is open still. */
    boolean awaits() {
        return Stream.of("prod/api", "prod/db", "prod/frontend")
                .map(partition -> runs.open(ports.table.row(Keys.head(partition))))
                .anyMatch(open -> open != null && open.signals().isEmpty());
    }

    /** What was opened for a run by hand that failed is a person's to close. */
    private void closes(Alert alert) {
        if (alert.state() == Alert.State.RESOLVED || !alert.key().startsWith("tocsin-prod/")) {
            return;
        }
        var partition = alert.key().replaceFirst("tocsin-(prod/[a-z]+)-.*", "$1");
        var open = runs.open(ports.table.row(Keys.head(partition)));
        if (open != null
                && alert.key()
                        .startsWith("tocsin-" + partition + "-" + open.ref().number() + "-")
                && open.signals().isEmpty()
                && open.runs().stream().allMatch(RunState::over)
                && choices.happens(500)) {
            tell("Ann resolves " + open.id());
            post("/incidents/" + open.id() + "/resolve", "", answered -> {});
        }
    }

    private void press(String what) {
        tell("Ann presses " + what);
        post("/" + what, "", answered -> {
            if (answered.unclear()) {
                agenda.in(MINUTE, () -> press(what));
            }
        });
    }

    /** Something goes live, or is said to; what goes live is not always declared. */
    private void deploy() {
        var how = choices.below(4);
        if (how > 0) {
            release();
        }
        if (how < 3) {
            var service = choices.below(3) == 0 ? "db" : "api";
            declare(service, "v" + builds + "-" + agenda.now().getEpochSecond(), choices.below(4) == 0);
        }
    }

    private void declare(String service, String version, boolean migration) {
        tell(version + " of " + service + " is declared" + (migration ? ", with a migration" : ""));
        var at = agenda.now();
        var body =
                "{\"service\": \"%s\", \"version\": \"%s\", \"migration\": %s}".formatted(service, version, migration);
        post("/deployments", body, answered -> {
            if (answered.well()) {
                guarded.deployed("prod/" + service, at, migration);
            }
        });
    }

    /** A new version of the API goes live, whoever is at it. */
    private void release() {
        builds++;
        tell("build " + builds + " of the API goes live");
        var functions = ports.functions;
        functions.settle();
        functions.publishesAt(agenda.now());
        functions.deploy(Production.PLACE, FUNCTION, builds);
        var latest = functions.describe(Production.PLACE, FUNCTION, null, TIMEOUT);
        functions.publish(Production.PLACE, FUNCTION, latest.codeSha256(), latest.revision(), "", TIMEOUT);
        functions.settle();
        var last = functions.versions(Production.PLACE, FUNCTION, TIMEOUT).getLast();
        var alias = functions.alias(Production.PLACE, FUNCTION, "live", TIMEOUT);
        functions.moveAlias(Production.PLACE, FUNCTION, "live", last.version(), alias.revision(), TIMEOUT);
    }

    /** Somebody plans, reads, and a little later asks for just that. */
    private void plan(String what) {
        var runbook = what.split(" ", -1)[0];
        var service = what.split(" ", -1)[1];
        tell("Ann plans " + what);
        var body = "{\"runbook\": \"%s\", \"service\": \"prod/%s\"}".formatted(runbook, service);
        post("/plans", body, answered -> {
            if (answered.well()) {
                var identity = Runs.field(answered.body(), "identity");
                runs.planned(identity, answered.body());
                if (choices.below(4) == 0) {
                    release();
                }
                agenda.in(STEP.multipliedBy(choices.below(12)), () -> run(runbook, service, identity));
            }
        });
    }

    private void run(String runbook, String service, String identity) {
        tell("Ann runs " + runbook + " of " + service);
        var body = "{\"runbook\": \"%s\", \"service\": \"prod/%s\", \"plan\": \"%s\"}"
                .formatted(runbook, service, identity);
        post("/runs", body, answered -> tell("Ann is answered " + answered.status() + " " + answered.body()));
    }

    private void post(String path, String body, Consumer<Lambdas.Answered> then) {
        people.lives();
        lambdas.http("/api/v1" + path, JsonObject.create(), body, People.ANN, then);
    }

    private void tell(String what) {
        trace.tell(agenda.now(), what);
    }
}
