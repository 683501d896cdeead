package tocsin.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.alarm.CloudWatch.Place;
import tocsin.runbook.Functions;
import tocsin.runbook.Functions.AliasState;
import tocsin.runbook.Functions.Changed;
import tocsin.runbook.Functions.FunctionState;

/** What Lambda promises to whoever changes a function, and each that stands in for it. */
public abstract class FunctionsContract {
    protected static final Place PLACE = new Place("111122223333", "us-west-2");
    protected static final String NAME = "valine-prod-api";
    protected static final String ALIAS = "live";
    protected static final Map<String, String> VARIABLES = Map.of("STAGE", "prod");
    protected static final Map<String, String> TAGS = Map.of("tocsin", "allowed");

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String LATEST = "$LATEST";

    /** One function of that name, with one version, the alias to it, and the tags; its updates take their time. */
    protected abstract Functions functions();

    /** Lets the time pass that an update takes. */
    protected abstract void settle();

    private FunctionState latest() {
        return functions().describe(PLACE, NAME, null, TIMEOUT);
    }

    private AliasState alias() {
        return functions().alias(PLACE, NAME, ALIAS, TIMEOUT);
    }

    private Changed<FunctionState> mark(String revision) {
        var variables = new TreeMap<>(latest().environment());
        variables.put("MARK", "1");
        return functions().replaceEnvironment(PLACE, NAME, variables, revision, TIMEOUT);
    }

    private Changed<FunctionState> publish(FunctionState state) {
        return functions().publish(PLACE, NAME, state.codeSha256(), state.revision(), "a restart", TIMEOUT);
    }

    private static <T> T done(Changed<T> changed) {
        return switch (changed) {
            case Changed.Done<T>(var now) -> now;
            case Changed.Moved<T>(var why) -> throw new AssertionError("refused: " + why);
        };
    }

    @Test
    void the_alias_leads_to_a_version_of_the_same_code_and_variables() {
        var version = functions().describe(PLACE, NAME, ALIAS, TIMEOUT);

        assertThat(version.version()).isEqualTo(alias().version()).isEqualTo("1");
        assertThat(version.codeSha256()).isEqualTo(latest().codeSha256());
        assertThat(version.environment()).isEqualTo(latest().environment()).isEqualTo(VARIABLES);
        assertThat(functions().tags(PLACE, latest().arn(), TIMEOUT)).isEqualTo(TAGS);
    }

    @Test
    void a_change_under_a_revision_that_is_old_is_refused_and_changes_nothing() {
        var old = latest().revision();
        done(mark(old));
        settle();
        var before = latest();

        assertThat(mark(old)).isInstanceOf(Changed.Moved.class);
        assertThat(functions().publish(PLACE, NAME, before.codeSha256(), old, "", TIMEOUT))
                .isInstanceOf(Changed.Moved.class);
        assertThat(functions().moveAlias(PLACE, NAME, ALIAS, "1", "another", TIMEOUT))
                .isInstanceOf(Changed.Moved.class);
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
    void what_was_changed_is_published_as_a_version_that_no_alias_leads_to_yet() {
        done(mark(latest().revision()));
        settle();
        var version = done(publish(latest()));
        settle();

        assertThat(version.version()).isEqualTo("2");
        assertThat(alias().version()).isEqualTo("1");
        assertThat(functions().describe(PLACE, NAME, "2", TIMEOUT).settled()).isTrue();
        assertThat(functions().describe(PLACE, NAME, "2", TIMEOUT).environment())
                .containsEntry("MARK", "1");
    }

    @Test
    void publishing_what_is_the_last_version_already_gives_that_one() {
        assertThat(done(publish(latest())).version()).isEqualTo("1");
    }

    @Test
    void publishing_other_code_than_was_read_is_refused() {
        assertThat(functions().publish(PLACE, NAME, "other", latest().revision(), "", TIMEOUT))
                .isInstanceOf(Changed.Moved.class);
    }

    @Test
    void an_alias_moves_under_its_own_revision_and_back_again() {
        done(mark(latest().revision()));
        settle();
        done(publish(latest()));
        settle();
        var before = alias();

        var moved = done(functions().moveAlias(PLACE, NAME, ALIAS, "2", before.revision(), TIMEOUT));

        assertThat(moved.version()).isEqualTo("2");
        assertThat(functions().describe(PLACE, NAME, ALIAS, TIMEOUT).version()).isEqualTo("2");
        assertThat(functions().moveAlias(PLACE, NAME, ALIAS, "1", before.revision(), TIMEOUT))
                .isInstanceOf(Changed.Moved.class);
        assertThat(done(functions().moveAlias(PLACE, NAME, ALIAS, "1", moved.revision(), TIMEOUT))
                        .version())
                .isEqualTo("1");
    }

    @Test
    void what_is_not_there_is_refused() {
        assertRefused(() -> functions().describe(PLACE, "another", null, TIMEOUT));
        assertRefused(() -> functions().describe(PLACE, NAME, "7", TIMEOUT));
        assertRefused(() -> functions().alias(PLACE, NAME, "another", TIMEOUT));
        assertRefused(() -> functions().moveAlias(PLACE, NAME, ALIAS, "7", alias().revision(), TIMEOUT));
        assertThat(functions().describe(PLACE, NAME, LATEST, TIMEOUT)).isEqualTo(latest());
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PortFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.REFUSED));
    }
}
