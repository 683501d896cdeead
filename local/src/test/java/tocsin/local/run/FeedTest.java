package tocsin.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.local.Eventually;
import tocsin.local.ScaledClock;
import tocsin.local.queue.DiskQueue;
import tocsin.local.queue.QueueSettings;
import tocsin.local.run.Feed.Sent;
import tocsin.local.run.Feed.Way;

class FeedTest {
    private static final String TOPIC = "arn:aws:sns:us-west-2:111122223333:tocsin-AlarmsTopic";

    @TempDir
    private Path folder;

    private final ScaledClock clock = new ScaledClock(Instant.now(), 60);
    private final TestingFunction intake = new TestingFunction();
    private DiskQueue alarms;
    private DiskQueue waiting;
    private AsyncInvocations invocations;
    private Feed feed;

    @BeforeEach
    void open() {
        alarms = queue("alarms");
        waiting = queue("waiting");
        invocations = new AsyncInvocations(
                new AsyncInvocations.Settings(0, Duration.ofHours(6), Optional.of(alarms), 1),
                waiting,
                intake.function(),
                clock);
        var toAlarms = new Delivering(alarms, Optional.empty());
        var topic = new Topic(TOPIC, List.of(new Topic.Subscription(toAlarms, false)), clock);
        var bus = new Bus(List.of(new Bus.Rule(
                "AlarmsRule",
                "{\"source\": [\"aws.cloudwatch\"],"
                        + " \"detail\": {\"alarmName\": [{\"anything-but\": {\"prefix\": \"own-\"}}]}}",
                List.of(toAlarms))));
        feed = new Feed(Optional.of(topic), bus, Optional.of(invocations), alarms);
    }

    private DiskQueue queue(String name) {
        return DiskQueue.open(
                folder, new QueueSettings(name, Duration.ofHours(1), Duration.ZERO, Duration.ofDays(4)), clock);
    }

    @AfterEach
    void close() {
        invocations.close();
        alarms.close();
        waiting.close();
    }

    private JsonNode queued() {
        assertThat(alarms.size()).isEqualTo(1);
        return Json.read(alarms.bodies().getFirst());
    }

    @Test
    void a_record_of_sns_goes_to_the_topic_and_arrives_in_its_envelope() {
        var sent = feed.send("""
                {"Records": [{"EventSource": "aws:sns", "EventVersion": "1.0", "Sns": {"Type": "Notification",
                 "MessageId": "m-1", "TopicArn": "arn:aws:sns:eu-west-1:444455556666:theirs", "Subject": "ALARM: it",
                 "Message": "{\\"AlarmName\\": \\"it\\"}", "Timestamp": "2026-03-01T12:00:00.000Z"}}]}""");

        assertThat(sent).containsExactly(new Sent(Way.TOPIC, "message m-1"));
        assertThat(queued())
                .isEqualTo(Json.object()
                        .put("Type", "Notification")
                        .put("MessageId", "m-1")
                        .put("TopicArn", TOPIC)
                        .put("Subject", "ALARM: it")
                        .put("Message", "{\"AlarmName\": \"it\"}")
                        .put("Timestamp", "2026-03-01T12:00:00.000Z"));
    }

    @Test
    void what_came_by_http_from_a_topic_goes_to_the_topic_too() {
        feed.send("{\"Type\": \"Notification\", \"TopicArn\": \"arn:aws:sns:a:b:c\", \"Message\": \"hello\"}");

        assertThat(queued().path("Message").asText()).isEqualTo("hello");
        assertThat(queued().path("MessageId").asText()).isNotEmpty();
        assertThat(queued().path("Timestamp").asText()).endsWith("Z");
    }

    @Test
    void an_event_goes_to_the_bus_and_as_it_is_to_the_queue_of_the_rule_that_matches() {
        var event = "{\"source\": \"aws.cloudwatch\", \"detail-type\": \"CloudWatch Alarm State Change\","
                + " \"detail\": {\"alarmName\": \"it\"}}";

        assertThat(feed.send(event)).containsExactly(new Sent(Way.BUS, "matched AlarmsRule"));
        assertThat(alarms.bodies()).containsExactly(event);
    }

    @Test
    void an_event_that_no_rule_matches_goes_nowhere_and_it_is_said() {
        var event = "{\"source\": \"aws.cloudwatch\", \"detail-type\": \"CloudWatch Alarm State Change\","
                + " \"detail\": {\"alarmName\": \"own-alarm\"}}";

        assertThat(feed.send(event)).containsExactly(new Sent(Way.BUS, "no rule matches"));
        assertThat(alarms.bodies()).isEmpty();
    }

    @Test
    void a_direct_alarm_goes_to_the_function_and_when_that_fails_in_its_wrapper_to_the_queue() throws Exception {
        intake.does(payload -> {
            throw new IllegalStateException("no table");
        });
        var alarm = "{\"source\":\"aws.cloudwatch\",\"alarmArn\":\"arn:aws:cloudwatch:a:b:alarm:it\",\"alarmData\":{}}";

        var sent = feed.send(alarm);

        assertThat(sent).singleElement().extracting(Sent::way).isEqualTo(Way.FUNCTION);
        Eventually.until(() -> alarms.size() == 1);
        assertThat(intake.asked).containsExactly(alarm);
        assertThat(queued().path("requestPayload")).isEqualTo(Json.read(alarm));
    }

    @Test
    void records_of_sqs_go_to_the_queue_by_their_bodies() {
        var sent = feed.send("""
                {"Records": [{"eventSource": "aws:sqs", "body": "one"}, {"eventSource": "aws:sqs", "body": "two"}]}""");

        assertThat(sent).hasSize(2);
        assertThat(alarms.bodies()).containsExactly("one", "two");
    }

    @Test
    void anything_else_goes_to_the_queue_as_the_text_that_it_is() {
        for (var text : List.of("not JSON {", "{\"Records\": [{\"eventSource\": \"aws:s3\"}]}", "[1]", "{}")) {
            assertThat(feed.send(text)).containsExactly(new Sent(Way.QUEUE, "as text"));
        }
        assertThat(alarms.bodies())
                .containsExactly("not JSON {", "{\"Records\": [{\"eventSource\": \"aws:s3\"}]}", "[1]", "{}");
    }

    @Test
    void what_a_queue_does_not_take_is_kept_by_the_dead_letters_of_whoever_delivers() {
        var closed = queue("closed");
        closed.close();

        new Delivering(closed, Optional.of(alarms)).deliver("alarm");

        assertThat(alarms.bodies()).containsExactly("alarm");
    }
}
