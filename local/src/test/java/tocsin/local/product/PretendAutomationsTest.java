package tocsin.local.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.cloud.Automations;
import tocsin.cloud.Automations.HandedOver.Status;
import tocsin.testing.AutomationsContract;

final class PretendAutomationsTest extends AutomationsContract {
    private static final Duration TAKES = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-03-02T12:00:00Z");
    private PretendAutomations automations;

    @BeforeEach
    void create() {
        automations = again();
    }

    private PretendAutomations again() {
        var made = new PretendAutomations(
                () -> now, TAKES, Kept.in(folder.resolve("automations.json"), HandedOverWork.Execution.class));
        made.create(DOCUMENT, Map.of("tocsin", "allowed"));
        return made;
    }

    @Override
    protected Automations automations() {
        return automations;
    }

    @Override
    protected void settle() {
        now = now.plus(TAKES);
    }

    @Override
    protected void fails() {
        automations.fail(DOCUMENT, "step migrate: the lock is held");
    }

    @Test
    void an_execution_outlasts_a_restart() {
        fails();
        var execution = start("db-1/1 migrate");
        automations = again();
        settle();

        assertThat(start("db-1/1 migrate")).isEqualTo(execution);
        assertThat(automations.begun(DOCUMENT)).isEqualTo(1);
        assertThat(automations.state(PLACE, execution, TIMEOUT))
                .isEqualTo(new Automations.HandedOver(Status.FAILED, "step migrate: the lock is held"));
    }

    @Test
    void requests_are_refused_as_too_many_as_often_as_was_set() {
        automations.throttle(1);

        assertThatThrownBy(() -> start("db-1/1 migrate")).hasMessage("Rate exceeded");
        assertThat(automations.begun(DOCUMENT)).isZero();
        start("db-1/1 migrate");
        assertThat(automations.begun(DOCUMENT)).isEqualTo(1);
    }
}
