package tocsin.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.config.Check;
import tocsin.config.Configuration;
import tocsin.config.Layer;
import tocsin.config.TestingConfiguration;

/** What fails, and what is only its symptom. */
class VerdictTest {
    /** web needs api, api needs db. */
    private static final Configuration CONFIGURATION = TestingConfiguration.small();

    private static final List<Check> CHECKS = List.of(
            check("edge", "web", Layer.FRONT_END, "cloudfront"),
            check("page", "web", Layer.FRONT_END, "http"),
            check("api", "api", Layer.API, "http"),
            check("errors", "api", Layer.API, "lambda"),
            check("instance", "db", Layer.DATABASE, "rds"),
            check("pool", "db", Layer.DATABASE, "postgres"),
            check("login", "web", Layer.FEATURE, "login"),
            check("uploads", "web", Layer.FEATURE, "s3"),
            check("calls", "web", Layer.FEATURE, "lambda"),
            check("alone", "db", Layer.FEATURE, "lambda"));

    private static Check check(String name, String service, Layer layer, String kind) {
        return new Check("prod", name, service, layer, kind, Map.of(), Duration.ofSeconds(5), 1, null);
    }

    @ParameterizedTest(name = "{0} unwell: {1} fails, symptoms {2}")
    @CsvSource(nullValues = "none", textBlock = """
            none,                     none,               none
            edge,                     front end,          none
            page,                     front end,          none
            edge page,                front end,          none
            api,                      API,                none
            errors api,               API,                none
            instance,                 database,           none
            pool,                     database,           none
            instance pool api errors, database,           api errors
            pool api login,           database,           api login
            api login calls,          API,                login calls
            edge page login,          front end,          login
            login,                    feature web,        none
            uploads,                  feature web,        none
            alone,                    feature db,         none
            errors alone,             API|feature db,     none
            api uploads,              API|feature web,    none
            edge api,                 front end|API,      none
            page pool api,            front end|database, api
            """)
    void the_layer_that_fails_is_named_and_what_is_above_it_is_its_symptom(
            @Nullable String unwell, @Nullable String layers, @Nullable String symptoms) {
        var verdict = verdict(words(unwell, " "), List.of());

        assertThat(verdict.layers()).isEqualTo(words(layers, "\\|"));
        assertThat(verdict.symptoms()).isEqualTo(words(symptoms, " "));
        assertThat(verdict.causes())
                .hasSize(words(unwell, " ").size() - words(symptoms, " ").size());
    }

    @Test
    void it_says_so_in_a_sentence_with_what_was_seen() {
        assertThat(verdict(List.of("pool", "api"), List.of()).says())
                .isEqualTo("database fails: pool was seen. only its symptoms: api");
        assertThat(verdict(List.of(), List.of()).says()).isEqualTo("all is well");
    }

    @Test
    void what_is_not_known_is_neither_well_nor_a_cause_and_is_told() {
        var verdict = verdict(List.of("api"), List.of("instance", "pool"));

        assertThat(verdict.layers()).containsExactly("API");
        assertThat(verdict.unknown()).containsExactly("instance", "pool");
        assertThat(verdict.says()).isEqualTo("API fails: api was seen. not known: instance, pool");
        assertThat(verdict(List.of(), List.of("pool")).says())
                .isEqualTo("nothing is unwell, but not all is known. not known: pool");
    }

    private static Verdict verdict(List<String> unwell, List<String> unknown) {
        var results = CHECKS.stream()
                .map(check -> new Result(
                        check.name(),
                        check.service(),
                        check.layer(),
                        unwell.contains(check.name())
                                ? State.UNWELL
                                : unknown.contains(check.name()) ? State.UNKNOWN : State.WELL,
                        check.name() + " was seen",
                        false,
                        1))
                .toList();
        return Verdict.of(CONFIGURATION, CHECKS, results);
    }

    private static List<String> words(@Nullable String text, String between) {
        return text == null ? List.of() : Arrays.asList(text.split(between));
    }
}
