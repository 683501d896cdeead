package tocsin.tests.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.json.node.JsonObject;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import tocsin.config.Configuration;
import tocsin.local.chat.PushoverStandIn;
import tocsin.local.chat.PushoverStandIn.Ringing;
import tocsin.local.pagerduty.Alert;
import tocsin.page.PageState;
import tocsin.page.Sns;
import tocsin.page.Web;
import tocsin.state.Documents;
import tocsin.state.Keys;
import tocsin.state.Queues.Queue;
import tocsin.testing.Interference;
import tocsin.testing.PortCall;
import tocsin.testing.TestingWeb;

/**
 * A world in which the {@link Team} has telephones: everything that rings is written down, with the instant, whom it
 * rings, by what, and what of.
 */
final class Bells {
    static final String ANN = "arn:aws:sts::111122223333:assumed-role/on-call/ann";
    static final Interference NONE = new Interference() {};
    private static final Duration STEP = Duration.ofSeconds(10);

    final World world;
    final PushoverStandIn pushover = new PushoverStandIn();
    private final List<String> rings = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> users = new ArrayList<>();
    private Runnable beforeTheAnswer = () -> {};

    Bells(Configuration configuration) {
        this(configuration, World.START, NONE);
    }

    Bells(Configuration configuration, Instant start, Interference interference) {
        world = new World(configuration, new Heard(interference), ports -> ports.clock.set(start));
        world.ports.web.answering(this::answer);
        world.ports.secrets.set("tocsin/pushover", "the application's token");
        world.ports.secrets.set("tocsin/ann", "ann");
        world.ports.secrets.set("tocsin/bo", "bo");
        world.ports.secrets.set("tocsin/ann-phone", "+15555550101");
        world.ports.secrets.set("tocsin/bo-phone", "+15555550102");
        world.ports.secrets.set("tocsin/cy-phone", "+15555550103");
    }

    // what the world does

    private Web.Answer answer(Web.Call call) {
        if (call.uri().getPath().equals("/health")) {
            return world.production.health();
        }
        var host = call.uri().getHost();
        asked.add(at() + " " + host);
        return host.equals("api.pushover.net") ? pushed(call) : paged(call);
    }

    private Web.Answer paged(Web.Call call) {
        var before = rung();
        var reply = world.pagerDuty.enqueue(String.valueOf(call.body()), now());
        if (rung() > before) {
            rings.add(at() + " team by pagerduty: " + word(newest().summary()));
        }
        interrupted();
        return TestingWeb.answer(reply.status(), reply.body());
    }

    private Alert newest() {
        return world.pagerDuty.alerts().getLast();
    }

    private long rung() {
        return world.pagerDuty.alerts().stream().mapToLong(Alert::rings).sum();
    }

    private Web.Answer pushed(Web.Call call) {
        var user = field(call, "user");
        if (call.uri().getPath().endsWith("/messages.json") && user.startsWith("gone")) {
            return TestingWeb.answer(400, "{\"user\":\"invalid\",\"errors\":[\"user key is invalid\"],\"status\":0}");
        }
        var before = pushover.ringing().size();
        var answer = pushover.apply(call);
        if (pushover.ringing().size() > before) {
            users.add(user);
            rings.add(at() + " " + user + " by pushover: "
                    + word(pushover.ringing().getLast().title()));
        }
        interrupted();
        return answer;
    }

    private void interrupted() {
        var once = beforeTheAnswer;
        beforeTheAnswer = () -> {};
        once.run();
    }

    private static String field(Web.Call call, String name) {
        return Arrays.stream(String.valueOf(call.body()).split("&", -1))
                .filter(field -> field.startsWith(name + "="))
                .map(field -> field.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    /** Severity and incident, with which each summary begins. */
    private static String word(String summary) {
        return Arrays.stream(summary.split(" ", -1)).limit(2).collect(Collectors.joining(" "));
    }

    /** Hears what SNS takes, beside what it interferes with. */
    private final class Heard implements Interference {
        private final Interference interference;

        Heard(Interference interference) {
            this.interference = interference;
        }

        @Override
        public void before(PortCall call) {
            interference.before(call);
        }

        @Override
        public void after(PortCall call) {
            if (call.port().equals("sns")) {
                hear(world.ports.sns.published().getLast());
            }
            interference.after(call);
        }
    }

    /** A text message that asks for an update wakes nobody who is asleep. */
    private void hear(Sns.Publication publication) {
        switch (publication) {
            case Sns.ToPhone sms when sms.text().contains(" is due at ") -> told.add(at() + " " + line(sms.text()));
            case Sns.ToPhone sms -> rings.add(at() + " " + owner(sms.number()) + " by sms: " + word(sms.text()));
            case Sns.ToTopic mail -> told.add(at() + " " + mail.subject());
        }
    }

    private static String line(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static String owner(String number) {
        return switch (number) {
            case "+15555550101" -> "ann";
            case "+15555550102" -> "bo";
            case "+15555550103" -> "cy";
            default -> number;
        };
    }

    // what happens

    Instant now() {
        return world.ports.clock.instant();
    }

    private String at() {
        return now().toString().substring(11, 19);
    }

    /** An alarm of the samples moves now, whenever it did there. */
    void alarm(String sample) {
        world.send(Valine.sample(sample + ".eventbridge")
                .replaceFirst("(?s)(\"time\": \")[^\"]*", "$1" + now())
                .replaceFirst(
                        "(?s)(\"timestamp\": \")[^\"]*", "$1" + now().toString().replace("Z", ".357+0000")));
        world.run();
    }

    /** Time passes; at no step of it does anybody's application ring of one incident twice. */
    void pass(Duration time) {
        var end = now().plus(time);
        while (now().isBefore(end)) {
            var left = Duration.between(now(), end);
            world.pass(left.compareTo(STEP) < 0 ? left : STEP);
            assertThat(ringing()).as("rings at " + at()).doesNotHaveDuplicates();
        }
    }

    void minutes(int minutes) {
        pass(Duration.ofMinutes(minutes));
    }

    /** It happens while our next call is under way, before its answer has come. */
    void beforeTheAnswer(Runnable happens) {
        beforeTheAnswer = happens;
    }

    /** What a person does by the command; it is done. */
    void does(String path, String body) {
        var answer = world.http("POST", "/api/v1/incidents/" + path, JsonObject.create(), body, ANN);
        assertThat(answer.extract("statusCode", "")).as(answer.toString()).isEqualTo("200");
        world.run();
    }

    void acknowledges(String incident) {
        does(incident + "/ack", "");
    }

    /** Somebody is on call instead, from one instant to another. */
    void takesOver(String person, String from, String to) {
        var body = "{\"rota\": \"primary\", \"person\": \"%s\", \"from\": \"%s\", \"to\": \"%s\"}"
                .formatted(person, from, to);
        var answer = world.http("POST", "/api/v1/oncall/overrides", JsonObject.create(), body, ANN);
        assertThat(answer.extract("statusCode", "")).as(answer.toString()).isEqualTo("200");
    }

    /** Somebody acknowledges in PagerDuty, which tells us. */
    void acknowledgesInPagerDuty(String key) {
        world.webhook(world.pagerDuty.acknowledgedBy("Ann", key, now()).orElseThrow());
    }

    /** Presses the button of the application, where it rings this person. */
    PushoverStandIn.Callback acknowledgesInPushover(String person) {
        for (var index = users.size() - 1; index >= 0; index--) {
            var ringing = pushover.ringing().get(index);
            if (users.get(index).equals(person) && ringing.state() == PushoverStandIn.State.RINGS) {
                return pushover.acknowledge(ringing.receipt()).orElseThrow();
            }
        }
        throw new AssertionError("nothing rings " + person);
    }

    /** Pushover calls the address that it was given. */
    void callsBack(PushoverStandIn.Callback callback) {
        var url = URI.create(callback.url());
        var query = JsonObject.create();
        for (var field : url.getRawQuery().split("&", -1)) {
            var pair = field.split("=", 2);
            query.add(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        var answer = world.post(url.getPath(), query, callback.form());
        assertThat(answer.extract("statusCode", "")).as(answer.toString()).isEqualTo("200");
    }

    // what was seen

    /** Everything that rang somebody, in its order: "03:12:20 ann by pushover: P1 db-1". */
    List<String> rings() {
        return List.copyOf(rings);
    }

    /** The mails, and the text messages that ask for something, in their order. */
    List<String> told() {
        return List.copyOf(told);
    }

    /** Whose servers were asked, and when. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    /** Whose application rings now, and what of. */
    List<String> ringing() {
        var now = new ArrayList<String>();
        for (var index = 0; index < users.size(); index++) {
            Ringing ringing = pushover.ringing().get(index);
            if (ringing.state() == PushoverStandIn.State.RINGS) {
                now.add(users.get(index) + ": " + word(ringing.title()).replaceFirst("P. ", ""));
            }
        }
        return now;
    }

    /** All that was told, each line as "what: text". */
    List<String> story() {
        return world.stories().map(entry -> entry.what() + ": " + entry.text()).toList();
    }

    /** Every message was taken, and no page waits for longer than a minute beyond its time. */
    void nothingIsLost() {
        for (var queue : Queue.values()) {
            assertThat(world.ports.queues.deadBodies(queue)).as("dead " + queue).isEmpty();
        }
        assertThat(world.ports.queues.bodies(Queue.ALARMS)).isEmpty();
        var late = now().minus(Duration.ofMinutes(1)).toEpochMilli();
        assertThat(world.ports.table.rows().stream()
                        .filter(row -> Keys.isTold(row.key()))
                        .map(row -> PageState.of(row, new Documents()))
                        .filter(page -> page.dueAt() != null && page.dueAt() < late))
                .isEmpty();
    }
}
