package tocsin.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ScaleTest {
    @Test
    void each_power_of_ten_is_as_far_from_the_next() {
        var scale = Scale.over(DoubleStream.of(3, 4_000), 50, 450);

        assertThat(scale).isEqualTo(new Scale(0, 4, 50, 450));
        assertThat(scale.ticks()).containsExactly(1.0, 10.0, 100.0, 1_000.0, 10_000.0);
        assertThat(scale.ticks().stream().map(scale::at)).containsExactly(50.0, 150.0, 250.0, 350.0, 450.0);
    }

    @Test
    void a_scale_may_run_upwards_on_a_page_whose_pixels_count_down() {
        assertThat(new Scale(0, 2, 300, 100).at(10)).isCloseTo(200, within(1e-9));
    }

    @Test
    void one_value_alone_has_a_scale() {
        assertThat(Scale.over(DoubleStream.of(10), 0, 100)).isEqualTo(new Scale(1, 2, 0, 100));
    }

    @Test
    void what_has_no_logarithm_is_refused() {
        assertThatThrownBy(() -> Scale.over(DoubleStream.of(0, 10), 0, 100))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no logarithm");
    }
}
