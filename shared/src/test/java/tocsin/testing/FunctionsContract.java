package tocsin.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.testing.Refusals.assertRefused;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Functions;
import tocsin.cloud.Functions.AliasState;
import tocsin.cloud.Functions.Changed;
import tocsin.cloud.Functions.FunctionState;
import tocsin.cloud.Functions.Version;

/** What Lambda promises to whoever changes a function alone, and each that stands in for it. */
public abstract class FunctionsContract {
    protected static final Place PLACE = new Place("111122223333", "us-west-2");
    protected static final String NAME = "valine-prod-api";
    protected static final String ALIAS = "live";
    protected static final Map<String, String> VARIABLES = Map.of("STAGE", "prod");
    protected static final Map<String, String> TAGS = Map.of("tocsin", "allowed");
    protected static final Duration TIMEOUT = Duration.ofSeconds(5);

    /**
     * One function of that name, with one version, the alias to it, and the tags, that answers whatever it is given;
     * its updates may take their time.
     */
    protected abstract Functions functions();

    /** Lets the time pass that an update takes. */
    protected abstract void settle();

    protected final FunctionState latest() {
        return functions().describe(PLACE, NAME, null, TIMEOUT);
    }

    protected final AliasState alias() {
        return functions().alias(PLACE, NAME, ALIAS, TIMEOUT);
    }

    protected final Changed<FunctionState> mark(String revision) {
        var variables = new TreeMap<>(latest().environment());
        variables.put("MARK", "1");
        return functions().replaceEnvironment(PLACE, NAME, variables, revision, TIMEOUT);
    }

    protected final Changed<FunctionState> publish(FunctionState state) {
        return functions().publish(PLACE, NAME, state.codeSha256(), state.revision(), "a restart", TIMEOUT);
    }

    protected final Changed<AliasState> move(String version, String revision) {
        return functions().moveAlias(PLACE, NAME, ALIAS, version, revision, TIMEOUT);
    }

    protected static <T> T done(Changed<T> changed) {
        return switch (changed) {
            case Changed.Done<T>(var now) -> now;
            case Changed.Moved<T>(var why) -> throw new AssertionError("refused: " + why);
        };
    }

    /** Marks the function and publishes that as version 2. */
    protected final FunctionState secondVersion() {
        done(mark(latest().revision()));
        settle();
        var version = done(publish(latest()));
        settle();
        return version;
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
    void what_was_changed_is_published_as_a_version_that_no_alias_leads_to_yet() {
        var version = secondVersion();

        assertThat(version.version()).isEqualTo("2");
        assertThat(alias().version()).isEqualTo("1");
        assertThat(functions().describe(PLACE, NAME, "2", TIMEOUT).settled()).isTrue();
        assertThat(functions().describe(PLACE, NAME, "2", TIMEOUT).environment())
                .containsEntry("MARK", "1")
                .containsEntry("STAGE", "prod");
        assertThat(functions().describe(PLACE, NAME, "1", TIMEOUT).environment())
                .isEqualTo(VARIABLES);
    }

    @Test
    void an_alias_moves_and_back_again() {
        secondVersion();

        var moved = done(move("2", alias().revision()));

        assertThat(moved.version()).isEqualTo("2");
        assertThat(functions().describe(PLACE, NAME, ALIAS, TIMEOUT).version()).isEqualTo("2");
        assertThat(done(move("1", moved.revision())).version()).isEqualTo("1");
        assertThat(functions().describe(PLACE, NAME, ALIAS, TIMEOUT).environment())
                .isEqualTo(VARIABLES);
    }

    @Test
    void versions_are_listed_from_the_first_without_latest() {
        var second = secondVersion();

        var versions = functions().versions(PLACE, NAME, TIMEOUT);

        assertThat(versions).extracting(Version::version).containsExactly("1", "2");
        assertThat(versions.getLast().codeSha256()).isEqualTo(second.codeSha256());
        assertThat(versions.getLast().description()).isEqualTo("a restart");
        assertThat(versions).isSortedAccordingTo(Comparator.comparing(Version::publishedAt));
    }

    @Test
    void concurrency_is_reserved_changed_and_given_back() {
        assertThat(reserved()).isNull();

        functions().reserve(PLACE, NAME, 5, TIMEOUT);
        assertThat(reserved()).isEqualTo(5);

        functions().reserve(PLACE, NAME, 0, TIMEOUT);
        assertThat(reserved()).isEqualTo(0);

        functions().reserve(PLACE, NAME, null, TIMEOUT);
        assertThat(reserved()).isNull();
    }

    private @Nullable Integer reserved() {
        return functions().reserved(PLACE, NAME, TIMEOUT);
    }

    @Test
    void a_function_that_is_invoked_answers() {
        var answer = functions().invoke(PLACE, NAME, ALIAS, "{\"warm\":true}", TIMEOUT);

        assertThat(answer.error()).isNull();
        assertThat(answer.payload()).isNotEmpty();
    }

    @Test
    void what_is_not_there_is_refused() {
        assertRefused(() -> functions().describe(PLACE, "another", null, TIMEOUT));
        assertRefused(() -> functions().describe(PLACE, NAME, "7", TIMEOUT));
        assertRefused(() -> functions().alias(PLACE, NAME, "another", TIMEOUT));
        assertRefused(() -> move("7", alias().revision()));
        assertRefused(() -> functions().reserve(PLACE, "another", 1, TIMEOUT));
        assertThat(functions().describe(PLACE, NAME, "$LATEST", TIMEOUT).version())
                .isEqualTo("$LATEST");
    }
}
