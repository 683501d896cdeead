package tocsin.local.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.PortFailure;
import tocsin.cloud.Instances;
import tocsin.testing.ModifyingContract;

final class PretendInstancesTest extends ModifyingContract {
    private static final Duration TAKES = Duration.ofMinutes(5);
    private static final Instant SUNDAY = Instant.parse("2026-03-08T02:00:00Z");

    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-03-02T12:00:00Z");
    private PretendInstances instances;

    @BeforeEach
    void create() {
        instances = again();
        instances.create(NAME, CLASS, STORAGE, false, TAGS);
    }

    private PretendInstances again() {
        return new PretendInstances(() -> now, TAKES, Kept.in(folder.resolve("instances.json"), KeptInstance.class));
    }

    @Override
    protected Instances instances() {
        return instances;
    }

    @Override
    protected void settle() {
        now = now.plus(TAKES);
    }

    @Override
    protected Instant now() {
        return now;
    }

    @Override
    protected void standBy() {
        instances.standBy(NAME);
    }

    @Override
    protected void maintain() {
        now = SUNDAY.plus(TAKES);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T12:00:00Z, 2026-03-08T02:00:00Z",
        "2026-03-08T01:59:59Z, 2026-03-08T02:00:00Z",
        "2026-03-08T03:59:59Z, 2026-03-08T03:59:59Z",
        "2026-03-08T04:00:00Z, 2026-03-15T02:00:00Z"
    })
    void the_window_is_on_sundays_from_two_to_four(Instant at, Instant window) {
        assertThat(PretendInstances.nextWindow(at)).isEqualTo(window);
    }

    @Test
    void a_window_is_used_though_nobody_looked_meanwhile() {
        modify(new Instances.Modification(LARGER, null, false));
        now = SUNDAY.plus(Duration.ofDays(2));

        assertThat(state().instanceClass()).isEqualTo(LARGER);
        assertThat(instances.events(PLACE, NAME, SUNDAY, TIMEOUT))
                .containsExactly(
                        new Instances.Event(SUNDAY.plus(TAKES), "Finished applying modification to DB instance class"));
    }

    @Test
    void what_waits_for_the_window_comes_along_with_what_is_changed_at_once() {
        modify(new Instances.Modification(LARGER, null, false));
        modify(new Instances.Modification(null, 40, true));
        settle();

        assertThat(state().instanceClass()).isEqualTo(LARGER);
        assertThat(state().storage()).isEqualTo(40);
    }

    @Test
    void storage_that_grew_rests_for_six_hours() {
        modify(new Instances.Modification(null, 40, true));
        settle();

        assertThatThrownBy(() -> modify(new Instances.Modification(null, 60, true)))
                .isInstanceOf(PortFailure.class)
                .hasMessageContaining("within six hours");
        now = now.plus(Duration.ofHours(6));
        modify(new Instances.Modification(null, 60, true));
        settle();
        assertThat(state().storage()).isEqualTo(60);
    }

    @Test
    void while_grown_storage_is_optimized_the_class_may_change() {
        instances.optimizing(Duration.ofHours(2));
        modify(new Instances.Modification(null, 40, true));
        settle();
        assertThat(state().status()).isEqualTo("storage-optimization");

        modify(new Instances.Modification(LARGER, null, true));
        settle();
        assertThat(state().instanceClass()).isEqualTo(LARGER);
    }

    @Test
    void reads_that_are_late_tell_what_was_so() {
        instances.late(Duration.ofSeconds(20));
        modify(new Instances.Modification(LARGER, null, true));

        assertThat(state().status()).isEqualTo("available");
        assertThat(state().pendingClass()).isNull();
        now = now.plusSeconds(20);
        assertThat(state().status()).isEqualTo("modifying");
        now = now.plus(TAKES).minusSeconds(1);
        assertThat(state().instanceClass()).isEqualTo(CLASS);
        assertThat(instances.events(PLACE, NAME, Instant.EPOCH, TIMEOUT)).isEmpty();
        now = now.plusSeconds(1);
        assertThat(state().instanceClass()).isEqualTo(LARGER);
        assertThat(instances.events(PLACE, NAME, Instant.EPOCH, TIMEOUT)).hasSize(1);
    }

    @Test
    void requests_are_refused_as_too_many_as_often_as_was_set() {
        instances.throttle(2);

        assertThatThrownBy(this::state).hasMessage("Rate exceeded");
        assertThatThrownBy(() -> instances.events(PLACE, NAME, now, TIMEOUT)).hasMessage("Rate exceeded");
        assertThat(state().status()).isEqualTo("available");
    }

    @Test
    void a_change_outlasts_a_restart() {
        modify(new Instances.Modification(LARGER, null, true));
        instances = again();
        instances.create(NAME, CLASS, STORAGE, false, TAGS);
        assertThat(state().status()).isEqualTo("modifying");
        settle();
        instances = again();

        assertThat(state().instanceClass()).isEqualTo(LARGER);
        assertThat(instances.tags(PLACE, state().arn(), TIMEOUT)).isEqualTo(TAGS);
    }
}
