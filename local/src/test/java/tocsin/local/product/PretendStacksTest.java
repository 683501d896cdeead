package tocsin.local.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.cloud.Stacks;
import tocsin.testing.StacksContract;

final class PretendStacksTest extends StacksContract {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @TempDir
    private Path folder;

    private PretendStacks stacks;

    @BeforeEach
    void create() {
        stacks = again();
        stacks.create(STACK);
        stacks.tell(STACK, NOON.minusSeconds(7200), "CREATE_IN_PROGRESS");
        stacks.tell(STACK, NOON.minusSeconds(7000), "CREATE_COMPLETE");
        stacks.tell(STACK, NOON.minusSeconds(600), "UPDATE_IN_PROGRESS");
        stacks.tell(STACK, NOON.minusSeconds(300), "UPDATE_COMPLETE");
    }

    private PretendStacks again() {
        return new PretendStacks(Kept.in(folder.resolve("stacks.json"), PretendStacks.KeptStack.class));
    }

    @Override
    protected Stacks stacks() {
        return stacks;
    }

    @Test
    void what_a_stack_went_through_outlasts_a_restart() {
        var before = stacks.events(PLACE, STACK, TIMEOUT);

        assertThat(again().events(PLACE, STACK, TIMEOUT)).isEqualTo(before).hasSize(4);
    }

    @Test
    void requests_are_refused_as_too_many_as_often_as_was_set() {
        stacks.throttle(1);

        assertThatThrownBy(() -> stacks.events(PLACE, STACK, TIMEOUT)).hasMessage("Rate exceeded");
        assertThat(stacks.events(PLACE, STACK, TIMEOUT)).hasSize(4);
    }
}
