package tocsin.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tocsin.PortFailure.Kind;
import tocsin.Ports;
import tocsin.state.Batch;
import tocsin.state.Due;
import tocsin.state.Key;
import tocsin.state.Queues.Queue;
import tocsin.state.Row;
import tocsin.state.Value;
import tocsin.testing.Change;
import tocsin.testing.Failing;
import tocsin.testing.LambdaEvents;
import tocsin.testing.TestingContext;
import tocsin.testing.TestingPorts;
import tocsin.testing.TestingProduct;

/** From the table's stream to messages. */
class RelayTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Key PAGE = new Key("prod/api", "incident#000001/page#1/pager/team/pagerduty");
    private static final Key RUN = new Key("prod/api", "incident#000001/run#1");
    private static final Key STEP = new Key("prod/api", "incident#000001/run#1/step#open");
    private static final Key HEAD = new Key("prod/api", "head");
    private static final String PAGE_BODY =
            "{\"pk\":\"prod/api\",\"sk\":\"incident#000001/page#1/pager/team/pagerduty\"}";
    private static final String ALL_DONE = Batch.failures(List.of());

    private final TestingPorts ports = new TestingPorts(NOON, TestingProduct.paging());

    private static Row row(Key key, @Nullable Duration due, long lease) {
        var attributes = new HashMap<String, Value>();
        if (due != null) {
            attributes.put(Due.AT, Due.at(NOON.plus(due)));
        }
        if (lease > 0) {
            attributes.put("lease", Value.of(lease));
        }
        return new Row(key, attributes);
    }

    private static Change change(Key key, @Nullable Duration due) {
        return new Change(key, null, row(key, due, 0), NOON);
    }

    private String relay(Change... changes) {
        return relay(ports, changes);
    }

    private static String relay(Ports ports, Change... changes) {
        return call(ports, LambdaEvents.stream(List.of(changes), 100));
    }

    private static String call(Ports ports, String input) {
        return LambdaEvents.call(new RelayHandler(ports), input, new TestingContext(Duration.ofSeconds(30)));
    }

    /** How many are received after so long. */
    private int receivedAfter(Queue queue, Duration time) {
        ports.clock.set(NOON.plus(time));
        return ports.queues.receive(queue, 10).size();
    }

    @Test
    void a_page_that_is_due_is_sent_by_its_key_alone() {
        assertThat(relay(change(PAGE, Duration.ZERO))).isEqualTo(ALL_DONE);

        assertThat(ports.queues.bodies(Queue.PAGES)).containsExactly(PAGE_BODY);
        assertThat(receivedAfter(Queue.PAGES, Duration.ZERO)).isEqualTo(1);
    }

    @Test
    void a_run_goes_to_the_steps_and_nothing_else_goes_anywhere() {
        relay(change(RUN, Duration.ZERO), change(STEP, Duration.ZERO), change(HEAD, Duration.ZERO));

        assertThat(ports.queues.bodies(Queue.STEPS)).hasSize(1);
        assertThat(ports.queues.bodies(Queue.PAGES)).isEmpty();
    }

    @Test
    void what_is_due_within_a_quarter_of_an_hour_is_received_when_it_is_due_and_not_before() {
        relay(change(PAGE, Duration.ofMillis(90_001)));

        assertThat(receivedAfter(Queue.PAGES, Duration.ofSeconds(90))).isZero();
        assertThat(receivedAfter(Queue.PAGES, Duration.ofSeconds(91))).isEqualTo(1);
    }

    @Test
    void what_is_due_later_is_left_to_watch() {
        relay(change(PAGE, Duration.ofMinutes(15).plusMillis(1)));
        assertThat(ports.queues.bodies(Queue.PAGES)).isEmpty();

        relay(change(PAGE, Duration.ofMinutes(15)));
        assertThat(ports.queues.bodies(Queue.PAGES)).hasSize(1);
    }

    @Test
    void a_claim_is_nobodys_work() {
        relay(new Change(PAGE, row(PAGE, Duration.ZERO, 3), row(PAGE, Duration.ofSeconds(45), 4), NOON));
        assertThat(ports.queues.bodies(Queue.PAGES)).isEmpty();

        relay(new Change(PAGE, row(PAGE, Duration.ofSeconds(45), 4), row(PAGE, Duration.ofSeconds(2), 4), NOON));
        assertThat(ports.queues.bodies(Queue.PAGES)).hasSize(1);
    }

    @Test
    void of_several_changes_of_one_row_the_last_counts() {
        relay(change(PAGE, Duration.ZERO), change(PAGE, Duration.ofMinutes(1)));
        assertThat(receivedAfter(Queue.PAGES, Duration.ofSeconds(59))).isZero();

        relay(change(PAGE, Duration.ZERO), change(PAGE, null));
        assertThat(ports.queues.bodies(Queue.PAGES)).hasSize(1);
    }

    @Test
    void a_deleted_row_is_no_work() {
        relay(new Change(PAGE, row(PAGE, Duration.ZERO, 0), null, NOON));

        assertThat(ports.queues.sent()).isZero();
    }

    @Test
    void where_a_queue_does_not_take_it_the_stream_tells_again_from_there() {
        var down =
                ports.with(Failing.notDone(Kind.UNAVAILABLE, call -> call.port().equals("queues")));

        assertThat(relay(down, change(HEAD, null), change(PAGE, Duration.ZERO), change(RUN, Duration.ZERO)))
                .isEqualTo(Batch.failures(List.of("101")));
    }

    @Test
    void one_queue_that_fails_does_not_hold_the_other() {
        var first = new boolean[] {true};
        var once = ports.with(Failing.notDone(Kind.THROTTLED, call -> {
            var now = first[0] && call.port().equals("queues");
            first[0] &= !now;
            return now;
        }));

        assertThat(relay(once, change(RUN, Duration.ZERO), change(PAGE, Duration.ZERO)))
                .isEqualTo(Batch.failures(List.of("101")));
        assertThat(ports.queues.bodies(Queue.STEPS)).hasSize(1);
    }

    @Test
    void many_are_sent_ten_at_a_time() {
        var changes = new Change[95];
        for (var number = 0; number < changes.length; number++) {
            changes[number] = change(
                    new Key("prod/api", "incident#000001/page#" + number + "/pager/team/pagerduty"), Duration.ZERO);
        }

        assertThat(relay(changes)).isEqualTo(ALL_DONE);

        assertThat(ports.queues.sent()).isEqualTo(95);
    }

    @Test
    void nothing_that_a_record_holds_stops_the_others() {
        var good = LambdaEvents.stream(List.of(change(PAGE, Duration.ZERO)), 7);
        var record = good.substring("{\"Records\":[".length(), good.length() - 2);
        var odd = String.join(
                ",",
                "null",
                "3",
                "\"x\"",
                "[]",
                "{}",
                "{\"dynamodb\":5}",
                "{\"dynamodb\":{\"Keys\":{\"pk\":\"x\",\"sk\":{\"S\":\"y\"}}}}",
                "{\"dynamodb\":{\"Keys\":{\"pk\":{\"N\":1},\"sk\":{\"S\":\"/page#\"}}}}",
                "{\"dynamodb\":{\"Keys\":{\"pk\":{\"S\":\"a\"},\"sk\":{\"S\":\"b/page#1\"}},"
                        + "\"NewImage\":{\"dueAt\":{\"N\":\"1e99\"}}}}");

        assertThat(call(ports, "{\"Records\":[" + odd + "," + record + "]}")).isEqualTo(ALL_DONE);

        assertThat(ports.queues.bodies(Queue.PAGES)).containsExactly(PAGE_BODY);
    }

    @Test
    void a_heartbeat_is_answered() {
        assertThat(call(ports, "{\"heartbeat\":true}")).isEqualTo("{\"heartbeat\":true}");
    }

    @Test
    void a_clock_that_runs_faster_than_the_world_delays_by_the_worlds_seconds() {
        ports.speed = 30;

        relay(change(PAGE, Duration.ofMinutes(6)));

        assertThat(receivedAfter(Queue.PAGES, Duration.ofSeconds(11))).isZero();
        assertThat(receivedAfter(Queue.PAGES, Duration.ofSeconds(12))).isEqualTo(1);
    }
}
