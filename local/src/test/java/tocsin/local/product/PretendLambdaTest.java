package tocsin.local.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.cloud.Functions;
import tocsin.testing.RevisionsContract;

final class PretendLambdaTest extends RevisionsContract {
    private static final Duration SETTLING = Duration.ofSeconds(4);

    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final List<String> moves = new ArrayList<>();
    private PretendLambda lambda;

    @BeforeEach
    void create() {
        lambda = again();
        lambda.create(PLACE, NAME, ALIAS, VARIABLES, TAGS);
    }

    private PretendLambda again() {
        return new PretendLambda(
                () -> now,
                SETTLING,
                new KeptFunctions(folder.resolve("lambda.json")),
                (function, alias) -> moves.add(function + " " + alias.alias() + " " + alias.version()));
    }

    @Override
    protected Functions functions() {
        return lambda;
    }

    @Override
    protected void settle() {
        now = now.plus(SETTLING);
    }

    @Test
    void whoever_listens_hears_of_an_alias_that_leads_elsewhere_and_of_nothing_else() {
        lambda.deploy(PLACE, NAME, 2);
        var latest = lambda.describe(PLACE, NAME, null, TIMEOUT);
        lambda.publish(PLACE, NAME, latest.codeSha256(), latest.revision(), "", TIMEOUT);
        lambda.moveAlias(PLACE, NAME, ALIAS, "1", revision(), TIMEOUT);
        lambda.moveAlias(PLACE, NAME, ALIAS, "2", revision(), TIMEOUT);

        assertThat(moves).containsExactly("valine-prod-api live 2");
    }

    private String revision() {
        return lambda.alias(PLACE, NAME, ALIAS, TIMEOUT).revision();
    }

    @Test
    void functions_outlast_a_restart_and_are_not_made_twice() {
        lambda.deploy(PLACE, NAME, 2);
        var before = lambda.describe(PLACE, NAME, null, TIMEOUT);

        var after = again();
        after.create(PLACE, NAME, ALIAS, VARIABLES, TAGS);

        assertThat(after.describe(PLACE, NAME, null, TIMEOUT)).isEqualTo(before);
        assertThat(after.alias(PLACE, NAME, ALIAS, TIMEOUT)).isEqualTo(lambda.alias(PLACE, NAME, ALIAS, TIMEOUT));
    }

    @Test
    void what_is_reserved_outlasts_a_restart() {
        lambda.reserve(PLACE, NAME, 5, TIMEOUT);

        assertThat(again().reserved(PLACE, NAME, TIMEOUT)).isEqualTo(5);
    }

    @Test
    void a_version_is_published_when_it_was_asked_for() {
        lambda.deploy(PLACE, NAME, 2);
        var latest = lambda.describe(PLACE, NAME, null, TIMEOUT);
        lambda.publish(PLACE, NAME, latest.codeSha256(), latest.revision(), "", TIMEOUT);

        assertThat(lambda.versions(PLACE, NAME, TIMEOUT).getLast().publishedAt())
                .isEqualTo(now);
    }

    @Test
    void a_function_answers_as_was_set_and_fails_as_was_set() {
        lambda.answering(PLACE, NAME, payload -> "\"so " + payload + "\"");
        assertThat(lambda.invoke(PLACE, NAME, ALIAS, "1", TIMEOUT)).isEqualTo(new Functions.Answer("\"so 1\"", null));

        lambda.failing(PLACE, NAME, "{\"errorMessage\":\"no\"}");
        assertThat(lambda.invoke(PLACE, NAME, ALIAS, "1", TIMEOUT))
                .isEqualTo(new Functions.Answer("{\"errorMessage\":\"no\"}", "Unhandled"));
    }

    @Test
    void requests_are_refused_as_too_many_as_often_as_was_set() {
        lambda.throttle(2);

        assertThatThrownBy(() -> lambda.alias(PLACE, NAME, ALIAS, TIMEOUT)).hasMessage("Rate exceeded");
        assertThatThrownBy(() -> lambda.invoke(PLACE, NAME, ALIAS, "1", TIMEOUT))
                .hasMessage("Rate exceeded");
        assertThat(lambda.alias(PLACE, NAME, ALIAS, TIMEOUT).version()).isEqualTo("1");
    }
}
