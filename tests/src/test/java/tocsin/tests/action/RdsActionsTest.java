package tocsin.tests.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tocsin.PortFailure;
import tocsin.action.Outcome;
import tocsin.action.Plan;
import tocsin.cloud.Instances.Event;
import tocsin.cloud.Instances.Modification;

class RdsActionsTest {
    private static final String DB = "project-valine-prod";

    private static Stage stage(String action, String... more) {
        var parameters = new String[more.length + 2];
        parameters[0] = "database";
        parameters[1] = DB;
        System.arraycopy(more, 0, parameters, 2, more.length);
        var stage = new Stage(action, parameters);
        stage.cloud.instances.create(DB, "db.t4g.medium", 100, true, Stage.ALLOWED);
        return stage;
    }

    private static Stage larger() {
        return stage("rds.scale", "class", "larger");
    }

    private static long events(Stage stage, String message) {
        return stage.cloud.instances.events(Stage.PLACE, DB, Stage.NOON, Stage.TIMEOUT).stream()
                .map(Event::message)
                .filter(message::equals)
                .count();
    }

    @Test
    void scaled_up_now_it_waits_until_the_instance_is_available_with_the_next_class() {
        var stage = larger();

        assertThat(stage.would().says())
                .isEqualTo(
                        "scale project-valine-prod from db.t4g.medium to db.t4g.large, now (some 5 min of downtime)");
        assertThat(stage.done().says()).isEqualTo("project-valine-prod is db.t4g.large with 100 GiB");
        assertThat(stage.clock.instant()).isAfterOrEqualTo(Stage.NOON.plus(Duration.ofMinutes(5)));
    }

    @Test
    void crashed_at_any_call_and_taken_up_again_it_is_scaled_once() {
        Stage.crashedEverywhere(RdsActionsTest::larger, (stage, outcome) -> {
            assertThat(outcome).isInstanceOf(Outcome.Done.class);
            assertThat(stage.cloud.instances.instanceClass(DB)).isEqualTo("db.t4g.large");
            assertThat(events(stage, "Finished applying modification to DB instance class"))
                    .isEqualTo(1);
        });
    }

    @Test
    void a_smaller_class_comes_in_the_window_alone() {
        assertThat(stage("rds.scale", "class", "smaller").plan())
                .isInstanceOf(Plan.NeedsPerson.class)
                .extracting(Plan::says)
                .asString()
                .contains("at once is downtime without need");

        var stage = stage("rds.scale", "class", "smaller", "when", "window");
        assertThat(stage.would().says())
                .isEqualTo("scale project-valine-prod from db.t4g.medium to db.t4g.small, in its window"
                        + " sun:02:00-sun:04:00 UTC");
        assertThat(stage.done().says())
                .isEqualTo("project-valine-prod will in its window be db.t4g.small with 100 GiB");
        assertThat(stage.cloud.instances.instanceClass(DB)).isEqualTo("db.t4g.medium");

        stage.clock.advance(Duration.ofDays(5).plusHours(14)); // Sunday, 02:00
        stage.cloud.instances.describe(Stage.PLACE, DB, Stage.TIMEOUT);
        stage.clock.advance(Duration.ofMinutes(6));
        assertThat(stage.cloud.instances.instanceClass(DB)).isEqualTo("db.t4g.small");
    }

    @Test
    void storage_grows_and_never_shrinks() {
        assertThat(stage("rds.scale", "storage", "150").done().says())
                .isEqualTo("project-valine-prod is db.t4g.medium with 150 GiB");
        assertThat(stage("rds.scale", "storage", "50").plan()).isInstanceOf(Plan.NeedsPerson.class);
    }

    @Test
    void what_is_no_size_is_refused_by_its_value() {
        assertThatThrownBy(() -> stage("rds.scale", "storage", "a lot").plan())
                .isInstanceOf(PortFailure.class)
                .hasMessage("storage: \"a lot\"; expected GiB, a whole number");
    }

    @Test
    void while_another_change_is_under_way_it_waits() {
        var stage = larger();
        stage.cloud.instances.modify(Stage.PLACE, DB, new Modification(null, 120, true), Stage.TIMEOUT);

        assertThat(stage.done().says()).isEqualTo("project-valine-prod is db.t4g.large with 120 GiB");
    }

    @Test
    void crashed_at_any_call_and_taken_up_again_it_is_rebooted_once() {
        var asked = new AtomicInteger();
        Stage.crashedEverywhere(
                () -> stage("rds.reboot"),
                (stage, outcome) -> onceOrAsked(
                        stage, outcome, "DB instance restarted", "project-valine-prod is available again", asked));
        assertThat(asked.get()).isPositive();
    }

    /** Where it died so that nothing tells whether RDS was asked, a person looks. */
    private static void onceOrAsked(Stage stage, Outcome outcome, String event, String says, AtomicInteger asked) {
        if (outcome instanceof Outcome.NeedsPerson(var why)) {
            assertThat(why)
                    .startsWith("nothing tells whether project-valine-prod was rebooted since 2026-03-02 12:00:00 UTC");
            assertThat(events(stage, event)).isZero();
            asked.incrementAndGet();
        } else {
            assertThat(outcome.says()).isEqualTo(says);
            assertThat(events(stage, event)).isEqualTo(1);
        }
    }

    @Test
    void where_rds_tells_nothing_of_it_in_time_it_is_not_asked_again_but_a_person() {
        for (var action : List.of("rds.reboot", "rds.fail-over")) {
            var stage = late(20 * 60, stage(action));
            var outcome = stage.done();

            assertThat(outcome)
                    .isEqualTo(new Outcome.NeedsPerson("nothing tells whether project-valine-prod was rebooted since"
                            + " 2026-03-02 12:00:00 UTC: look, and reboot it where it was not and is needed"));
            assertThat(stage.clock.instant()).isEqualTo(Stage.NOON.plus(Duration.ofMinutes(5)));
            stage.clock.advance(Duration.ofHours(1));
            assertThat(events(stage, "DB instance restarted")).isEqualTo(1);
        }
    }

    @Test
    void what_rds_declined_as_too_many_requests_is_asked_again() {
        for (var requests = 1; requests <= 3; requests++) {
            var stage = stage("rds.reboot");
            var facts = stage.would().facts();
            stage.cloud.instances.throttle(requests);

            assertThat(stage.done(facts).says()).isEqualTo("project-valine-prod is available again");
            assertThat(events(stage, "DB instance restarted")).isEqualTo(1);
        }
    }

    @Test
    void crashed_at_any_call_and_taken_up_again_it_fails_over_once() {
        Stage.crashedEverywhere(
                () -> stage("rds.fail-over"),
                (stage, outcome) -> onceOrAsked(
                        stage,
                        outcome,
                        "Multi-AZ instance failover completed",
                        "project-valine-prod is available again, in zone us-west-2b",
                        new AtomicInteger()));
    }

    @Test
    void without_a_standby_nothing_fails_over() {
        var stage = new Stage("rds.fail-over", "database", DB);
        stage.cloud.instances.create(DB, "db.t4g.medium", 100, false, Stage.ALLOWED);

        assertThat(stage.plan()).isInstanceOf(Plan.NeedsPerson.class);
    }

    @Test
    void a_description_gives_what_steps_ask_for() {
        assertThat(stage("rds.describe").done().says())
                .isEqualTo("project-valine-prod is available: db.t4g.medium, 100 GiB, with a standby, pending class"
                        + " none, last event of 2 h: none");
    }

    @Test
    void crashed_at_any_call_and_taken_up_again_storage_grows_once() {
        Stage.crashedEverywhere(() -> stage("rds.scale", "storage", "150"), (stage, outcome) -> {
            assertThat(outcome.says()).isEqualTo("project-valine-prod is db.t4g.medium with 150 GiB");
            assertThat(events(stage, "Finished applying modification to allocated storage"))
                    .isEqualTo(1);
        });
    }

    @Test
    void crashed_at_any_call_and_taken_up_again_the_window_brings_it_once() {
        Stage.crashedEverywhere(() -> stage("rds.scale", "class", "smaller", "when", "window"), (stage, outcome) -> {
            assertThat(outcome.says()).startsWith("project-valine-prod will in its window be db.t4g.small");
            stage.clock.advance(Duration.ofDays(7));
            assertThat(stage.cloud.instances.instanceClass(DB)).isEqualTo("db.t4g.small");
            assertThat(events(stage, "Finished applying modification to DB instance class"))
                    .isEqualTo(1);
        });
    }

    @Test
    void however_late_reads_are_nothing_is_done_twice() {
        for (var late : List.of(5, 20, 60)) {
            Stage.crashedEverywhere(() -> late(late, larger()), (stage, outcome) -> {
                assertThat(outcome.says()).isEqualTo("project-valine-prod is db.t4g.large with 100 GiB");
                assertThat(events(stage, "Finished applying modification to DB instance class"))
                        .isEqualTo(1);
            });
            Stage.crashedEverywhere(
                    () -> late(late, stage("rds.reboot")),
                    (stage, outcome) -> onceOrAsked(
                            stage,
                            outcome,
                            "DB instance shutdown",
                            "project-valine-prod is available again",
                            new AtomicInteger()));
        }
    }

    private static Stage late(int seconds, Stage stage) {
        stage.cloud.instances.late(Duration.ofSeconds(seconds));
        return stage;
    }

    @Test
    void asked_too_often_it_is_asked_again_and_done_once() {
        for (var requests = 1; requests <= 4; requests++) {
            var stage = larger();
            var facts = stage.would().facts();
            stage.cloud.instances.throttle(requests);

            assertThat(stage.done(facts).says()).isEqualTo("project-valine-prod is db.t4g.large with 100 GiB");
            assertThat(events(stage, "Finished applying modification to DB instance class"))
                    .isEqualTo(1);
        }
    }

    @Test
    void what_waits_for_the_window_is_brought_forward_where_it_is_asked_for_now() {
        var stage = larger();
        stage.cloud.instances.modify(Stage.PLACE, DB, new Modification("db.t4g.large", null, false), Stage.TIMEOUT);

        assertThat(stage.done().says()).isEqualTo("project-valine-prod is db.t4g.large with 100 GiB");
    }

    @Test
    void what_comes_along_from_the_window_is_said() {
        var stage = stage("rds.scale", "storage", "150");
        stage.cloud.instances.modify(Stage.PLACE, DB, new Modification("db.t4g.large", null, false), Stage.TIMEOUT);

        assertThat(stage.would().says())
                .isEqualTo("scale project-valine-prod from 100 GiB to 150 GiB, now (some 5 min of downtime), and with"
                        + " it what waits for the window: class db.t4g.large");
    }

    @Test
    void storage_grows_by_a_tenth_at_least() {
        var stage = stage("rds.scale", "storage", "101");

        assertThat(stage.would().says()).isEqualTo("scale project-valine-prod from 100 GiB to 110 GiB, now");
        assertThat(stage.done().says()).isEqualTo("project-valine-prod is db.t4g.medium with 110 GiB");
    }

    @Test
    void storage_does_not_grow_twice_within_six_hours() {
        var stage = stage("rds.scale", "storage", "200");
        stage.cloud.instances.modify(Stage.PLACE, DB, new Modification(null, 150, true), Stage.TIMEOUT);
        stage.clock.advance(Duration.ofMinutes(10));

        assertThat(stage.plan())
                .isEqualTo(new Plan.NeedsPerson("the storage of project-valine-prod grew at 2026-03-02 12:05:00 UTC"
                        + " already; RDS lets storage grow once in 6 h: free some on project-valine-prod, or wait"));
        stage.clock.advance(Duration.ofHours(6));
        assertThat(stage.done().says()).isEqualTo("project-valine-prod is db.t4g.medium with 200 GiB");
    }

    @Test
    void storage_that_is_optimized_for_hours_is_there_and_the_class_may_change() {
        var stage = stage("rds.scale", "storage", "150");
        stage.cloud.instances.optimizing(Duration.ofHours(8));
        assertThat(stage.done().says()).isEqualTo("project-valine-prod is db.t4g.medium with 150 GiB");

        assertThat(stage.cloud
                        .instances
                        .describe(Stage.PLACE, DB, Stage.TIMEOUT)
                        .status())
                .isEqualTo("storage-optimization");
        stage.clock.advance(Duration.ofHours(7));
        assertThat(stage("rds.scale", "class", "larger").done().says()).contains("db.t4g.large");
    }

    @Test
    void what_somebody_scaled_meanwhile_is_left() {
        var stage = larger();
        var facts = stage.would().facts();
        stage.cloud.instances.modify(Stage.PLACE, DB, new Modification("db.r6g.xlarge", null, true), Stage.TIMEOUT);
        stage.clock.advance(Duration.ofMinutes(6));

        assertThat(stage.acted(facts))
                .isEqualTo(new Outcome.NeedsPerson("somebody scaled project-valine-prod from db.t4g.medium to"
                        + " db.r6g.xlarge meanwhile; it was left there"));
    }

    @Test
    void words_that_mean_nothing_here_are_refused_by_their_value() {
        assertThatThrownBy(() ->
                        stage("rds.scale", "class", "larger", "when", "Window").plan())
                .hasMessage("when: \"Window\"; expected now or window");
        assertThatThrownBy(() -> stage("rds.scale", "class", "huge").plan())
                .hasMessage("class: \"huge\"; expected larger, smaller, or a class as db.t4g.large");
    }

    @Test
    void an_instance_that_is_down_for_long_after_a_reboot_is_given_up() {
        var stage = stage("rds.reboot");
        stage.cloud.instances.takes(Duration.ofHours(1));

        assertThat(stage.done()).isEqualTo(new Outcome.Failed("project-valine-prod is rebooting still, after 20 min"));
    }
}
