package tocsin.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tocsin.testing.Refusals.assertRefused;

import org.junit.jupiter.api.Test;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.cloud.Functions.Changed;

/** What Lambda promises, too, where several change one function: it is apart because moto keeps none of it. */
public abstract class RevisionsContract extends FunctionsContract {
    @Test
    void a_change_under_a_revision_that_is_old_is_refused_and_changes_nothing() {
        var old = latest().revision();
        done(mark(old));
        settle();
        var before = latest();

        assertThat(mark(old)).isInstanceOf(Changed.Moved.class);
        assertThat(functions().publish(PLACE, NAME, before.codeSha256(), old, "", TIMEOUT))
                .isInstanceOf(Changed.Moved.class);
        assertThat(move("1", "another")).isInstanceOf(Changed.Moved.class);
        assertThat(latest()).isEqualTo(before);
    }

    @Test
    void an_update_takes_its_time_and_settling_gives_another_revision() {
        var answered = done(mark(latest().revision()));

        assertThat(answered.settled()).isFalse();
        assertThatThrownBy(() -> mark(answered.revision()))
                .isInstanceOfSatisfying(
                        PortFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.CONFLICT));
        assertThatThrownBy(() -> publish(answered)).isInstanceOf(PortFailure.class);

        settle();

        assertThat(latest().settled()).isTrue();
        assertThat(latest().revision()).isNotEqualTo(answered.revision());
        assertThat(latest().environment()).containsEntry("MARK", "1").containsEntry("STAGE", "prod");
    }

    @Test
    void publishing_what_is_the_last_version_already_gives_that_one() {
        assertThat(done(publish(latest())).version()).isEqualTo("1");
    }

    @Test
    void what_is_not_there_has_no_versions_and_no_answer() {
        assertRefused(() -> functions().invoke(PLACE, "another", null, "{}", TIMEOUT));
        assertRefused(() -> functions().versions(PLACE, "another", TIMEOUT));
    }

    @Test
    void publishing_other_code_than_was_read_is_refused() {
        assertThat(functions().publish(PLACE, NAME, "other", latest().revision(), "", TIMEOUT))
                .isInstanceOf(Changed.Moved.class);
    }

    @Test
    void an_alias_that_moved_is_not_moved_under_its_old_revision() {
        secondVersion();
        var old = alias().revision();
        done(move("2", old));

        assertThat(move("1", old)).isInstanceOf(Changed.Moved.class);
        assertThat(alias().version()).isEqualTo("2");
    }
}
