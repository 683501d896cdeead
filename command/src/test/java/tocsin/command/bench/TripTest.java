package tocsin.command.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TripTest {
    private static Trip asking(Map<String, Long> requests) {
        return new Trip("a new transition", new TreeMap<>(requests), 2);
    }

    @Test
    void one_request_more_than_the_bound_is_too_many_and_said_so() {
        var kept = asking(Map.of("BatchGetItem", 1L, "TransactWriteItems", 1L));
        var broken = asking(Map.of("BatchGetItem", 1L, "TransactWriteItems", 2L));

        assertThat(kept.within()).isTrue();
        assertThat(kept.line())
                .isEqualTo("  a new transition             2 of at most 2  (1 BatchGetItem, 1 TransactWriteItems)");
        assertThat(broken.within()).isFalse();
        assertThat(broken.line()).contains("3 of at most 2  TOO MANY");
    }
}
