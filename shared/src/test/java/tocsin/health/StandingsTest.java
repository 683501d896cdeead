package tocsin.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.config.Check;
import tocsin.config.Configuration;
import tocsin.config.Layer;
import tocsin.config.Severity;
import tocsin.health.Gauges.Value;
import tocsin.testing.TestingProduct;

/** What a service's checks come to as one number, and when as none. */
class StandingsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Configuration CONFIGURATION = TestingProduct.paging();

    /** As bad as the rules call a service that is down; two are waited for. */
    private static final List<Check> CHECKS =
            List.of(check("answers", 2, null), check("enters", 1, null), check("errors", 1, Severity.P3));

    private static Check check(String name, int after, @Nullable Severity severity) {
        return new Check("prod", name, "api", Layer.API, "http", Map.of(), Duration.ofSeconds(5), after, severity);
    }

    private static Result result(Check check, State state) {
        return new Result(check.name(), check.service(), check.layer(), state, "it says so", false, 1);
    }

    /** How it stands after these sweeps, each a letter: well, unwell, unknown ({@code ?}). */
    private static Kept kept(Check check, String sweeps) {
        var kept = Kept.first(result(check, state(sweeps.charAt(0))), NOON);
        for (var at = 1; at < sweeps.length(); at++) {
            kept = kept.then(result(check, state(sweeps.charAt(at))), NOON.plusSeconds(300L * at));
        }
        return kept;
    }

    private static State state(char letter) {
        return switch (letter) {
            case 'w' -> State.WELL;
            case 'u' -> State.UNWELL;
            default -> State.UNKNOWN;
        };
    }

    @ParameterizedTest(name = "{0}, {1}, {2}: {3}")
    @CsvSource(nullValues = "none", textBlock = """
            w,    w, w, 0
            u,    w, w, 0
            uu,   w, w, 1
            uu,   ?, ?, 1
            w,    ?, w, none
            ?,    w, w, none
            u,    ?, w, none
            w,    w, ?, 0
            w,    w, u, 0
            ?,    ?, w, none
            ?,    ?, ?, none
            uu?,  w, w, none
            uu?u, w, w, 1
            u?u,  w, w, 1
            uwu,  w, w, 0
            """)
    void down_is_0_only_where_whatever_could_make_it_1_is_known(
            String answers, String enters, String errors, @Nullable Integer down) {
        var sweeps = List.of(answers, enters, errors);
        var kept = List.of(0, 1, 2).stream()
                .map(at -> kept(CHECKS.get(at), sweeps.get(at)))
                .toList();
        var results = List.of(0, 1, 2).stream()
                .map(at -> result(CHECKS.get(at), kept.get(at).state()))
                .toList();

        assertThat(Standings.values(CONFIGURATION, CHECKS, results, kept))
                .isEqualTo(down == null ? List.of() : List.of(new Value("Down", "api", down)));
    }

    @Test
    void that_nothing_is_known_in_between_neither_counts_nor_begins_anew() {
        var check = CHECKS.getFirst();

        assertThat(kept(check, "u?").isTrouble(2)).isFalse();
        assertThat(kept(check, "u?u").isTrouble(2)).isTrue();
        assertThat(kept(check, "u?u").isTrouble(3)).isFalse();
        assertThat(kept(check, "u???").untold()).isTrue();
    }
}
