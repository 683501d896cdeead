package tocsin.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShrinkingTest {
    private static final Duration AMPLE = Duration.ofMinutes(1);

    @Test
    void of_many_choices_those_are_left_without_which_the_world_holds() {
        var broken = world(Choices.of(firstBroken()));

        var shortest = Shrinking.shrink(ShrinkingTest::world, broken, AMPLE);

        assertThat(broken.trace()).hasSizeGreaterThan(10);
        assertThat(shortest.trace()).containsExactly("7", "7");
    }

    @Test
    void without_time_it_is_told_as_it_was() {
        var broken = world(Choices.of(firstBroken()));

        assertThat(Shrinking.shrink(ShrinkingTest::world, broken, Duration.ZERO))
                .isEqualTo(broken);
    }

    private static long firstBroken() {
        return IntStream.iterate(1, seed -> seed + 1)
                .filter(seed -> !world(Choices.of(seed)).good())
                .findFirst()
                .orElseThrow();
    }

    /** Broken where two sevens are among its choices; everything but a zero is told. */
    private static Simulation.End world(Choices choices) {
        var made = IntStream.range(0, 50).map(each -> choices.below(10)).boxed().toList();
        var sevens = made.stream().filter(each -> each == 7).count();
        return new Simulation.End(
                sevens < 2 ? List.of() : List.of("two sevens"),
                "hash",
                made.stream().filter(each -> each != 0).map(String::valueOf).toList(),
                choices.made());
    }
}
