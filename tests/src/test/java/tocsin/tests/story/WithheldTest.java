package tocsin.tests.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.json.node.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.alarm.AlarmState;
import tocsin.alarm.CloudWatch.Datapoint;
import tocsin.alarm.CloudWatch.Place;
import tocsin.alarm.MessageReader;
import tocsin.alarm.Metric;
import tocsin.alarm.Received;
import tocsin.alarm.Transition;
import tocsin.testing.Interference;

/** What withholds a page, through all functions: it is looked at again, and pages once while its alarm stands. */
class WithheldTest {
    private static final Place PLACE = new Place("111122223333", "us-west-2");
    private static final String ANN = "arn:aws:iam::111122223333:user/ann";
    private static final String RINGS = "tocsin-prod/api-1-1 TRIGGERED, rang 1";
    private static final String SILENCE =
            "{\"for\":\"2h\",\"because\":\"a deployment\",\"match\":{\"alarm\":[\"valine-prod-api-5xx\"]}}";

    private final World world = new World(Valine.paging(), new Interference() {});

    @Test
    void a_silence_holds_until_somebody_ends_it_and_then_pages_what_stands_once() {
        post("/api/v1/silences", SILENCE);
        world.send(Valine.sample("api-5xx-60.eventbridge"));
        world.pass(Duration.ofMinutes(30));
        assertThat(world.alerts()).isEmpty();

        unsilence();
        world.pass(Duration.ofMinutes(2));
        assertThat(world.alerts()).containsExactly(RINGS);
        world.pass(Duration.ofMinutes(12));
        assertThat(world.alerts()).containsExactly(RINGS);
    }

    @Test
    void what_recovered_while_it_was_silenced_pages_nobody_when_the_silence_is_ended() {
        post("/api/v1/silences", SILENCE);
        world.send(Valine.sample("api-5xx-60.eventbridge"));
        world.pass(Duration.ofMinutes(1));
        world.send(Valine.sample("api-5xx-ok.eventbridge"));
        world.pass(Duration.ofMinutes(1));

        unsilence();
        world.pass(Duration.ofHours(3));
        assertThat(world.alerts()).isEmpty();
    }

    @Test
    void what_cloudwatch_mutes_pages_once_when_the_mute_has_ended_while_it_stands() {
        var alarm = muted();

        world.ports.cloudWatch.unmute(PLACE, alarm);
        world.pass(Duration.ofMinutes(15));
        assertThat(world.alerts()).containsExactly(RINGS);
    }

    @Test
    void what_cloudwatch_mutes_and_calls_ok_at_the_end_pages_nobody() {
        var alarm = muted();

        world.listed("api-5xx-60", AlarmState.OK);
        world.ports.cloudWatch.unmute(PLACE, alarm);
        world.pass(Duration.ofHours(2));
        assertThat(world.alerts()).isEmpty();
    }

    /** The alarm is muted, of which the message says no end. */
    private String muted() {
        var alarm = transition("api-5xx-60.eventbridge").alarm();
        world.listed("api-5xx-60", AlarmState.ALARM);
        world.ports.cloudWatch.mute(PLACE, alarm);
        world.send(Valine.sample("api-5xx-60.eventbridge")
                .replaceFirst(
                        "\"detail\": *\\{",
                        "\"detail\": {\"muteDetail\": {\"mutedByArn\": \"arn:aws:cloudwatch:us-west-2:111122223333:"
                                + "alarm-mute-rule:night\"},"));
        world.pass(Duration.ofMinutes(30));
        assertThat(world.alerts()).isEmpty();
        return alarm;
    }

    @Test
    void a_mail_only_incident_of_the_database_does_not_silence_the_apis_p0() {
        var withoutRun = Valine.paging(text -> text.replaceFirst("(?m)^  rds-cpu: .*$", "  rds-cpu: { prod: shadow }"));
        var world = new World(withoutRun, new Interference() {}); // a run that fails here would page
        world.send(Valine.sample("db-cpu-warning.eventbridge"));
        world.pass(Duration.ofMinutes(2));
        assertThat(world.alerts()).isEmpty();
        assertThat(world.sent()).containsOnly("mail");

        world.send(Valine.sample("api-5xx-60.eventbridge"));
        world.pass(Duration.ofMinutes(2));

        assertThat(world.alerts()).hasSize(1).allMatch(alert -> alert.endsWith("TRIGGERED, rang 1"));
    }

    @Test
    void no_data_after_alarm_resolves_nothing_at_the_pager_either() {
        world.send(Valine.sample("api-5xx-60.eventbridge"));
        world.pass(Duration.ofMinutes(2));
        world.send(Valine.sample("api-5xx-ok.eventbridge").replace("\"OK\"", "\"INSUFFICIENT_DATA\""));
        world.run();
        assertThat(world.ports.table.rows())
                .anyMatch(row -> String.valueOf(row.text("body")).contains("has no data any more"));
        world.pass(Duration.ofMinutes(12));

        assertThat(world.alerts()).containsExactly(RINGS);
    }

    @Test
    void six_percent_that_becomes_sixty_without_a_message_pages_anew() {
        var sample = "api-error-rate-6.eventbridge";
        world.send(Valine.sample(sample));
        world.pass(Duration.ofMinutes(3));
        assertThat(world.alerts()).containsExactly(RINGS);

        var returned =
                transition(sample).metrics().stream().filter(Metric::returned).toList();
        returned.forEach(metric ->
                world.ports.cloudWatch.measure(PLACE, metric, new Datapoint(world.ports.clock.instant(), 60.0)));
        world.pass(Duration.ofMinutes(2));

        assertThat(world.alerts())
                .containsExactly("tocsin-prod/api-1-1 RESOLVED, rang 1", "tocsin-prod/api-1-2 TRIGGERED, rang 1");
        assertThat(world.pagerDuty.alerts().getLast().summary()).startsWith("P0 api-1");
    }

    private static Transition transition(String sample) {
        return new MessageReader()
                .read(Valine.sample(sample), World.START).stream()
                        .map(received -> ((Received.Alarmed) received).transition())
                        .findFirst()
                        .orElseThrow();
    }

    private JsonObject post(String path, String body) {
        return world.http("POST", path, JsonObject.create(), body, ANN);
    }

    private void unsilence() {
        var body = world.http("GET", "/api/v1/silences", JsonObject.create(), "", ANN)
                .extract("body");
        var ids = List.of(body.split("\"", -1)).stream()
                .filter(word -> word.startsWith("s-"))
                .toList();
        assertThat(ids).as(body).hasSize(1);
        var answer = world.http("DELETE", "/api/v1/silences/" + ids.getFirst(), JsonObject.create(), "", ANN);
        assertThat(answer.extract("statusCode", 0)).isEqualTo(200);
    }

    @Test
    void a_silence_that_can_never_match_or_is_longer_than_a_sentence_is_refused() {
        var world = new World(Valine.paging(), new Interference() {});

        assertThat(silenced(world, "{\"service\": [\"dbx\"]}", "moving")).isEqualTo(400);
        assertThat(silenced(world, "{\"alarm\": [{\"prefx\": \"x\"}]}", "moving"))
                .isEqualTo(400);
        assertThat(silenced(world, "{\"service\": [\"db\"]}", "x".repeat(40_000)))
                .isEqualTo(400);
        assertThat(silenced(world, "{\"alarm\": [\"" + "x".repeat(40_000) + "\"]}", "moving"))
                .isEqualTo(400);
        assertThat(silenced(world, "{\"service\": [\"db\"]}", "moving")).isLessThan(300);
    }

    private static int silenced(World world, String match, String because) {
        var body = "{\"match\": " + match + ", \"for\": \"1h\", \"because\": \"" + because + "\"}";
        return world.http("POST", "/api/v1/silences", JsonObject.create(), body, "arn:aws:iam::111122223333:user/ann")
                .extract("statusCode", 0);
    }
}
