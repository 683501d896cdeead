package tocsin.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import tocsin.PortFailure.Kind;
import tocsin.Ports;
import tocsin.alarm.AlarmState;
import tocsin.alarm.CloudWatch.AlarmStatus;
import tocsin.alarm.CloudWatch.Datapoint;
import tocsin.alarm.CloudWatch.Place;
import tocsin.alarm.Transition;
import tocsin.config.Paging;
import tocsin.config.Severity;
import tocsin.incident.BoardKey;
import tocsin.incident.Head;
import tocsin.incident.Phase;
import tocsin.incident.StoryEntry;
import tocsin.incident.Withheld;
import tocsin.maintenance.Window;
import tocsin.page.PageState;
import tocsin.page.Wanted;
import tocsin.state.Documents;
import tocsin.state.Due;
import tocsin.state.Key;
import tocsin.state.Keys;
import tocsin.state.Ledger;
import tocsin.state.Queues.Queue;
import tocsin.state.Row;
import tocsin.state.Value;
import tocsin.state.Write;
import tocsin.testing.Failing;
import tocsin.testing.LambdaEvents;
import tocsin.testing.TestingContext;
import tocsin.testing.TestingPorts;
import tocsin.testing.TestingProduct;
import tocsin.triage.Triage;

/** The round of each minute. */
class WatchTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Place PLACE = new Place("111122223333", "us-west-2");
    private static final String API = "prod/api";

    private static final Window AFTERNOON = Window.weekly(
            DayOfWeek.MONDAY,
            LocalTime.of(14, 0),
            LocalTime.of(15, 0),
            ZoneOffset.UTC,
            List.of("media"),
            List.of(),
            null,
            "maintenance");

    private final TestingPorts ports =
            new TestingPorts(NOON, TestingProduct.configuration(Paging.ON, Paging.ON, List.of(AFTERNOON)));
    private final TestingContext context = new TestingContext(Duration.ofSeconds(50));
    private final Documents documents = new Documents();
    private final Triage triage = new Triage(ports.configuration());
    private final Ledger ledger = new Ledger(ports.table, documents, ports.pause, Duration.ofDays(400));

    private String watch() {
        return watch(ports);
    }

    private String watch(Ports around) {
        return LambdaEvents.call(new WatchHandler(around), "{\"source\":\"schedule\"}", context);
    }

    private static String counts(int sent, int looked, int failed, int left, int odd) {
        return new Watched(sent, looked, failed, left, odd).toJson();
    }

    private void pass(Duration time) {
        ports.clock.advance(time);
    }

    private Instant now() {
        return ports.clock.instant();
    }

    private void take(Transition transition) {
        var placed = triage.place(transition);
        var boards = List.of(BoardKey.of(placed.partition(), transition.id()));
        ledger.decide(
                triage.partitions(placed.partition()), boards, view -> triage.moved(view, List.of(placed), now()));
    }

    private Transition alarm(String name) {
        return TestingProduct.transition(name, AlarmState.ALARM, now());
    }

    private void due(Key key, Duration in) {
        ports.table.write(new Write.Put(
                new Row(key, Map.of(Due.PARTITION, Value.of(Due.partition(key)), Due.AT, Due.at(now().plus(in)))),
                List.of()));
    }

    private Head head(String partition) {
        return documents
                .heads()
                .fromJson(Objects.requireNonNull(Objects.requireNonNull(ports.table.row(Keys.head(partition)))
                        .text("body")));
    }

    private void status(String alarm, AlarmState state) {
        ports.cloudWatch.set(
                PLACE,
                new AlarmStatus(
                        "arn:" + alarm,
                        alarm,
                        state,
                        now(),
                        true,
                        null,
                        List.of(),
                        80.0,
                        "GreaterThanThreshold",
                        60,
                        1));
    }

    // keys

    @Test
    void what_is_due_goes_to_its_queue_and_what_is_not_yet_due_does_not() {
        due(new Key(API, "incident#000001/page#1/pager/team/pagerduty"), Duration.ZERO);
        due(new Key(API, "incident#000001/run#1"), Duration.ofSeconds(-90));
        due(new Key(API, "incident#000002/run#1"), Duration.ofSeconds(1));

        assertThat(watch()).isEqualTo(counts(2, 0, 0, 0, 0));

        assertThat(ports.queues.bodies(Queue.PAGES)).hasSize(1);
        assertThat(ports.queues.bodies(Queue.STEPS))
                .containsExactly("{\"pk\":\"prod/api\",\"sk\":\"incident#000001/run#1\"}");
    }

    @Test
    void a_row_that_is_due_and_nobodys_is_counted() {
        due(new Key(API, "something"), Duration.ZERO);

        assertThat(watch()).isEqualTo(counts(0, 0, 0, 0, 1));
    }

    @Test
    void a_shard_that_cannot_be_read_holds_no_other() {
        for (var number = 1; number <= 40; number++) {
            due(new Key(API, "incident#000001/page#" + number + "/pager/team/pagerduty"), Duration.ZERO);
        }
        var first = new boolean[] {true};
        var once = ports.with(Failing.notDone(Kind.UNAVAILABLE, call -> {
            var now = first[0] && call.method().equals("due");
            first[0] &= !now;
            return now;
        }));

        assertThat(watch(once)).contains("\"failed\":1");

        var bySecond = ports.queues.bodies(Queue.PAGES).size();
        assertThat(bySecond).isBetween(20, 39);
        watch();
        assertThat(ports.queues.bodies(Queue.PAGES)).hasSize(bySecond + 40);
    }

    @Test
    void a_queue_that_is_down_does_not_keep_services_from_being_looked_at() {
        take(alarm("api-high")); // P1, whose page waits for its cause
        due(new Key(API, "incident#000001/run#1"), Duration.ZERO);
        pass(Duration.ofMinutes(1));
        var down =
                ports.with(Failing.notDone(Kind.UNAVAILABLE, call -> call.port().equals("queues")));

        assertThat(watch(down)).isEqualTo(counts(0, 1, 1, 0, 0));
    }

    // looks

    @Test
    void a_page_that_waited_for_its_cause_goes_out_when_its_time_has_come() {
        take(alarm("api-high"));
        assertThat(Objects.requireNonNull(head(API).open()).paged()).isNull();

        pass(Duration.ofMinutes(1));
        assertThat(watch()).isEqualTo(counts(0, 1, 0, 0, 0));

        assertThat(Objects.requireNonNull(head(API).open()).paged()).isNotNull();
        assertThat(watch()).contains("\"sent\":1").contains("\"looked\":0"); // the page; and the look is not due again
    }

    @Test
    void an_index_that_lags_behind_leads_to_no_second_look() {
        take(alarm("api-high"));
        pass(Duration.ofMinutes(1));
        ports.table.freezeIndex();
        watch();
        var version = head(API).version();

        assertThat(watch()).contains("\"looked\":0");

        assertThat(head(API).version()).isEqualTo(version);
    }

    @Test
    void monitoring_ends_in_resolved() {
        take(alarm("api-down"));
        pass(Duration.ofMinutes(1));
        take(TestingProduct.transition("api-down", AlarmState.OK, now()));
        assertThat(Objects.requireNonNull(head(API).open()).phase()).isEqualTo(Phase.MONITORING);

        pass(Duration.ofMinutes(30));
        watch();

        assertThat(head(API).open()).isNull();
    }

    @Test
    void a_metric_that_gets_worse_without_a_message_raises_the_severity() {
        var rate = alarm("api-rate").withObserved(6.0);
        take(rate);
        assertThat(Objects.requireNonNull(head(API).open()).severity()).isEqualTo(Severity.P2);
        var metric = rate.metrics().getFirst();
        ports.cloudWatch.measure(
                PLACE, metric, new Datapoint(NOON.minusSeconds(120), 6), new Datapoint(NOON.plusSeconds(30), 60));

        pass(Duration.ofMinutes(1));
        watch();

        assertThat(Objects.requireNonNull(head(API).open()).severity()).isEqualTo(Severity.P0);
    }

    @Test
    void a_metric_that_cannot_be_read_changes_nothing_and_is_read_again() {
        take(alarm("api-rate").withObserved(6.0));
        pass(Duration.ofMinutes(1));
        var down =
                ports.with(Failing.notDone(Kind.UNAVAILABLE, call -> call.port().equals("cloudWatch")));

        assertThat(watch(down)).contains("\"looked\":1").contains("\"failed\":0");

        assertThat(Objects.requireNonNull(head(API).open()).severity()).isEqualTo(Severity.P2);
        pass(Duration.ofMinutes(1));
        assertThat(watch()).contains("\"looked\":1");
    }

    private PageState page() {
        var key = new Key(API, "incident#000001/page#1/pager/team/pagerduty");
        return PageState.of(Objects.requireNonNull(ports.table.row(key)), documents);
    }

    private List<String> story() {
        return story(1, entry -> entry.what().equals("log"));
    }

    private List<String> story(long incident, Predicate<StoryEntry> which) {
        return ports.table.query(API, Keys.stories(incident), false, 100, null).rows().stream()
                .map(row -> documents.stories().fromJson(Objects.requireNonNull(row.text("body"))))
                .filter(which)
                .map(StoryEntry::text)
                .toList();
    }

    @Test
    void the_last_errors_of_a_services_log_are_added_to_the_page_that_went_out_at_once() {
        take(alarm("api-down"));
        assertThat(page().dueAt()).isEqualTo(NOON.toEpochMilli());
        assertThat(page().message().details()).doesNotContainKey("log errors");
        for (var second = 1; second <= 5; second++) {
            ports.logs.write("/aws/lambda/valine-prod-api", NOON.plusSeconds(second), "ERROR number " + second);
        }
        ports.logs.write(
                "/aws/lambda/valine-prod-api",
                NOON.plusSeconds(9),
                "ERROR postgres://valine:hunter2@db/x refused\n\u202Eat line 1 " + "x".repeat(300));
        pass(Duration.ofMinutes(1));

        watch();

        var errors = Objects.requireNonNull(page().message().details().get("log errors"));
        assertThat(errors.lines())
                .hasSize(3)
                .startsWith("ERROR number 4", "ERROR number 5")
                .last()
                .asString()
                .startsWith("ERROR postgres://valine:?@db/x refused ?at line 1 xxx")
                .hasSize(200);
        assertThat(story()).containsExactly("/aws/lambda/valine-prod-api says " + errors.replace("\n", " | "));
        assertThat(page().wanted()).isEqualTo(Wanted.TRIGGERED);
        assertThat(Objects.requireNonNull(head(API).open()).generation()).isEqualTo(1); // nobody is rung anew
    }

    @Test
    void a_log_is_read_once() {
        take(alarm("api-down"));
        ports.logs.write("/aws/lambda/valine-prod-api", NOON.minusSeconds(600), "ERROR of before");
        pass(Duration.ofMinutes(1));
        watch();
        ports.logs.write("/aws/lambda/valine-prod-api", now(), "ERROR of now");
        pass(Duration.ofMinutes(1));

        assertThat(watch()).contains("\"looked\":0");

        assertThat(story()).containsExactly("/aws/lambda/valine-prod-api says ERROR of before");
    }

    @Test
    void a_log_that_cannot_be_read_is_said_once_and_holds_nothing_up() {
        take(alarm("api-high")); // whose page waits for its cause
        pass(Duration.ofMinutes(1));
        var down =
                ports.with(Failing.notDone(Kind.REFUSED, call -> call.method().equals("filter")));

        assertThat(watch(down)).contains("\"looked\":1").contains("\"failed\":0");

        assertThat(story()).singleElement().asString().startsWith("/aws/lambda/valine-prod-api was not read: ");
        assertThat(Objects.requireNonNull(head(API).open()).paged()).isNotNull();
    }

    @Test
    void a_mute_that_ended_pages_what_still_stands() {
        take(alarm("api-down").withMuted(true).withMutedUntil(NOON.plusSeconds(600)));
        status("api-down", AlarmState.ALARM);
        pass(Duration.ofMinutes(10));

        watch();

        assertThat(Objects.requireNonNull(head(API).open()).paged()).isNotNull();
    }

    @Test
    void a_mute_that_lasts_longer_than_it_said_is_still_a_mute() {
        take(alarm("api-down").withMuted(true).withMutedUntil(NOON.plusSeconds(600)));
        status("api-down", AlarmState.ALARM);
        ports.cloudWatch.mute(PLACE, "api-down");
        pass(Duration.ofMinutes(10));

        watch();

        assertThat(head(API).open()).isNull();
        assertThat(head(API).withheld()).hasSize(1);
    }

    @Test
    void more_than_one_look_can_ask_about_wait_for_the_next_and_page_nobody_unasked() {
        for (var number = 1; number <= 25; number++) {
            var name = "api-" + number + "-down";
            take(alarm(name).withMuted(true).withMutedUntil(NOON.plusSeconds(600)));
            status(name, AlarmState.ALARM);
        }
        pass(Duration.ofMinutes(10));
        watch();
        assertThat(Objects.requireNonNull(head(API).open()).signals()).hasSize(20);
        assertThat(head(API).withheld())
                .hasSize(5)
                .allMatch(signal -> signal.isWithheld(Withheld.Why.MUTED))
                .extracting(signal -> Objects.requireNonNull(signal.withheld()).until())
                .containsOnly(now().plus(Duration.ofMinutes(1)));

        pass(Duration.ofMinutes(1));
        watch();
        assertThat(head(API).withheld()).isEmpty();
    }

    @Test
    void what_was_not_asked_about_at_a_window_s_end_is_not_paged_through_a_mute() {
        pass(Duration.ofHours(2));
        for (var number = 1; number <= 25; number++) {
            var name = "media-" + number + "-down";
            take(alarm(name));
            status(name, AlarmState.ALARM);
            ports.cloudWatch.mute(PLACE, name);
        }
        pass(Duration.ofHours(1));
        watch();
        pass(Duration.ofMinutes(1));
        watch();

        assertThat(head("prod/media").open()).isNull();
        assertThat(head("prod/media").withheld()).hasSize(25).allMatch(signal -> signal.isWithheld(Withheld.Why.MUTED));
    }

    @Test
    void what_recovered_or_was_deleted_while_it_was_muted_pages_nobody() {
        take(alarm("api-down").withMuted(true).withMutedUntil(NOON.plusSeconds(600)));
        take(alarm("api-high").withMuted(true).withMutedUntil(NOON.plusSeconds(600)));
        status("api-down", AlarmState.OK);
        pass(Duration.ofMinutes(10));

        watch();

        assertThat(head(API).open()).isNull();
        assertThat(head(API).withheld()).isEmpty();
        assertThat(story(0, entry -> !entry.what().equals("withheld")))
                .containsExactlyInAnyOrder(
                        "api-down: CloudWatch says it is OK",
                        "api-high was deleted: it was withheld, and paged nobody");
    }

    @Test
    void one_service_that_fails_holds_no_other() {
        take(alarm("api-high"));
        take(alarm("media-high"));
        var body = Objects.requireNonNull(ports.table.row(Keys.head(API)));
        var broken = new TreeMap<>(body.attributes());
        broken.put("body", Value.of("{\"broken\":"));
        ports.table.write(new Write.Put(new Row(body.key(), broken), List.of()));
        pass(Duration.ofMinutes(11));

        assertThat(watch()).contains("\"failed\":");

        assertThat(watch()).contains("\"failed\":1");
    }

    @Test
    void what_no_time_is_left_for_is_counted_and_done_in_the_next_round() {
        take(alarm("api-high"));
        pass(Duration.ofMinutes(1));
        context.setLeft(Duration.ofSeconds(9));
        assertThat(watch()).isEqualTo(counts(0, 0, 0, 1, 0));

        context.setLeft(Duration.ofSeconds(50));
        assertThat(watch()).isEqualTo(counts(0, 1, 0, 0, 0));
    }

    @Test
    void a_heartbeat_is_answered_and_nothing_is_done() {
        due(new Key(API, "incident#000001/run#1"), Duration.ZERO);

        assertThat(LambdaEvents.call(new WatchHandler(ports), "{\"heartbeat\":true}", context))
                .isEqualTo("{\"heartbeat\":true}");
        assertThat(ports.queues.sent()).isZero();
    }
}
