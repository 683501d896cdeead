package tocsin.tests.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.json.node.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tocsin.local.pagerduty.Alert;
import tocsin.state.Key;
import tocsin.state.Queues.Queue;
import tocsin.state.Row;
import tocsin.state.Value;
import tocsin.state.Write;
import tocsin.testing.Interference;

/** Something on the way of an alarm fails for a while: nothing is lost by it, and nobody rung twice. */
class OutageTest {
    private static final Interference NONE = new Interference() {};
    private static final String API_KEY = "tocsin-prod/api-1-1";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void with_the_stream_stopped_for_an_hour_every_page_is_out_within_two_minutes() {
        var world = world(NONE);
        world.stream(false);
        for (var minute = 0; minute < 60; minute += 20) {
            world.send(Valine.sample(
                    List.of("frontend-disabled", "api-5xx-60", "db-cpu").get(minute / 20) + ".sns"));
            var before = world.pagerDuty.alerts().size();
            world.pass(Duration.ofMinutes(2));
            assertThat(world.pagerDuty.alerts()).hasSize(before + 1);
            world.pass(Duration.ofMinutes(18));
        }
        world.stream(true);
        world.pass(Duration.ofMinutes(5));

        assertThat(world.pagerDuty.alerts()).allMatch(alert -> alert.rings() == 1);
        assertThat(world.pagerDuty.alerts().stream().filter(alert -> alert.key().endsWith("-1")))
                .hasSize(3);
    }

    @Test
    void pagerduty_down_for_an_hour_loses_no_page_makes_no_dead_letter_and_the_backup_rings_meanwhile() {
        var world = world(NONE);
        world.pagerDuty.outage(503);
        world.send(Valine.sample("api-5xx-60.eventbridge"));
        world.send(Valine.sample("frontend-disabled.sns"));
        world.pass(Duration.ofHours(1));
        assertThat(world.pagerDuty.alerts()).isEmpty();
        assertThat(world.sent()).contains("sms");

        world.pagerDuty.outageEnds();
        world.pass(Duration.ofMinutes(6));

        assertThat(world.alerts()) // anew, since nobody had acknowledged either in time, and what never rang does not
                .containsExactlyInAnyOrder(
                        "tocsin-prod/api-1-2 TRIGGERED, rang 1", "tocsin-prod/frontend-1-2 TRIGGERED, rang 1");
        for (var queue : Queue.values()) {
            assertThat(world.ports.queues.deadBodies(queue)).isEmpty();
        }
    }

    @Test
    void a_table_that_is_down_for_30_minutes_is_told_once_within_three_and_every_alarm_is_committed_afterwards() {
        var table = Outage.ofTable();
        var world = world(table);
        table.begins();
        var sent = List.of("api-5xx-60", "db-cpu", "db-connections", "frontend-disabled", "media-s3-errors", "api-4xx");
        sent.forEach(sample -> world.send(Valine.sample(sample + ".eventbridge")));
        world.pass(Duration.ofMinutes(3));
        assertThat(world.alerts()).containsExactly("tocsin-blind-us-west-2 TRIGGERED, rang 1");
        assertThat(world.pagerDuty.alerts().getFirst().summary())
                .contains("valine-prod-api-5xx", "valine-prod-frontend-disabled");

        world.pass(Duration.ofMinutes(27));
        assertThat(world.alerts()).containsExactly("tocsin-blind-us-west-2 TRIGGERED, rang 1");
        table.ends();
        world.pass(Duration.ofMinutes(3));

        assertThat(world.alerts().getFirst()).isEqualTo("tocsin-blind-us-west-2 RESOLVED, rang 1");
        assertThat(world.ports.queues.bodies(Queue.ALARMS)).isEmpty();
        assertThat(world.ports.queues.deadBodies(Queue.ALARMS)).isEmpty();
        var stored = String.join(
                "\n", world.ports.table.rows().stream().map(Object::toString).toList());
        assertThat(sent).allSatisfy(sample -> assertThat(stored).contains("alarm:valine-prod-" + alarm(sample)));
        assertThat(world.alerts()) // the API's is a symptom of the database's that came with it, and worse
                .containsExactly(
                        "tocsin-blind-us-west-2 RESOLVED, rang 1",
                        "tocsin-prod/frontend-1-1 TRIGGERED, rang 1",
                        "tocsin-prod/db-1-2 TRIGGERED, rang 1");
    }

    private static String alarm(String sample) {
        return sample.replaceFirst("-[0-9]+$", "");
    }

    @Test
    void a_row_that_cannot_be_read_keeps_the_alarms_of_its_own_service_waiting_and_of_no_other() {
        var world = world(NONE);
        var broken = new Row(new Key("prod/media", "head"), Map.of("body", Value.of("{"), "version", Value.of(1)));
        world.ports.table.write(new Write.Put(broken, List.of()));
        world.send(Valine.sample("media-s3-errors.eventbridge"));
        world.send(Valine.sample("frontend-disabled.eventbridge"));
        world.pass(Duration.ofMinutes(1));

        assertThat(world.alerts()).containsExactly("tocsin-prod/frontend-1-1 TRIGGERED, rang 1");
        assertThat(world.ports.queues.bodies(Queue.ALARMS))
                .singleElement()
                .asString()
                .contains("media");
    }

    @Test
    void one_message_in_ten_that_cannot_be_read_leaves_nine_done_and_is_kept() {
        var world = world(NONE);
        var good = List.of(
                "api-5xx-60",
                "api-4xx",
                "api-duration-p99",
                "api-throttling",
                "db-cpu",
                "db-connections",
                "frontend-disabled",
                "media-s3-errors",
                "media-s3-4xx");
        good.subList(0, 4).forEach(sample -> world.send(Valine.sample(sample + ".eventbridge")));
        world.send("{\"AlarmName\": \"valine-prod-api-5xx\", \"NewStateValue\": \"ALA");
        good.subList(4, 9).forEach(sample -> world.send(Valine.sample(sample + ".eventbridge")));
        world.run();

        var stored = String.join(
                "\n", world.ports.table.rows().stream().map(Object::toString).toList());
        assertThat(good).allSatisfy(sample -> assertThat(stored).contains("alarm:valine-prod-" + alarm(sample)));
        assertThat(world.ports.queues.bodies(Queue.ALARMS)).isEmpty();
        var unread = world.http("GET", "/api/v1/unread", JsonObject.create(), "", "arn:aws:iam::111122223333:user/ann");
        assertThat(unread.extract("body", "")).contains("because");
    }

    @Test
    void a_message_as_long_as_a_queue_takes_leaves_the_others_done() {
        var world = world(NONE);
        world.send("x".repeat(1_000_000));
        world.send("{\"AlarmName\": \"" + "y".repeat(500_000) + "\"}");
        world.send(Valine.sample("api-5xx-60.eventbridge"));
        world.pass(MINUTE);

        assertThat(world.alerts()).containsExactly(API_KEY + " TRIGGERED, rang 1");
        assertThat(world.ports.queues.bodies(Queue.ALARMS)).isEmpty();
    }

    @Test
    void acknowledged_in_pagerduty_the_backup_does_not_ring() {
        var world = paged();
        var hook = world.pagerDuty.acknowledgedBy("Ann", API_KEY, now(world)).orElseThrow();
        world.webhook(hook);
        world.webhook(hook); // as PagerDuty does where it got no answer
        world.pass(Duration.ofMinutes(15));

        assertThat(world.sent()).doesNotContain("sms");
        assertThat(world.pagerDuty.alerts())
                .singleElement()
                .extracting(Alert::state)
                .isEqualTo(Alert.State.ACKNOWLEDGED);
    }

    @Test
    void acknowledged_in_pagerduty_and_the_webhook_lost_the_backup_rings() {
        var world = paged();
        assertThat(world.pagerDuty.acknowledgedBy("Ann", API_KEY, now(world))).isPresent();
        world.pass(Duration.ofMinutes(4));
        assertThat(world.sent()).doesNotContain("sms");

        world.pass(Duration.ofMinutes(2));
        assertThat(world.sent()).contains("sms");
    }

    @Test
    void a_forged_webhook_changes_nothing() {
        var world = paged();
        var hook = world.pagerDuty.acknowledgedBy("Ann", API_KEY, now(world)).orElseThrow();
        var forged = JsonObject.create().add("x-pagerduty-signature", hook.signature("another secret"));

        var answer = world.http("POST", "/hooks/pagerduty", forged, hook.body(), "");
        world.pass(Duration.ofMinutes(7));

        assertThat(answer.extract("statusCode", 0)).isEqualTo(401);
        assertThat(world.sent()).contains("sms");
    }

    @Test
    void a_page_that_pagerduty_refuses_goes_to_the_next_channel_at_once() {
        var world = world(NONE);
        world.ports.secrets.set("tocsin/pagerduty", "not a routing key");
        world.send(Valine.sample("api-5xx-60.eventbridge"));
        world.pass(MINUTE);

        assertThat(world.pagerDuty.alerts()).isEmpty();
        assertThat(world.sent()).isNotEmpty();
    }

    private static World paged() {
        var world = world(NONE);
        world.send(Valine.sample("api-5xx-60.eventbridge"));
        world.pass(MINUTE);
        assertThat(world.alerts()).containsExactly(API_KEY + " TRIGGERED, rang 1");
        return world;
    }

    private static World world(Interference interference) {
        return new World(Valine.paging(), interference);
    }

    private static Instant now(World world) {
        return world.ports.clock.instant();
    }
}
