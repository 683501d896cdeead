package tocsin.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PricesTest {
    private static final Prices PRICES = Prices.of("""
            # name,dollars,per,unit,official,read
            write,0.625,1000000,units,https://example.com/,https://example.com/ (2026-11-25)
            alarm,0.10,1,months,https://example.com/,https://example.com/
            """);

    private static Amounts amounts(double writes, double alarms) {
        var amounts = new Amounts();
        amounts.add("write", writes);
        amounts.add("alarm", alarms);
        return amounts;
    }

    @Test
    void a_price_is_for_so_many_of_its_unit() {
        assertThat(PRICES.of(amounts(4_000_000, 3))).isCloseTo(2.80, within(1e-9));
    }

    @Test
    void amounts_are_added_scaled_and_taken_off_but_never_below_nothing() {
        var all = amounts(10, 1).plus(amounts(5, 0)).times(2).without(amounts(6, 5));

        assertThat(all.of("write")).isEqualTo(24);
        assertThat(all.of("alarm")).isZero();
    }

    @Test
    void what_has_no_price_is_a_mistake() {
        var amounts = new Amounts();
        amounts.add("gold", 1);

        assertThatThrownBy(() -> PRICES.of(amounts)).hasMessage("no price of 'gold'");
    }

    @Test
    void a_price_without_its_source_is_none() {
        assertThatThrownBy(() -> Prices.of("write,0.625,1000000,units,https://example.com/,somebody said so"))
                .hasMessageStartingWith("no price with its source");
    }

    @Test
    void dynamodb_rounds_up_and_writes_twice_in_a_transaction() {
        assertThat(Units.read(0)).isEqualTo(1);
        assertThat(Units.read(4096)).isEqualTo(1);
        assertThat(Units.read(4097)).isEqualTo(2);
        assertThat(Units.readOfIndex(100)).isEqualTo(0.5);
        assertThat(Units.write(3000, 100, false)).isEqualTo(3);
        assertThat(Units.write(0, 1024, true)).isEqualTo(2);
    }

    @Test
    void each_of_our_prices_can_be_read() {
        assertThat(Prices.ours().all()).hasSizeGreaterThan(10);
    }
}
