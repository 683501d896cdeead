package tocsin.tests.simulation;

import io.avaje.json.node.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tocsin.alarm.Told;
import tocsin.incident.Head;
import tocsin.incident.Signal;
import tocsin.local.pagerduty.Alert;
import tocsin.local.pagerduty.Webhook;
import tocsin.page.Link;
import tocsin.page.Links;
import tocsin.page.PageKey;
import tocsin.state.Documents;
import tocsin.state.Keys;
import tocsin.testing.TestingPorts;

/** Somebody acknowledges, or silences, or sleeps; PagerDuty tells us of it twice, or late, or never. */
final class People {
    static final String WEBHOOK_SECRET = "a secret between the pager and us";

    static final String LINK_KEY = "a key of the links that nobody knows";

    static final String ANN = "arn:aws:iam::111122223333:user/ann";
    private static final Duration STEP = Duration.ofSeconds(10);

    /** Of a thousand minutes, in each of the climates. */
    private static final int[] ACKNOWLEDGES = {80, 0, 300};

    private static final int[] SILENCES = {0, 15, 40};
    private static final int[] DECLARES = {0, 4, 12};

    private final Choices choices;
    private final Trace trace;
    private final Agenda agenda;
    private final TestingPorts ports;
    private final Documents documents = new Documents();
    private final Pagers pagers;
    private final Lambdas lambdas;
    private final Alarms alarms;
    private int acknowledges;
    private final int silences;
    private final int declares;
    private Instant alive = Instant.MIN;
    private final Map<String, Instant> acknowledged = new TreeMap<>();
    private final Map<String, Instant> updated = new TreeMap<>();

    People(
            Choices choices,
            Trace trace,
            Agenda agenda,
            TestingPorts ports,
            Pagers pagers,
            Lambdas lambdas,
            Alarms alarms) {
        this.choices = choices;
        this.trace = trace;
        this.agenda = agenda;
        this.ports = ports;
        this.pagers = pagers;
        this.lambdas = lambdas;
        this.alarms = alarms;
        acknowledges = ACKNOWLEDGES[choices.below(ACKNOWLEDGES.length)];
        silences = SILENCES[choices.below(SILENCES.length)];
        declares = DECLARES[choices.below(DECLARES.length)];
    }

    /** When somebody last gave a sign of life. */
    Instant alive() {
        return alive;
    }

    /** Somebody has just done something. */
    void lives() {
        alive = agenda.now();
    }

    /** A ladder has no end but an acknowledgement: at last somebody hears a telephone that rings. */
    void wakeUp() {
        acknowledges = pagers.telephones.asked() > 0 ? 500 : acknowledges;
    }

    /** @param restless whether somebody may withhold something */
    void minute(boolean restless) {
        for (var alert : pagers.alerts()) {
            if (alert.state() == Alert.State.TRIGGERED && choices.happens(acknowledges)) {
                acknowledge(alert);
            } else if (isTaken(alert) && !alert.key().equals(Promise.BLIND) && choices.happens(acknowledges / 4)) {
                update(alert);
            } else if (alert.state() == Alert.State.ACKNOWLEDGED
                    && !alert.key().equals(Promise.BLIND)
                    && restless
                    && choices.happens(acknowledges / 16)) {
                tell("Ann resolves " + alert.key());
                pagers.pagerDuty
                        .resolvedBy("Ann", alert.key(), agenda.now())
                        .ifPresent(hook -> tell(hook, alert.key(), 1));
            }
        }
        if (restless && choices.happens(declares)) {
            declare(
                    "P" + choices.below(3),
                    "what no alarm sees, " + agenda.now().getEpochSecond());
        }
        if (restless && choices.happens(silences)) {
            silence(alarms.all().get(choices.below(alarms.all().size())), 5 + choices.below(16));
        }
    }

    /** When somebody last acknowledged a page of the service. */
    Instant acknowledged(String service) {
        return acknowledged.getOrDefault(service, Instant.MIN);
    }

    /** When whoever has the service's incident last said so, or did something about it. */
    Instant had(String service) {
        var told = updated.getOrDefault(service, Instant.MIN);
        return told.isAfter(acknowledged(service)) ? told : acknowledged(service);
    }

    /** Whoever has the service's incident has just done something about it. */
    void isAt(String service) {
        updated.put(service, agenda.now());
    }

    private void has(String key) {
        acknowledged.put(service(key), agenda.now());
    }

    private void acknowledge(Alert alert) {
        has(alert.key());
        tell("Ann acknowledges " + alert.key());
        if (choices.below(3) > 0) {
            var told = choices.rarely(150, 3);
            var copies = told == 0 ? 1 : 2 * (told - 1);
            pagers.pagerDuty
                    .acknowledgedBy("Ann", alert.key(), agenda.now())
                    .ifPresent(hook -> tell(hook, alert.key(), copies));
            pagers.telephones.acknowledge(alert.key()).ifPresent(call -> tell(call, copies));
        } else if (choices.below(2) > 0) {
            post("/incidents/" + incident(alert) + (choices.below(3) > 0 ? "/ack" : "/mitigating"), "");
        } else {
            follow(alert);
        }
    }

    /** PagerDuty says so; a telephone that rings no more does not, and there whoever has it knows. */
    private boolean isTaken(Alert alert) {
        return alert.state() == Alert.State.ACKNOWLEDGED
                || pagers.pagerDuty.alerts().isEmpty()
                        && had(service(alert.key())).isAfter(agenda.now().minus(Duration.ofMinutes(12)));
    }

    private static String service(String key) {
        return key.replaceFirst("tocsin-prod/([a-z]+)-.*", "$1");
    }

    private static String incident(Alert alert) {
        return alert.key().replaceFirst("tocsin-prod/([a-z]+-\\d+)-.*", "$1");
    }

    /** Tells everybody how it stands, which is a sign of life. */
    private void update(Alert alert) {
        tell("Ann tells how " + incident(alert) + " stands");
        isAt(service(alert.key()));
        post(
                "/incidents/" + incident(alert) + "/updates",
                "{\"status\": \"Identified\", \"issue\": \"seen at %d\"}"
                        .formatted(agenda.now().getEpochSecond()));
    }

    /** Presses the button that the link in the page opens; once more where nobody says whether it was taken. */
    private void follow(Alert alert) {
        var page = PageKey.parse(alert.key());
        if (page.isEmpty()) {
            return;
        }
        alive = agenda.now();
        var link = new Link(page.get().incident(), "team", agenda.now().plus(Duration.ofHours(12)));
        var form = "do=acknowledge";
        lambdas.http(Links.PATH + link.token(LINK_KEY), JsonObject.create(), form, "", answered -> {
            tell("Ann's link is answered " + answered.status());
            if (answered.unclear()) {
                agenda.in(STEP, () -> follow(alert));
            }
        });
    }

    /** Somebody sees what no alarm tells, and later that it is over. */
    private void declare(String severity, String text) {
        tell("Ann declares " + severity + " of api: " + text);
        var body = "{\"service\": \"api\", \"severity\": \"%s\", \"text\": \"%s\"}".formatted(severity, text);
        alive = agenda.now();
        lambdas.http("/api/v1/declarations", JsonObject.create(), body, ANN, answered -> {
            if (answered.unclear()) {
                agenda.in(STEP, () -> declare(severity, text));
            } else {
                agenda.in(STEP.multipliedBy(6L + choices.below(120)), this::over);
            }
        });
    }

    /** What was declared is over: wherever it stands is resolved; refused while an alarm stands there, and then later. */
    private void over() {
        var heads = Stream.of("prod/api", "prod/db").map(this::head).toList();
        if (heads.stream().noneMatch(People::holdsDeclared)) {
            return;
        }
        alive = agenda.now();
        heads.stream()
                .map(Head::open)
                .filter(open -> open != null && isDeclared(open.signals()))
                .forEach(open -> {
                    tell("Ann resolves what was declared, " + open.id());
                    isAt(open.ref().partition().replaceFirst(".*/", "")); // refused or not, it is a sign of life
                    post("/incidents/" + open.id() + "/resolve", "");
                });
        agenda.in(STEP.multipliedBy(12), this::over);
    }

    private Head head(String partition) {
        var row = ports.table.row(Keys.head(partition));
        return row == null ? Head.first(partition) : documents.heads().fromJson(String.valueOf(row.text("body")));
    }

    private static boolean holdsDeclared(Head head) {
        var open = head.open();
        return isDeclared(head.withheld()) || open != null && isDeclared(open.signals());
    }

    private static boolean isDeclared(List<Signal> signals) {
        return signals.stream().anyMatch(signal -> Told.isDeclared(signal.id()));
    }

    private void silence(AlarmNow alarm, int minutes) {
        tell("Ann silences " + alarm.name() + " for " + minutes + " minutes");
        var until = agenda.now().plus(Duration.ofMinutes(minutes)).plusSeconds(60);
        alarms.all().stream()
                .filter(each -> each.alarm().equals(alarm.alarm()))
                .forEach(each -> alarms.quiet(each, until));
        post(
                "/silences",
                "{\"match\": {\"alarm\": [\"%s\"]}, \"for\": \"%dm\", \"because\": \"a deployment\"}"
                        .formatted(alarm.alarm(), minutes));
    }

    private void post(String path, String body) {
        alive = agenda.now();
        lambdas.http("/api/v1" + path, JsonObject.create(), body, ANN, answered -> {
            if (answered.unclear()) {
                tell("Ann is told of a failure");
            }
        });
    }

    /** Pushover says it once, or not at all: its receipts are looked at besides. */
    private void tell(Telephones.Call call, int copies) {
        for (var copy = 0; copy < copies; copy++) {
            agenda.in(STEP.multipliedBy(1 + choices.rarely(100, 12)), () -> {
                alive = agenda.now();
                lambdas.http(call.path(), call.query(), JsonObject.create(), call.form(), "", answered -> {});
            });
        }
    }

    private void tell(Webhook hook, String key, int copies) {
        for (var copy = 0; copy < copies; copy++) {
            agenda.in(STEP.multipliedBy(1 + choices.rarely(100, 12)), () -> hook(hook, key));
        }
    }

    /** PagerDuty tells again what was not taken. */
    private void hook(Webhook hook, String key) {
        alive = agenda.now();
        has(key);
        var headers = JsonObject.create().add("x-pagerduty-signature", hook.signature(WEBHOOK_SECRET));
        lambdas.http("/hooks/pagerduty", headers, hook.body(), "", answered -> {
            if (answered.unclear()) {
                agenda.in(STEP.multipliedBy(6), () -> hook(hook, key));
            }
        });
    }

    private void tell(String what) {
        trace.tell(agenda.now(), what);
    }
}
