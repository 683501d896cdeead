package tocsin.local.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.cloud.Automations.HandedOver.Status;
import tocsin.cloud.StateMachines;
import tocsin.testing.ExecutionsContract;

final class PretendStateMachinesTest extends ExecutionsContract {
    private static final Duration TAKES = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-03-02T12:00:00Z");
    private PretendStateMachines machines;

    @BeforeEach
    void create() {
        machines = again();
    }

    private PretendStateMachines again() {
        var made = new PretendStateMachines(
                () -> now, TAKES, Kept.in(folder.resolve("executions.json"), HandedOverWork.Execution.class));
        made.create(MACHINE, TAGS);
        return made;
    }

    @Override
    protected StateMachines stateMachines() {
        return machines;
    }

    @Override
    protected void settle() {
        now = now.plus(TAKES);
    }

    @Override
    protected void fails() {
        machines.fail(MACHINE, "smoke tests: 2 of 7 failed");
    }

    @Test
    void an_execution_outlasts_a_restart() {
        var execution = start("tocsin-db-1-1", INPUT);
        machines = again();
        assertThat(status(execution)).isEqualTo(Status.RUNNING);
        settle();

        assertThat(start("tocsin-db-1-1", INPUT)).isEqualTo(execution);
        assertThat(status(execution)).isEqualTo(Status.SUCCEEDED);
        assertThat(machines.begun(MACHINE)).isEqualTo(1);
    }

    @Test
    void requests_are_refused_as_too_many_as_often_as_was_set() {
        machines.throttle(1);

        assertThatThrownBy(() -> start("tocsin-db-1-1", INPUT)).hasMessage("Rate exceeded");
        assertThat(machines.begun(MACHINE)).isZero();
    }
}
