package tocsin.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.Ports;
import tocsin.alarm.AlarmId;
import tocsin.alarm.AlarmState;
import tocsin.alarm.CloudWatch.AlarmStatus;
import tocsin.alarm.CloudWatch.Place;
import tocsin.alarm.Metric;
import tocsin.incident.BoardKey;
import tocsin.incident.Head;
import tocsin.incident.Incident;
import tocsin.incident.Phase;
import tocsin.incident.Standing;
import tocsin.incident.Withheld;
import tocsin.page.PageRow;
import tocsin.state.Documents;
import tocsin.state.Keys;
import tocsin.state.Ledger;
import tocsin.state.Row;
import tocsin.state.Value;
import tocsin.state.Write;
import tocsin.testing.Crash;
import tocsin.testing.Failing;
import tocsin.testing.Interference;
import tocsin.testing.LambdaEvents;
import tocsin.testing.PortCall;
import tocsin.testing.TestingContext;
import tocsin.testing.TestingPorts;
import tocsin.testing.TestingProduct;
import tocsin.triage.Triage;

/** Each five minutes WATCH compares CloudWatch's own list of alarms with what is stored. */
class ReconcilingTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Place PLACE = new Place("111122223333", "us-west-2");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private TestingPorts ports = new TestingPorts(NOON, TestingProduct.paging());
    private final Documents documents = new Documents();

    @BeforeEach
    void sweeps() {
        ports.sweeps();
    }

    /** CloudWatch has read its alarms once, all well. */
    private void begun() {
        watch(ports);
        ports.clock.advance(MINUTE.multipliedBy(5));
    }

    private void watch(Ports around) {
        watch(around, () -> Duration.ofSeconds(50));
    }

    private static void watch(Ports around, Supplier<Duration> left) {
        LambdaEvents.call(new WatchHandler(around), "{\"source\":\"schedule\"}", new TestingContext(left));
    }

    /** A function of 50 seconds, of which each such question takes five, and is not answered. */
    private final class Hanging implements Interference {
        private final String method;
        private Duration left = Duration.ofSeconds(50);
        private int asked;

        Hanging(String method) {
            this.method = method;
        }

        @Override
        public void before(PortCall call) {
            if (!left.isPositive()) {
                throw new Crash("the function's time is over");
            }
            if (call.port().equals("cloudWatch") && call.method().equals(method)) {
                asked++;
                left = left.minusSeconds(5);
                throw new PortFailure(Kind.UNCLEAR, "no answer to " + call);
            }
        }

        void watch() {
            ReconcilingTest.watch(ports.with(this), () -> left);
        }
    }

    /** Watches, and has time to read CloudWatch's list and for nothing else. */
    private void watchWithoutTime() {
        var listed = new boolean[1];
        var world = ports.with(new Interference() {
            @Override
            public void after(PortCall call) {
                listed[0] |= call.method().equals("alarms");
            }
        });
        watch(world, () -> Duration.ofSeconds(listed[0] ? 4 : 50));
    }

    private void stands(String alarm, AlarmState state, Instant since) {
        ports.cloudWatch.set(
                PLACE,
                new AlarmStatus(
                        arn(alarm), alarm, state, since, true, null, List.of(), 80.0, "GreaterThanThreshold", 60, 1));
    }

    private static String arn(String alarm) {
        return "arn:aws:cloudwatch:us-west-2:111122223333:alarm:" + alarm;
    }

    private Instant now() {
        return ports.clock.instant();
    }

    private void take(String alarm, AlarmState state) {
        var triage = new Triage(ports.configuration());
        var placed = triage.place(TestingProduct.transition(alarm, state, now()));
        Ledger.of(ports, documents)
                .decide(
                        triage.partitions(placed.partition()),
                        List.of(BoardKey.of(
                                placed.partition(), placed.transition().id())),
                        view -> triage.moved(view, List.of(placed), now()));
    }

    private @Nullable Head head(String partition) {
        var row = ports.table.row(Keys.head(partition));
        return row == null ? null : documents.heads().fromJson(Objects.requireNonNull(row.text("body")));
    }

    private @Nullable Incident open(String partition) {
        var head = head(partition);
        return head == null ? null : head.open();
    }

    /** Nothing is open, and one signal waits for this. */
    private void assertWithheldAlone(String partition, Withheld.Why why) {
        assertThat(open(partition)).isNull();
        assertThat(Objects.requireNonNull(head(partition)).withheld())
                .singleElement()
                .matches(signal -> signal.isWithheld(why));
    }

    private @Nullable AlarmState known(String partition, String alarm) {
        var id = new AlarmId(arn(alarm), null);
        var row = ports.table.row(Keys.board(BoardKey.of(partition, id)));
        Standing standing = row == null
                ? null
                : documents
                        .boards()
                        .fromJson(Objects.requireNonNull(row.text("body")))
                        .of(id);
        return standing == null ? null : standing.state();
    }

    /** What was mailed about sweeps, each as its text. */
    private List<String> mails() {
        return ports.table.rows().stream()
                .filter(row -> row.key().pk().equals("reconciled") && Keys.isPage(row.key()))
                .map(row -> Objects.requireNonNull(row.text(PageRow.BODY)))
                .toList();
    }

    @Test
    void an_alarm_that_never_arrived_is_taken_in_paged_and_told_of_once() {
        begun();
        stands("db-down", AlarmState.ALARM, now().minus(MINUTE.multipliedBy(3)));

        watch(ports);

        assertThat(Objects.requireNonNull(open("prod/db")).paged()).isNotNull();
        assertThat(known("prod/db", "db-down")).isEqualTo(AlarmState.ALARM);
        assertThat(mails())
                .singleElement()
                .asString()
                .contains("the way in is broken: 1 alarm came only by the sweep over CloudWatch's own list")
                .contains("db-down (threshold 80) in us-west-2, ALARM since 2026-03-02 12:02:00 UTC");

        ports.clock.advance(MINUTE.multipliedBy(5));
        watch(ports);
        assertThat(mails()).hasSize(1);
        assertThat(Objects.requireNonNull(open("prod/db")).generation()).isEqualTo(1);
    }

    @Test
    void between_two_sweeps_nothing_is_asked() {
        begun();
        watch(ports);
        ports.clock.advance(MINUTE.multipliedBy(4));
        stands("db-down", AlarmState.ALARM, now().minus(MINUTE.multipliedBy(3)));
        watch(ports);
        assertThat(open("prod/db")).isNull();

        ports.clock.advance(MINUTE);
        watch(ports);
        assertThat(open("prod/db")).isNotNull();
    }

    @Test
    void an_ok_that_never_arrived_lets_go_and_is_no_broken_way_in() {
        begun();
        stands("db-down", AlarmState.OK, now().plus(MINUTE));
        take("db-down", AlarmState.ALARM);
        watch(ports);
        ports.clock.advance(MINUTE.multipliedBy(5));

        watch(ports);

        assertThat(Objects.requireNonNull(open("prod/db")).phase()).isEqualTo(Phase.MONITORING);
        assertThat(mails()).isEmpty();
    }

    @Test
    void an_alarm_that_was_deleted_ends() {
        begun();
        stands("db-down", AlarmState.ALARM, now());
        take("db-down", AlarmState.ALARM);
        watch(ports);
        ports.cloudWatch.delete(PLACE, "db-down");
        ports.clock.advance(MINUTE.multipliedBy(5));

        watch(ports);

        assertThat(Objects.requireNonNull(open("prod/db")).phase()).isEqualTo(Phase.MONITORING);
    }

    @Test
    void a_place_of_which_a_page_cannot_be_read_deletes_nothing_and_what_was_read_of_it_still_counts() {
        begun();
        IntStream.range(0, 150).forEach(number -> stands("api-" + number, AlarmState.OK, NOON));
        stands("db-down", AlarmState.ALARM, now());
        take("db-down", AlarmState.ALARM);
        watch(ports);
        ports.clock.advance(MINUTE.multipliedBy(5));
        stands("api-0-down", AlarmState.OK, NOON);
        ports.cloudWatch.delete(PLACE, "api-0");
        stands("api-1", AlarmState.ALARM, now().minus(MINUTE.multipliedBy(3)));
        var pages = new int[1];

        watch(ports.with(Failing.notDone(Kind.THROTTLED, listing(call -> ++pages[0] > 1))));

        assertThat(known("prod/api", "api-1")).isEqualTo(AlarmState.ALARM);
        assertThat(Objects.requireNonNull(open("prod/db")).phase()).isEqualTo(Phase.OPEN);
    }

    private static Predicate<PortCall> listing(Predicate<PortCall> which) {
        return call -> call.port().equals("cloudWatch") && call.method().equals("alarms") && which.test(call);
    }

    @Test
    void all_pages_are_read() {
        begun();
        IntStream.range(0, 250).forEach(number -> stands("api-" + number, AlarmState.OK, NOON));
        stands("db-down", AlarmState.ALARM, now().minus(MINUTE.multipliedBy(3)));

        watch(ports);

        assertThat(open("prod/db")).isNotNull();
    }

    @Test
    void a_place_that_may_not_be_read_is_told_of_once_until_it_was_read_again() {
        var refused = ports.with(Failing.notDone(Kind.REFUSED, listing(call -> true)));
        watch(refused);
        assertThat(mails())
                .singleElement()
                .asString()
                .contains(
                        "the alarms of 111122223333 us-west-2 cannot be read, so nobody knows whether one was missed");
        for (var sweep = 0; sweep < 4; sweep++) {
            ports.clock.advance(MINUTE.multipliedBy(5));
            watch(refused);
        }
        assertThat(mails()).hasSize(1);

        ports.clock.advance(MINUTE.multipliedBy(5));
        watch(ports);
        ports.clock.advance(MINUTE.multipliedBy(5));
        watch(refused);
        assertThat(mails()).hasSize(2);
    }

    @Test
    void one_that_does_not_answer_is_told_of_after_three_times() {
        begun();
        var away = ports.with(Failing.notDone(Kind.UNAVAILABLE, listing(call -> true)));
        for (var sweep = 0; sweep < 2; sweep++) {
            watch(away);
            ports.clock.advance(MINUTE.multipliedBy(5));
        }
        assertThat(mails()).isEmpty();

        watch(away);

        assertThat(mails()).hasSize(1);
    }

    @Test
    void what_is_red_before_the_first_sweep_pages_nobody_is_listed_once_and_is_decided_about_a_day_later() {
        stands("db-down", AlarmState.ALARM, NOON.minus(Duration.ofDays(3)));
        stands("api-slow", AlarmState.ALARM, NOON.minus(Duration.ofDays(2)));

        watch(ports);

        assertThat(open("prod/db")).isNull();
        assertThat(Objects.requireNonNull(head("prod/db")).withheld())
                .singleElement()
                .satisfies(signal -> {
                    assertThat(signal.isWithheld(Withheld.Why.FOUND)).isTrue();
                    assertThat(Objects.requireNonNull(signal.withheld()).until())
                            .isEqualTo(NOON.plus(Duration.ofHours(24)));
                });
        assertThat(mails())
                .singleElement()
                .asString()
                .contains("2 alarms stood in ALARM before Tocsin first looked, and paged nobody")
                .contains("db-down (threshold 80) in us-west-2, ALARM since 2026-02-27 12:00:00 UTC")
                .contains("api-slow");

        ports.clock.advance(Duration.ofHours(23));
        watch(ports);
        assertThat(open("prod/db")).isNull();

        stands("api-slow", AlarmState.OK, NOON.plus(Duration.ofHours(2)));
        ports.clock.advance(Duration.ofHours(1));
        watch(ports); // sees api-slow's OK by the sweep, and db-down's time come
        ports.clock.advance(MINUTE);
        watch(ports);
        assertThat(Objects.requireNonNull(open("prod/db")).paged()).isNotNull();
        assertThat(mails()).hasSize(1);
    }

    @Test
    void what_was_red_at_the_first_sweep_pages_nobody_though_another_had_to_take_it_in() {
        stands("db-down", AlarmState.ALARM, NOON.minus(Duration.ofDays(3)));
        watchWithoutTime();
        assertThat(known("prod/db", "db-down")).isNull();
        assertThat(mails()).isEmpty();

        ports.clock.advance(MINUTE);
        watch(ports);

        assertThat(open("prod/db")).isNull();
        assertThat(known("prod/db", "db-down")).isEqualTo(AlarmState.ALARM);
        assertThat(mails()).singleElement().asString().contains("1 alarm stood in ALARM before Tocsin first looked");
    }

    @Test
    void nor_does_what_turned_red_a_minute_before_the_first_sweep() {
        stands("db-down", AlarmState.ALARM, NOON.minus(MINUTE));
        watch(ports);
        assertThat(known("prod/db", "db-down")).isNull();

        ports.clock.advance(MINUTE.multipliedBy(5));
        watch(ports);

        assertWithheldAlone("prod/db", Withheld.Why.FOUND);
    }

    @Test
    void where_nobody_answers_whether_alarms_are_muted_all_that_were_lost_are_taken_in_nevertheless() {
        begun();
        IntStream.range(0, 20)
                .forEach(number -> stands("api-" + number, AlarmState.ALARM, now().minus(MINUTE.multipliedBy(3))));

        var slow = new Hanging("muted");
        slow.watch();

        assertThat(slow.asked).isEqualTo(1);
        assertThat(IntStream.range(0, 20)).allMatch(number -> known("prod/api", "api-" + number) == AlarmState.ALARM);
    }

    @Test
    void series_that_nobody_tells_of_leave_time_for_the_rest_and_are_asked_for_again_at_once() {
        begun();
        var query =
                new Metric("q1", null, null, Map.of(), null, 60, null, "SELECT SUM(e) FROM x GROUP BY f", null, true);
        IntStream.range(0, 20)
                .mapToObj(number -> "api-" + number)
                .forEach(alarm -> ports.cloudWatch.set(
                        PLACE,
                        new AlarmStatus(
                                arn(alarm),
                                alarm,
                                AlarmState.ALARM,
                                NOON,
                                true,
                                null,
                                List.of(query),
                                80.0,
                                "GreaterThanThreshold",
                                60,
                                1)));
        stands("db-down", AlarmState.ALARM, now().minus(MINUTE.multipliedBy(3)));

        new Hanging("contributors").watch();
        assertThat(known("prod/db", "db-down")).isEqualTo(AlarmState.ALARM);

        stands("media-down", AlarmState.ALARM, now().minus(MINUTE.multipliedBy(3)));
        ports.clock.advance(MINUTE);
        watch(ports);
        assertThat(known("prod/media", "media-down")).isEqualTo(AlarmState.ALARM);
    }

    @Test
    void a_deletion_that_could_not_be_taken_in_is_taken_in_by_the_next_sweep() {
        begun();
        stands("db-down", AlarmState.ALARM, now());
        take("db-down", AlarmState.ALARM);
        watch(ports);
        ports.cloudWatch.delete(PLACE, "db-down");
        ports.clock.advance(MINUTE.multipliedBy(5));
        watchWithoutTime();
        assertThat(Objects.requireNonNull(open("prod/db")).phase()).isEqualTo(Phase.OPEN);

        ports.clock.advance(MINUTE);
        watch(ports);

        assertThat(Objects.requireNonNull(open("prod/db")).phase()).isEqualTo(Phase.MONITORING);
    }

    @Test
    void what_was_lost_pages_by_the_service_that_claims_it_by_its_tags() {
        ports = new TestingPorts(NOON, TestingProduct.byTags());
        sweeps();
        begun();
        ports.cloudWatch.tag(arn("orders-down"), Map.of("service", "api"));
        stands("orders-down", AlarmState.ALARM, now().minus(MINUTE.multipliedBy(3)));
        stands("nobodys", AlarmState.ALARM, now().minus(MINUTE.multipliedBy(3)));

        watch(ports.with(Failing.notDone(Kind.THROTTLED, call -> call.method().equals("tags"))));
        assertThat(open("prod/api")).isNull();
        assertThat(mails()).isEmpty();

        ports.clock.advance(MINUTE.multipliedBy(5));
        watch(ports);
        assertThat(Objects.requireNonNull(open("prod/api")).paged()).isNotNull();
        assertThat(mails())
                .singleElement()
                .asString()
                .contains("2 alarms came only by the sweep")
                .contains("orders-down")
                .contains("nobodys");

        ports.clock.advance(MINUTE.multipliedBy(5));
        watch(ports);
        assertThat(mails()).hasSize(1);
    }

    @Test
    void where_tags_may_not_be_read_what_was_lost_is_told_of_as_nobodys() {
        ports = new TestingPorts(NOON, TestingProduct.byTags());
        sweeps();
        begun();
        stands("orders-down", AlarmState.ALARM, now().minus(MINUTE.multipliedBy(3)));

        watch(ports.with(Failing.notDone(Kind.REFUSED, call -> call.method().equals("tags"))));

        assertThat(known("unmatched/111122223333/us-west-2", "orders-down")).isEqualTo(AlarmState.ALARM);
        assertThat(mails()).singleElement().asString().contains("1 alarm came only by the sweep");
    }

    @Test
    void a_sweep_that_is_cut_short_is_made_up_for_and_told_of_by_the_next() {
        begun();
        stands("db-down", AlarmState.ALARM, now().minus(MINUTE.multipliedBy(3)));
        stands("media-down", AlarmState.ALARM, now().minus(MINUTE.multipliedBy(3)));
        var taken = new boolean[1];
        var crashing = ports.with(new Interference() {
            @Override
            public void before(PortCall call) {
                if (taken[0] && call.port().equals("table")) {
                    throw new Crash("after the first was taken in");
                }
            }

            @Override
            public void after(PortCall call) {
                taken[0] |= open("prod/db") != null;
            }
        });

        assertThat(catchThrowable(() -> watch(crashing))).isInstanceOf(Crash.class);
        assertThat(open("prod/db")).isNotNull();
        assertThat(mails()).isEmpty();
        ports.clock.advance(MINUTE);
        watch(ports);

        assertThat(known("prod/media", "media-down")).isEqualTo(AlarmState.ALARM);
        assertThat(mails())
                .singleElement()
                .asString()
                .contains("2 alarms came only by the sweep")
                .contains("db-down")
                .contains("media-down");
    }

    @Test
    void a_service_that_cannot_be_decided_about_holds_no_other_and_is_told_of_once_it_was() {
        begun();
        stands("db-down", AlarmState.ALARM, now().minus(MINUTE.multipliedBy(3)));
        stands("media-down", AlarmState.ALARM, now().minus(MINUTE.multipliedBy(3)));
        ports.table.write(new Write.Put(
                new Row(
                        Keys.board(BoardKey.of("prod/db", new AlarmId(arn("db-down"), null))),
                        Map.of("body", Value.of("{\"version\":7,\"standings\":{}}"))),
                List.of())); // its version is not that of its row: nothing can be written over it

        watch(ports);

        assertThat(open("prod/media")).isNotNull();
        assertThat(mails())
                .singleElement()
                .asString()
                .contains("1 alarm came only by the sweep")
                .contains("media-down");
    }

    @Test
    void an_alarm_that_cloudwatch_mutes_is_withheld_though_its_message_was_lost() {
        begun();
        stands("db-down", AlarmState.ALARM, now().minus(MINUTE.multipliedBy(3)));
        ports.cloudWatch.mute(PLACE, "db-down");

        watch(ports);

        assertWithheldAlone("prod/db", Withheld.Why.MUTED);
    }

    @Test
    void a_message_that_comes_late_after_all_changes_nothing() {
        begun();
        var since = now().minus(MINUTE.multipliedBy(3));
        stands("db-down", AlarmState.ALARM, since);
        watch(ports);
        var version = Objects.requireNonNull(head("prod/db")).version();
        var triage = new Triage(ports.configuration());
        var placed = triage.place(TestingProduct.transition("db-down", AlarmState.ALARM, since));

        Ledger.of(ports, documents)
                .decide(
                        triage.partitions("prod/db"),
                        List.of(BoardKey.of("prod/db", placed.transition().id())),
                        view -> triage.moved(view, List.of(placed), now()));

        assertThat(Objects.requireNonNull(head("prod/db")).version()).isEqualTo(version);
    }
}
