package tocsin.tests.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tocsin.config.Watchdog;
import tocsin.health.Canary;
import tocsin.local.health.AlarmSet;
import tocsin.local.health.WatchdogStandIn;
import tocsin.state.Due;
import tocsin.state.Keys;
import tocsin.state.Queues.Queue;
import tocsin.testing.Interference;
import tocsin.testing.TestingHeartbeats.Told;

/** The canary goes the whole way of an alarm, and the watchdog rings by its own way where it does not come out. */
class HeartbeatTest {
    private static final Interference NONE = new Interference() {};
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String WATCHDOG = "us-east-2";
    private static final String HOME = "us-west-2";

    private final List<String> rung = new ArrayList<>();
    private final Map<String, WatchdogStandIn> watching = new TreeMap<>();
    private int heard;

    @Test
    void each_minute_a_heartbeat_comes_out_of_the_end_of_the_way_in_the_watchdogs_region_and_at_home() {
        var world = world(NONE);
        pass(world, 10);

        assertThat(in(world, WATCHDOG)).hasSize(10);
        assertThat(in(world, HOME)).hasSize(10);
        assertThat(in(world, WATCHDOG)).allSatisfy(told -> {
            assertThat(told.beat().canary()).isEqualTo(world.ports.canary());
            assertThat(told.beat().took()).isLessThan(MINUTE);
        });
        assertThat(rung).isEmpty();
    }

    @Test
    void it_opens_no_incident_pages_nobody_and_leaves_one_row_that_is_not_due() {
        var world = world(NONE);
        pass(world, 30);

        assertThat(world.alerts()).isEmpty();
        assertThat(world.sent()).isEmpty();
        assertThat(world.ports.table.rows())
                .singleElement()
                .satisfies(row -> assertThat(row.key()).isEqualTo(Keys.CANARY))
                .satisfies(row -> assertThat(row.number(Due.AT)).isNull());
        for (var queue : Queue.values()) {
            assertThat(world.ports.queues.bodies(queue)).isEmpty();
            assertThat(world.ports.queues.deadBodies(queue)).isEmpty();
        }
    }

    @Test
    void while_the_table_is_down_for_six_minutes_the_watchdog_rings_by_its_own_way_and_then_says_that_all_is_well() {
        var table = Outage.ofTable();
        var world = world(table);
        pass(world, 3);
        table.begins();
        pass(world, 6);

        assertThat(rung).singleElement().asString().contains("ALARM: no heartbeat of Tocsin since");
        assertThat(world.alerts()).isEmpty(); // a canary alone is no alarm that nobody hears of
        assertThat(world.sent()).isEmpty();
        table.ends();
        pass(world, 3);

        assertThat(rung).hasSize(2);
        assertThat(rung.getLast()).contains("OK: heartbeats of Tocsin come again");
        pass(world, 10);
        assertThat(rung).hasSize(2);
        assertThat(world.ports.queues.deadBodies(Queue.ALARMS)).isEmpty();
        assertThat(world.ports.queues.deadBodies(Queue.PAGES)).isEmpty();
    }

    @Test
    void a_table_that_is_down_for_three_minutes_rings_nobody() {
        var table = Outage.ofTable();
        var world = world(table);
        pass(world, 3);
        table.begins();
        pass(world, 3);
        table.ends();
        pass(world, 10);

        assertThat(rung).isEmpty();
    }

    @Test
    void with_the_stream_stopped_the_schedule_carries_it_and_nobody_is_rung() {
        var world = world(NONE);
        world.stream(false);
        pass(world, 20);

        assertThat(in(world, WATCHDOG)).hasSizeGreaterThan(15);
        assertThat(rung).isEmpty();
    }

    @Test
    void where_nobody_takes_pages_out_of_their_queue_the_watchdog_rings() {
        var world = world(NONE);
        pass(world, 2);
        world.handsOut(Queue.PAGES, false);
        pass(world, 6);

        assertThat(rung).hasSize(1);
        world.handsOut(Queue.PAGES, true);
        pass(world, 2);
        assertThat(rung).hasSize(2);
    }

    @Test
    void a_canary_that_took_longer_than_the_silence_is_no_heartbeat_elsewhere() {
        var world = world(NONE);
        world.canary();
        world.ports.clock.set(world.ports.clock.instant().plus(Duration.ofMinutes(6)));
        world.run();

        assertThat(in(world, WATCHDOG)).isEmpty();
        assertThat(in(world, HOME))
                .singleElement()
                .satisfies(told -> assertThat(told.beat().took()).isEqualTo(Duration.ofMinutes(6)));
        assertThat(canary(world).answer()).contains("too late");
        pass(world, 1);
        assertThat(in(world, WATCHDOG)).hasSize(1);
    }

    @Test
    void while_the_watchdogs_region_is_out_it_is_told_at_home_and_again_until_it_is_told_elsewhere() {
        var world = world(NONE);
        world.ports.heartbeats.out(WATCHDOG);
        pass(world, 3);
        assertThat(in(world, WATCHDOG)).isEmpty();
        assertThat(in(world, HOME)).isNotEmpty();
        assertThat(canary(world).answer()).contains("not told in us-east-2");

        world.ports.heartbeats.back();
        pass(world, 2);

        assertThat(in(world, WATCHDOG)).isNotEmpty();
        assertThat(canary(world).isUnderWay()).isFalse();
    }

    @Test
    void the_same_canary_by_two_ways_is_one_heartbeat_and_an_older_one_none() {
        var world = world(NONE);
        var older = canaryAt(world, world.ports.clock.instant().minusSeconds(30));
        world.canary();
        world.canary();
        world.run();
        world.send(older);
        world.run();

        assertThat(in(world, WATCHDOG)).hasSize(1);
    }

    @Test
    void the_canary_of_another_tocsin_is_neither_a_heartbeat_nor_an_alarm() {
        var world = world(NONE);
        world.send(new AlarmSet(Canary.PREFIX + "of-others", "ALARM", "OK", World.START)
                .event("111122223333", "us-west-2"));
        pass(world, 1);

        assertThat(in(world, WATCHDOG)).hasSize(1); // ours
        assertThat(world.ports.table.rows()).hasSize(1);
        assertThat(world.alerts()).isEmpty();
    }

    @Test
    void in_the_shadow_and_with_everything_halted_it_goes_its_way_all_the_same() {
        var world = new World(Valine.paging(text -> text.replaceFirst("(?m)^paging: on", "paging: shadow")), NONE);
        pass(world, 3);

        assertThat(in(world, WATCHDOG)).hasSize(3);
    }

    /** So many minutes, in each of which the clock sets the canary off. */
    private void pass(World world, int minutes) {
        var watchdog = watching.computeIfAbsent(
                WATCHDOG,
                region -> new WatchdogStandIn(
                        new Watchdog(region, Duration.ofMinutes(5), List.of("owner")), world.ports.clock, rung::add));
        for (var minute = 0; minute < minutes; minute++) {
            world.canary();
            for (var step = 0; step < 6; step++) {
                world.pass(Duration.ofSeconds(10));
                var told = world.ports.heartbeats.told();
                told.subList(heard, told.size()).forEach(each -> watchdog.tell(each.region(), each.beat()));
                heard = told.size();
                watchdog.look();
            }
        }
    }

    private static String canaryAt(World world, Instant at) {
        return new AlarmSet(world.ports.canary(), "OK", "ALARM", at).event("111122223333", "us-west-2");
    }

    private static List<Told> in(World world, String region) {
        return world.ports.heartbeats.told().stream()
                .filter(told -> told.region().equals(region))
                .toList();
    }

    private static Canary canary(World world) {
        return Objects.requireNonNull(Canary.of(world.ports.table.row(Keys.CANARY)));
    }

    private static World world(Interference interference) {
        return new World(Valine.paging(), interference);
    }
}
