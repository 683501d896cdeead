package tocsin.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.testing.Refusals.assertRefused;

import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.cloud.Functions.Changed;

/** What CloudFront promises, too, of several at once and of time: it is apart because moto keeps none of it. */
public abstract class EdgesContract extends DistributionsContract {
    @Test
    void a_change_reaches_the_edges_in_its_own_time_and_gives_another_etag() {
        var before = state();

        assertThat(enable(false, before.etag()))
                .isInstanceOfSatisfying(
                        Changed.Done.class, done -> assertThat(done.now()).isEqualTo(state()));

        assertThat(state().deployed()).isFalse();
        assertThat(state().enabled()).isFalse();
        assertThat(state().etag()).isNotEqualTo(before.etag());
        settle();
        assertThat(state().deployed()).isTrue();
    }

    @Test
    void a_change_under_an_etag_that_is_old_is_refused_and_changes_nothing() {
        var old = state().etag();
        enable(false, old);
        settle();
        var before = state();

        assertThat(enable(true, old)).isInstanceOf(Changed.Moved.class);
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void an_invalidation_takes_its_time() {
        var asked = invalidate("db-1/1", PATHS);

        assertThat(asked.completed()).isFalse();
        assertThat(invalidation(asked.id()).completed()).isFalse();
        settle();
        assertThat(invalidation(asked.id()).completed()).isTrue();
    }

    @Test
    void the_same_caller_asking_the_same_gets_the_same_invalidation_again() {
        var first = invalidate("db-1/1", PATHS);

        assertThat(invalidate("db-1/1", PATHS).id()).isEqualTo(first.id());
        assertThat(invalidate("db-1/2", PATHS).id()).isNotEqualTo(first.id());
        assertRefused(() -> invalidate("db-1/1", List.of("/*")));
        settle();
        assertThat(invalidate("db-1/1", PATHS).id()).isEqualTo(first.id());
    }
}
