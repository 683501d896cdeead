package tocsin.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tocsin.alarm.AlarmState;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Automations.HandedOver;
import tocsin.cloud.Cloud;
import tocsin.cloud.StateMachines;
import tocsin.config.Mode;
import tocsin.page.Web;
import tocsin.state.Keys;
import tocsin.state.Row;
import tocsin.state.Value;
import tocsin.state.Write;
import tocsin.testing.Interference;
import tocsin.testing.PortCall;

/** A run from the alarm to its proof, or to whoever must look. */
class RunTest {
    private static final String OWNER = "owner";
    private static final String ASKED_FOR = "run: the runbook connection-pool is to run";
    private static final String SEEN = "run: sees: valine-prod-db-connections was 93, last at 2026-03-02 11:59:00 UTC;"
            + " no deployment was told of in the last 2 h";
    private static final String COUNTED = "run: project-valine-prod has 93 of 100 connections open, 83 of them idle";
    private static final String END = "end the connections of project-valine-prod that are idle for more than 10 min";
    private static final String RESTART = "restart valine-prod-api: live from version 1 to a new one of the same code";
    private static final String CONFIRMED =
            "CloudWatch confirms valine-prod-db-connections: 93 at 2026-03-02 11:59:00 UTC (threshold 80)";
    private static final String RESTARTED = "arn:aws:lambda:us-west-2:111122223333:function:valine-prod-api";
    private static final String MACHINE = "arn:aws:states:us-west-2:111122223333:stateMachine:valine-move";
    private static final String NOT_PROVEN = "not proven within 10 min: ";

    private static void answer(Product product, boolean approved) {
        assertThat(product.answered(approved, OWNER)).isEmpty();
    }

    @Test
    void an_automatic_run_mends_and_is_proven() {
        var product = new Product(Mode.AUTOMATIC).alarmed().untilOver();

        assertThat(product.said())
                .containsExactly(
                        ASKED_FOR,
                        "run: begins \"The database has no connections left\"; it acts by itself",
                        SEEN,
                        COUNTED,
                        "run: begins to " + END + "; " + CONFIRMED,
                        "run: ended those that were idle for more than 10 min; now project-valine-prod has 10 of 100"
                                + " connections open, 0 of them idle",
                        "run: begins to " + RESTART,
                        "run: restarted valine-prod-api: live leads to version 2",
                        "run: all is done; is it well within 10 min, for 5 min?",
                        "run: well: valine-prod-db-connections is OK with 10 at 2026-03-02 12:01:00 UTC (threshold 80);"
                                + " https://api.example.com/health answers 200; is watched for 5 min",
                        "run proven: proven: valine-prod-db-connections is OK with 10 at 2026-03-02 12:06:00 UTC"
                                + " (threshold 80); https://api.example.com/health answers 200;"
                                + " well since 2026-03-02 12:02:05 UTC");
        assertThat(product.allChanges())
                .containsExactly(
                        "ended 83 connections",
                        "variables of valine-prod-api",
                        "version 2 of valine-prod-api",
                        "alias live of valine-prod-api to 2");
    }

    @Test
    void in_the_mode_approve_it_says_what_it_would_do_and_waits() {
        var product = new Product(Mode.APPROVE).alarmed().untilAsking();

        assertThat(product.said())
                .containsExactly(
                        ASKED_FOR,
                        "run: begins \"The database has no connections left\"; it asks before it changes anything",
                        SEEN,
                        COUNTED,
                        "run asks: may it " + END + "; " + RESTART + "? " + CONFIRMED
                                + " (approve it, or reject it, until 2026-03-02 13:00:00 UTC)");
        product.passing(Duration.ofMinutes(30));
        assertThat(product.allChanges()).isEmpty();

        answer(product, true);
        product.untilOver();

        assertThat(product.said()).contains("run: approved by owner (owner)");
        assertThat(product.said().getLast()).startsWith("run proven: ");
    }

    @Test
    void a_change_that_was_cut_off_is_made_where_it_is_taken_up_soon() {
        var product = cutOff();

        product.ports.clock.advance(Duration.ofMinutes(5));
        product.untilOver();

        assertThat(product.said().getLast()).startsWith("run proven: ");
        assertThat(product.allChanges()).contains("ended 83 connections");
    }

    @Test
    void a_change_that_was_cut_off_and_is_taken_up_late_is_put_to_a_person() {
        var product = cutOff();

        product.ports.clock.advance(Duration.ofMinutes(11));
        product.untilAsking();

        assertThat(product.said().getLast())
                .startsWith("run asks: \"Step idle\" was begun at 2026-03-02 12:00")
                .contains("and cut off, too long ago to go on with it");
        assertThat(product.allChanges()).isEmpty();
    }

    @Test
    void what_was_handed_over_is_waited_for_however_long_it_takes() {
        var product = new Product(Mode.AUTOMATIC);
        product.ports.cloud = handingOver(product, Product.NOON.plus(Duration.ofMinutes(45)));
        product.with(runbook -> new Runbook(
                        runbook.name(),
                        runbook.title(),
                        runbook.when(),
                        List.of(Product.step("hand", "stepfunctions.run", null, "machine", MACHINE)),
                        runbook.proof()))
                .alarmed();

        product.until(() -> product.status(1).equals("proving"), Duration.ofHours(1));

        assertThat(product.ports.clock.instant()).isAfter(Product.NOON.plus(Duration.ofMinutes(44)));
        assertThat(product.said()).noneMatch(line -> line.startsWith("run asks"));
    }

    private static Cloud handingOver(Product product, Instant end) {
        var cloud = product.ports.cloud;
        var machines = new StateMachines() {
            @Override
            public String start(Place place, String machine, String name, String input, Duration timeout) {
                return machine + ":" + name;
            }

            @Override
            public boolean isExpress(Place place, String machine, Duration timeout) {
                return false;
            }

            @Override
            public HandedOver state(Place place, String execution, Duration timeout) {
                var over = product.ports.clock.instant().isAfter(end);
                return new HandedOver(over ? HandedOver.Status.SUCCEEDED : HandedOver.Status.RUNNING, "");
            }

            @Override
            public Map<String, String> tags(Place place, String machine, Duration timeout) {
                return Map.of("tocsin", "allowed");
            }
        };
        return new Cloud(
                cloud.functions(),
                cloud.instances(),
                cloud.distributions(),
                cloud.buckets(),
                cloud.gateways(),
                cloud.logs(),
                cloud.stacks(),
                cloud.automations(),
                machines,
                cloud.keyTables());
    }

    @Test
    void what_another_run_has_just_kept_is_not_taken_from_it() {
        var product = new Product(Mode.AUTOMATIC).alarmed();
        var lease = Keys.target(Product.DATABASE, "lease");
        product.ports.table.write(new Write.Put(new Row(lease, held(Product.NOON)), List.of()));
        product.seen = product.ports.with(new Interference() {
            @Override
            public void before(PortCall call) {
                if (call.method().equals("transact") && product.said().contains(COUNTED)) {
                    var kept = held(Product.NOON.plus(Duration.ofMinutes(10)));
                    product.ports.table.write(new Write.Put(new Row(lease, kept), List.of()));
                }
            }
        });

        product.passing(Duration.ofMinutes(1));

        assertThat(product.allChanges()).isEmpty();
        assertThat(product.said()).contains("run: waits: db-7/1 is at " + Product.DATABASE);
    }

    private static Map<String, Value> held(Instant until) {
        var held = new TreeMap<String, Value>();
        held.put("holder", Value.of("db-7/1"));
        held.put("lease", Value.of(2));
        held.put("leaseUntil", Value.of(until.toEpochMilli()));
        return held;
    }

    @Test
    void a_run_that_has_lost_all_that_it_changed_to_others_comes_to_its_end() {
        var product = new Product(Mode.AUTOMATIC).alarmed();
        product.endsIdle = false;
        product.until(() -> product.status(1).equals("proving"), Duration.ofMinutes(10));
        for (var arn : List.of(Product.DATABASE, RESTARTED)) {
            var taken = held(Product.NOON.plus(Duration.ofHours(1)));
            product.ports.table.write(new Write.Put(new Row(Keys.target(arn, "lease"), taken), List.of()));
        }

        product.untilOver();

        assertThat(product.said().getLast())
                .startsWith("run failed: another run has taken " + Product.DATABASE + " and " + RESTARTED
                        + " meanwhile; stays: ");
        assertThat(product.allChanges()).doesNotContain("alias live of valine-prod-api to 1");
    }

    /** That connections will be ended is committed, and then the function dies. */
    private static Product cutOff() {
        var product = new Product(Mode.AUTOMATIC).alarmed();
        product.dies = true;
        assertThatThrownBy(product::untilOver).hasMessage("the function is gone");
        product.dies = false;
        return product;
    }

    @Test
    void rejected_it_ends_and_nothing_was_changed() {
        var product = new Product(Mode.APPROVE).alarmed().untilAsking();

        answer(product, false);
        product.passing(Duration.ofMinutes(5));

        assertThat(product.said()).endsWith("run ended: rejected by owner; nothing was changed (owner)");
        assertThat(product.status(1)).isEqualTo("over");
        assertThat(product.allChanges()).isEmpty();
    }

    @Test
    void an_approval_that_comes_too_late_does_not_count() {
        var product = new Product(Mode.APPROVE).alarmed().untilAsking();
        product.ports.clock.advance(Duration.ofMinutes(60));

        assertThat(product.answered(true, OWNER)).contains("too late: it asked until 2026-03-02 13:00:00 UTC");
        product.untilOver();

        assertThat(product.said()).endsWith("run ended: nobody approved it within 1 h; nothing was changed");
        assertThat(product.allChanges()).isEmpty();
    }

    @Test
    void it_cannot_be_approved_twice_nor_when_it_asks_nothing() {
        var product = new Product(Mode.APPROVE).alarmed().untilAsking();
        answer(product, true);

        assertThat(product.answered(true, OWNER)).contains("it asks nothing now: it is running");
        assertThat(new Approvals(product.ports).approve(Product.INCIDENT, 7, OWNER, "may it?"))
                .contains("there is no such run");
    }

    @Test
    void in_the_shadow_it_only_says_what_it_would_do() {
        var asked = new Product(Mode.AUTOMATIC).alarmed();
        var product = new Product(Mode.SHADOW);
        asked.ports.table.rows().forEach(row -> product.ports.table.write(new Write.Put(row, List.of())));

        product.untilOver();

        assertThat(product.said())
                .endsWith("run ended: in the shadow: would count the connections of project-valine-prod; where"
                        + " {\"open.count\":[{\"numeric\":[\">\",80]}]} holds, " + END + "; " + RESTART);
        assertThat(product.allChanges()).isEmpty();
    }

    @Test
    void with_nothing_ended_it_is_not_proven_takes_back_what_it_can_and_tells() {
        var product = new Product(Mode.AUTOMATIC);
        product.endsIdle = false;
        product.alarmed().untilOver();

        assertThat(product.said()).contains("run: live of valine-prod-api is back at version 1");
        assertThat(product.said().getLast())
                .startsWith("run failed: " + NOT_PROVEN + "valine-prod-db-connections is ALARM since ")
                .endsWith("; stays: ended those that were idle for more than 10 min; now project-valine-prod has"
                        + " 93 of 100 connections open, 83 of them idle (a pool that needs a connection opens it anew;"
                        + " a transaction that was rolled back must be done again);"
                        + " taken back: live of valine-prod-api is back at version 1");
        assertThat(product.environmentBehind("live")).doesNotContainKey("TOCSIN_RESTART");
    }

    @Test
    void well_by_the_metric_and_ill_by_the_probe_is_not_proven() {
        var product = new Product(Mode.AUTOMATIC);
        product.ports.web.answering(call -> new Web.Answer(503, Map.of(), ""));
        product.alarmed().untilOver();

        assertThat(product.said().getLast())
                .startsWith("run failed: " + NOT_PROVEN + "https://api.example.com/health answers 503");
    }

    @Test
    void what_is_well_for_a_moment_only_is_not_proven() {
        var product = new Product(Mode.AUTOMATIC).alarmed();
        product.until(() -> product.said().getLast().startsWith("run: well: "), Duration.ofMinutes(5));
        product.busy = 95;
        product.untilOver();

        assertThat(product.said()).anyMatch(line -> line.startsWith("run: not well again: "));
        assertThat(product.said().getLast()).startsWith("run failed: " + NOT_PROVEN);
    }

    /** Mends, and must be well for ten minutes within twenty. */
    private static Product watchedForTenMinutes() {
        return new Product(Mode.AUTOMATIC)
                .with(runbook -> new Runbook(
                        runbook.name(),
                        runbook.title(),
                        runbook.when(),
                        runbook.steps(),
                        new Runbook.Proof(true, true, Duration.ofMinutes(20), Duration.ofMinutes(10), 40)))
                .alarmed();
    }

    private static Product wellFor(Product product, Duration time) {
        product.until(() -> product.said().getLast().startsWith("run: well: "), Duration.ofMinutes(5));
        return product.passing(time);
    }

    @Test
    void a_leak_that_comes_back_in_eight_minutes_is_not_proven() {
        var product = wellFor(watchedForTenMinutes(), Duration.ofMinutes(8));
        product.idle = 83;
        product.untilOver();

        assertThat(product.said()).anyMatch(line -> line.startsWith("run: not well again: "));
        assertThat(product.said().getLast())
                .startsWith("run failed: not proven within 20 min: ")
                .contains("taken back: live of valine-prod-api is back at version 1");
    }

    @Test
    void what_was_ill_in_between_must_be_well_for_all_its_time_anew() {
        var product = wellFor(watchedForTenMinutes(), Duration.ofMinutes(8));
        product.idle = 83;
        product.until(() -> product.said().getLast().startsWith("run: not well again: "), Duration.ofMinutes(2));
        product.idle = 0;
        wellFor(product, Duration.ofMinutes(9));
        assertThat(product.status(1)).isEqualTo("proving");
        product.passing(Duration.ofMinutes(1));

        assertThat(product.said().getLast()).startsWith("run proven: ");
    }

    @Test
    void a_forged_alarm_changes_nothing_and_asks_nobody() {
        for (var mode : List.of(Mode.AUTOMATIC, Mode.APPROVE)) {
            var product = new Product(mode);
            product.alarmFollows = false;
            product.alarm(AlarmState.OK);
            product.alarmed().untilOver();

            assertThat(product.said())
                    .endsWith("run ended: not confirmed, so nothing was changed: CloudWatch says that"
                            + " valine-prod-db-connections is OK since 2026-03-02 12:00:00 UTC");
            assertThat(product.allChanges()).isEmpty();
        }
    }

    @Test
    void an_alarm_that_breaches_no_more_when_it_is_approved_changes_nothing() {
        var product = new Product(Mode.APPROVE).alarmed().untilAsking();
        product.alarmFollows = false;
        product.idle = 20;
        product.passing(Duration.ofMinutes(4));
        answer(product, true);
        product.untilOver();

        assertThat(product.said().getLast())
                .startsWith("run ended: not confirmed, so nothing was changed: valine-prod-db-connections is in ALARM,"
                        + " but is breaching no more: 30 at ");
    }

    @Test
    void a_step_whose_condition_does_not_hold_is_left_out_and_that_is_told() {
        var product = new Product(Mode.AUTOMATIC)
                .with(runbook -> new Runbook(
                        runbook.name(),
                        runbook.title(),
                        runbook.when(),
                        List.of(
                                runbook.steps().get(0),
                                Product.step(
                                        "idle",
                                        "postgres.end-idle-connections",
                                        "{\"open.count\":[{\"numeric\":[\">\",99]}]}",
                                        "database",
                                        "${service.database}",
                                        "idle-for",
                                        "10m")),
                        runbook.proof()))
                .alarmed()
                .untilOver();

        assertThat(product.said())
                .contains("run: leaves out \"Step idle\": {\"open.count\":[{\"numeric\":[\">\",99]}]} does not hold of"
                        + " {open.count=93, open.idle=83, open.limit=100}")
                .endsWith("run ended: done; nothing had to be changed");
    }

    @Test
    void time_passes_by_a_timer_and_a_person_is_asked_where_a_step_says_so() {
        var product = new Product(Mode.AUTOMATIC)
                .with(runbook -> new Runbook(
                        runbook.name(),
                        runbook.title(),
                        runbook.when(),
                        List.of(
                                Product.step("pause", "wait", null, "for", "2m"),
                                Product.step("sure", "person.approve", null, "ask", "is it quiet?"),
                                Product.step("pool", "person.tell", null, "text", "raise the pool to 20"),
                                runbook.steps().get(2)),
                        runbook.proof()))
                .alarmed()
                .untilAsking();

        assertThat(product.ports.clock.instant()).isEqualTo(Product.NOON.plusSeconds(120));
        product.idle = 20;
        answer(product, true);
        product.untilOver();

        assertThat(product.said())
                .contains(
                        "run: waited 2 min",
                        "run asks: is it quiet? Approved, it is going to say: raise the pool to 20; " + RESTART
                                + ". CloudWatch confirms valine-prod-db-connections: 93 at 2026-03-02 12:01:00 UTC"
                                + " (threshold 80) (approve it, or reject it, until 2026-03-02 13:02:00 UTC)",
                        "run: approved by owner (owner)",
                        "run: raise the pool to 20");
        assertThat(product.said().getLast()).startsWith("run proven: ");
    }

    @Test
    void what_the_database_refuses_is_tried_again_and_then_told() {
        var product = new Product(Mode.AUTOMATIC);
        product.databaseError = "project-valine-prod does not let tocsin in";
        product.alarmed().untilOver();

        assertThat(product.said())
                .endsWith("run failed: \"Step open\": project-valine-prod does not let tocsin in; nothing was changed");
        assertThat(product.ports.database.requests()).hasSize(5);
    }

    @Test
    void a_runbook_that_was_changed_while_it_ran_is_not_gone_on_with() {
        var product = new Product(Mode.APPROVE).alarmed().untilAsking();
        product.with(
                runbook -> new Runbook(runbook.name(), "Another", runbook.when(), runbook.steps(), runbook.proof()));
        answer(product, true);
        product.untilOver();

        assertThat(product.said())
                .endsWith(
                        "run failed: connection-pool was changed while it ran: what it began with is not gone on with;"
                                + " nothing was changed");
    }
}
