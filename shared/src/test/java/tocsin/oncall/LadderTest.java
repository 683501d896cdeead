package tocsin.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tocsin.oncall.TestingRotas.hours;
import static tocsin.oncall.TestingRotas.rota;
import static tocsin.oncall.TestingRotas.turns;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.oncall.Ladder.Rung;
import tocsin.oncall.Ladder.Step;

class LadderTest {
    private static final Duration FIVE = Duration.ofMinutes(5);
    private static final Duration TEN = Duration.ofMinutes(10);
    private static final Instant MORNING = Instant.parse("2026-01-06T10:00:00Z");
    private static final Ladder LADDER =
            new Ladder(List.of(new Step("primary", FIVE), new Step("cy", FIVE), new Step(Ladder.EVERYONE, TEN)));

    @Test
    void a_page_climbs_from_who_is_on_call_to_everyone_and_stays_there_for_ever() {
        var roster = roster(rota("primary", turns(7, "UTC", "09:00", "ada", "bob")));

        assertThat(LADDER.rung(0, MORNING, roster)).isEqualTo(new Rung(0, List.of("ada"), FIVE));
        assertThat(LADDER.rung(1, MORNING, roster)).isEqualTo(new Rung(1, List.of("cy"), FIVE));
        for (var step : List.of(2, 3, 50, 100_000)) {
            assertThat(LADDER.rung(step, MORNING, roster)).isEqualTo(new Rung(step, List.of("ada", "bob", "cy"), TEN));
        }
    }

    @Test
    void a_hand_over_in_the_middle_changes_who_is_meant_by_the_rota() {
        var roster = roster(rota("primary", turns(7, "UTC", "09:00", "ada", "bob")));
        var handOver = Instant.parse("2026-01-12T09:00:00Z");

        assertThat(LADDER.rung(0, handOver.minusNanos(1), roster).people()).containsExactly("ada");
        assertThat(LADDER.rung(0, handOver, roster).people()).containsExactly("bob");
    }

    @Test
    void a_hole_in_the_rota_is_passed_over_at_once() {
        var roster = roster(rota("primary", hours("UTC", "14:00", "22:00", "ada")));

        assertThat(LADDER.rung(0, MORNING, roster)).isEqualTo(new Rung(1, List.of("cy"), FIVE));
        assertThat(new Ladder(List.of(new Step("primary", FIVE), new Step(Ladder.EVERYONE, TEN)))
                        .rung(0, MORNING, roster))
                .isEqualTo(new Rung(1, List.of("ada", "bob", "cy"), TEN));
    }

    @Test
    void whom_the_configuration_no_longer_knows_fills_no_place() {
        var gone = new ShiftOverride(
                "o1", "primary", "zed", MORNING.minusSeconds(60), MORNING.plusSeconds(60), "ada", MORNING);
        var roster = new Roster(
                List.of("ada", "bob", "cy"),
                List.of(rota("primary", turns(7, "UTC", "09:00", "ada", "bob"))),
                List.of(gone),
                List.of());

        assertThat(LADDER.rung(0, MORNING, roster).people()).containsExactly("ada");
    }

    @Test
    void a_ladder_that_does_not_end_at_everyone_cannot_be_made() {
        assertThatThrownBy(() -> new Ladder(List.of(new Step("primary", FIVE))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Ladder(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static Roster roster(Rota rota) {
        return new Roster(List.of("ada", "bob", "cy"), List.of(rota), List.of(), List.of());
    }
}
