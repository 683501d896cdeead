package tocsin.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tocsin.action.Plan.Target;
import tocsin.config.Budget;
import tocsin.config.MayTouch;
import tocsin.config.Paging;
import tocsin.config.Pattern;
import tocsin.config.Rate;
import tocsin.config.Service;
import tocsin.config.Severity;
import tocsin.maintenance.Maintenance;
import tocsin.maintenance.Occurrence;
import tocsin.maintenance.Plans;
import tocsin.maintenance.Window;

/** What each rule says, and that each says it by itself. */
class GuardrailsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Map<String, String> ALLOWED = Map.of("tocsin", "allowed");
    private static final String ARN = "arn:aws:rds:us-west-2:111122223333:db:project-valine-prod";

    private final Guardrails guardrails = new Guardrails(
            new Budget(new Rate(1, Duration.ofHours(6)), new Rate(5, Duration.ofDays(1))),
            new MayTouch(List.of("111122223333"), ALLOWED));

    private static Target target(String account, Map<String, String> tags, boolean ours) {
        return new Target(ARN, account, tags, ours);
    }

    private static Guardrails.Change change(Target target) {
        return change(target, null, Spent.NOTHING, Spent.NOTHING);
    }

    private static Guardrails.Change change(Target target, @Nullable Halt halt, Spent onTarget, Spent inAll) {
        return new Guardrails.Change(target, halt, onTarget, inAll, NOON);
    }

    private static Target allowed() {
        return target("111122223333", ALLOWED, false);
    }

    private static Spent before(int... hours) {
        return new Spent(
                Arrays.stream(hours)
                        .mapToObj(each -> NOON.minus(Duration.ofHours(each)))
                        .toList(),
                1);
    }

    @Test
    void what_no_rule_stands_against_may_be_changed() {
        assertThat(guardrails.refusal(change(allowed()))).isEmpty();
    }

    @Test
    void while_all_is_halted_nothing_may() {
        var halt = new Halt("ann", NOON.minusSeconds(60));
        assertThat(guardrails.refusal(change(allowed(), halt, Spent.NOTHING, Spent.NOTHING)))
                .contains("halted by ann at 2026-03-02 11:59:00 UTC");
    }

    @Test
    void no_part_of_tocsin_may() {
        assertThat(guardrails.refusal(change(target("111122223333", ALLOWED, true))))
                .contains(ARN + " is a part of Tocsin, which no runbook may touch");
    }

    @Test
    void only_what_may_touch_lists_may() {
        assertThat(guardrails.refusal(change(target("444455556666", ALLOWED, false))))
                .contains(ARN + " is in account 444455556666, which may-touch does not list");
        for (var tags : List.of(Map.<String, String>of(), Map.of("tocsin", "no"))) {
            assertThat(guardrails.refusal(change(target("111122223333", tags, false))))
                    .contains(ARN + " has no tag tocsin: allowed, which may-touch asks for");
        }
        var noResource = new Target("discord:123", "111122223333", Map.of(), false);
        assertThat(guardrails.refusal(change(noResource))).isEmpty();
    }

    @Test
    void a_target_may_once_in_six_hours() {
        assertThat(guardrails.refusal(change(allowed(), null, before(5), Spent.NOTHING)))
                .contains("the budget of " + ARN + " is spent: 1 of 1 within 6 h; the next is allowed at"
                        + " 2026-03-02 13:00:00 UTC");
        assertThat(guardrails.refusal(change(allowed(), null, before(6), Spent.NOTHING)))
                .isEmpty();
    }

    @Test
    void all_together_may_five_times_a_day() {
        assertThat(guardrails.refusal(change(allowed(), null, Spent.NOTHING, before(23, 20, 9, 8, 7))))
                .contains("the budget in all is spent: 5 of 5 within 24 h; the next is allowed at"
                        + " 2026-03-02 13:00:00 UTC");
        assertThat(guardrails.refusal(change(allowed(), null, Spent.NOTHING, before(24, 20, 9, 8, 7))))
                .isEmpty();
    }

    @Test
    void two_unproven_runs_in_a_row_speak_against_acting_by_itself() {
        assertThat(Guardrails.disappointed(1)).isNull();
        assertThat(Guardrails.disappointed(2)).isEqualTo("its last 2 runs were not proven");
    }

    @Test
    void people_at_work_speak_against_acting_by_itself_but_where_it_is_worse_than_their_window() {
        var window = Window.weekly(
                DayOfWeek.MONDAY,
                LocalTime.of(11, 0),
                LocalTime.of(13, 0),
                ZoneOffset.UTC,
                List.of("db"),
                List.of(Severity.P0),
                null,
                "a new major version");
        var open = List.of(window);

        assertThat(Guardrails.maintained(open, "db", Severity.P1, NOON))
                .isEqualTo("it is in a maintenance window until 2026-03-02 13:00:00 UTC (a new major version)");
        assertThat(Guardrails.maintained(open, "db", Severity.P0, NOON)).isNull();
        assertThat(Guardrails.maintained(open, "api", Severity.P1, NOON)).isNull();
        assertThat(Guardrails.maintained(open, "db", Severity.P1, NOON.plus(Duration.ofHours(1))))
                .isNull();
    }

    @Test
    void planned_maintenance_speaks_against_it_too_also_while_it_overruns() {
        var db = new Service(
                "prod", "db", "all", List.of(), new Pattern("{\"alarm\":[\"x\"]}"), null, new TreeMap<>(), Paging.ON);
        var planned = Maintenance.planned(
                1,
                "certificates",
                "prod",
                List.of("db"),
                List.of(Severity.P0),
                new Occurrence(NOON, NOON.plus(Duration.ofHours(1))),
                null,
                "ann",
                NOON);
        var plans = Plans.NONE.with(planned.withPhase(Maintenance.Phase.UNDER_WAY));

        assertThat(Guardrails.maintained(plans, db, Severity.P1, NOON))
                .isEqualTo("maintenance-1 is under way until 2026-03-02 13:00:00 UTC (certificates)");
        assertThat(Guardrails.maintained(plans, db, Severity.P1, NOON.plus(Duration.ofHours(2))))
                .isNotNull();
        assertThat(Guardrails.maintained(plans, db, Severity.P0, NOON)).isNull();
        assertThat(Guardrails.maintained(Plans.NONE, db, Severity.P1, NOON)).isNull();
    }
}
