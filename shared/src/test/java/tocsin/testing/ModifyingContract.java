package tocsin.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.testing.Refusals.assertKind;
import static tocsin.testing.Refusals.assertRefused;

import org.junit.jupiter.api.Test;
import tocsin.PortFailure.Kind;
import tocsin.cloud.Instances.Modification;

/** What RDS promises, too, while a change is under way: it is apart because moto changes everything at once. */
public abstract class ModifyingContract extends InstancesContract {
    /** Gives the instance a standby in another zone. */
    protected abstract void standBy();

    /** Lets its maintenance window come, and the time pass that the changes take which waited for it. */
    protected abstract void maintain();

    @Test
    void a_change_at_once_takes_its_time_and_keeps_others_out() {
        var answered = modify(new Modification(LARGER, null, true));

        assertThat(answered.instanceClass()).isEqualTo(CLASS);
        assertThat(answered.pendingClass()).isEqualTo(LARGER);
        assertThat(state().status()).isEqualTo("modifying");
        assertKind(() -> modify(new Modification(null, 40, true)), Kind.CONFLICT);
        assertKind(() -> instances().reboot(PLACE, NAME, false, TIMEOUT), Kind.CONFLICT);

        settle();

        assertThat(state().status()).isEqualTo("available");
        assertThat(state().instanceClass()).isEqualTo(LARGER);
        assertThat(state().storage()).isEqualTo(STORAGE);
    }

    @Test
    void a_change_for_the_window_waits_until_then() {
        modify(new Modification(LARGER, null, false));
        settle();

        assertThat(state().status()).isEqualTo("available");
        assertThat(state().instanceClass()).isEqualTo(CLASS);
        assertThat(state().pendingClass()).isEqualTo(LARGER);

        maintain();

        assertThat(state().instanceClass()).isEqualTo(LARGER);
        assertThat(state().pendingClass()).isNull();
    }

    @Test
    void storage_does_not_shrink() {
        assertRefused(() -> modify(new Modification(null, STORAGE - 1, true)));
        settle();

        assertThat(state().storage()).isEqualTo(STORAGE);
    }

    @Test
    void a_reboot_takes_its_time_and_is_told_as_an_event() {
        var begunAt = now();
        instances().reboot(PLACE, NAME, false, TIMEOUT);

        assertThat(state().status()).isEqualTo("rebooting");
        assertKind(() -> modify(new Modification(LARGER, null, true)), Kind.CONFLICT);
        assertKind(() -> instances().reboot(PLACE, NAME, false, TIMEOUT), Kind.CONFLICT);

        settle();

        assertThat(state().status()).isEqualTo("available");
        assertThat(instances().events(PLACE, NAME, begunAt, TIMEOUT))
                .anySatisfy(event -> assertThat(event.message()).isEqualTo("DB instance restarted"));
    }

    @Test
    void nothing_fails_over_without_a_standby() {
        assertRefused(() -> instances().reboot(PLACE, NAME, true, TIMEOUT));
        assertThat(state().status()).isEqualTo("available");
    }

    @Test
    void a_fail_over_moves_it_into_the_standbys_zone_and_is_told_as_an_event() {
        standBy();
        var begunAt = now();
        var before = state();
        assertThat(before.standby()).isTrue();

        instances().reboot(PLACE, NAME, true, TIMEOUT);
        settle();

        assertThat(state().status()).isEqualTo("available");
        assertThat(state().standby()).isTrue();
        assertThat(state().zone()).isNotEqualTo(before.zone());
        assertThat(instances().events(PLACE, NAME, begunAt, TIMEOUT))
                .anySatisfy(event -> assertThat(event.message()).isEqualTo("Multi-AZ instance failover completed"));
    }

    @Test
    void a_change_of_class_is_told_as_an_event() {
        var begunAt = now();
        modify(new Modification(LARGER, null, true));
        settle();

        assertThat(instances().events(PLACE, NAME, begunAt, TIMEOUT))
                .anySatisfy(event ->
                        assertThat(event.message()).isEqualTo("Finished applying modification to DB instance class"));
    }
}
