package tocsin.configure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.alarm.MessageReader;
import tocsin.alarm.Received;
import tocsin.alarm.Transition;
import tocsin.config.Classified;
import tocsin.config.Configuration;
import tocsin.config.Description;
import tocsin.config.Mode;
import tocsin.config.Paging;
import tocsin.config.Service;
import tocsin.runbook.Runbook;
import tocsin.runbook.Runbooks;

/** The team's own rules, alarm by alarm, on the configuration that is shipped. */
class ValineTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Configuration VALINE =
            ConfigurationReader.orThrow(new ConfigurationReader(PROJECT).read("local"));

    @ParameterizedTest(name = "{0} by every way: {1} {2}")
    @CsvSource({
        "api-error-rate-6,    api,      P2, true,  more than one call in twenty fails",
        "api-error-rate-12,   api,      P0, false, more than one call in ten fails",
        "api-error-rate-60,   api,      P0, false, more than one call in ten fails",
        "api-duration-p99,    api,      P2, false, the slowest calls take more than ten seconds",
        "api-5xx-20,          api,      P2, true,  more than 10 server errors a minute",
        "api-5xx-60,          api,      P0, false, more than 50 server errors a minute",
        "api-4xx,             api,      P2, false, more than 100 refused requests a minute",
        "api-cold-start-p95,  api,      P3, false, cold starts are slow",
        "api-throttling,      api,      P3, false, more than one request in twenty is throttled",
        "db-cpu,              db,       P1, false, the database is at its limit",
        "db-cpu-warning,      db,       P3, false, the database gets busy",
        "db-connections,      db,       P1, false, the pool is nearly full",
        "db-unreachable,      db,       P0, false, the health sweep finds it down",
        "media-s3-errors,     media,    P2, false, the bucket answers with errors",
        "media-s3-4xx,        media,    P3, false, more than 10 refused uploads a minute",
        "frontend-5xx,        frontend, P2, false, more than 5 failed page loads a minute",
        "frontend-error-rate, frontend, P0, false, more than one page load in twenty fails",
        "frontend-disabled,   frontend, P0, false, the health sweep finds it down",
        "frontend-blank,      frontend, P0, false, the health sweep finds it down",
        "db-storage,          db,       P1, false, the database runs out of storage",
        "bot-silent,          bot,      P2, false, the Discord bot does not answer",
    })
    void each_alarm_of_the_product_has_its_severity(
            String sample, String service, String severity, boolean mayRise, String because) throws IOException {
        for (var way : List.of("sns", "eventbridge", "direct")) {
            var transition = transition(PROJECT.resolve("events/valine/" + sample + "." + way + ".json"));
            var classified = classified(transition);

            assertThat(service(transition).map(Service::partition)).as(way).contains("prod/" + service);
            assertThat(List.of(classified.severity().name(), classified.mayRise(), classified.because()))
                    .as(way)
                    .isEqualTo(List.of(severity, mayRise, because));
        }
    }

    @Test
    void in_staging_and_dev_nothing_is_worse_than_a_mail() throws IOException {
        for (var account : List.of("444455556666", "777788889999")) {
            for (var file : samples()) {
                var transition = transition(file);
                var elsewhere = in(transition, account);
                if (service(elsewhere).isPresent()) {
                    assertThat(classified(elsewhere).severity().name())
                            .as(transition.alarm())
                            .isEqualTo("P3");
                }
            }
        }
    }

    @Test
    void an_error_rate_whose_last_datapoint_is_unknown_counts_as_the_worst_and_says_so() throws IOException {
        var transition = transition(PROJECT.resolve("events/valine/api-error-rate-6.sns.json"));

        var classified = classified(without(transition));

        assertThat(classified.severity().name()).isEqualTo("P0");
        assertThat(classified.lackedObserved()).isTrue();
    }

    @Test
    void every_sample_is_claimed_by_one_service_and_classified_by_a_rule_and_every_runbook_answers_one()
            throws IOException {
        var report = Lint.reportOfAll(
                new ConfigurationReader(PROJECT).read("local"),
                KnownAlarms.in(List.of(PROJECT.resolve("events/valine"))));

        assertThat(report.findings()).isEmpty();
        assertThat(report.alarms()).hasSizeGreaterThanOrEqualTo(15);
    }

    @Test
    void a_new_installation_is_in_the_shadow_and_its_runbook_asks_in_prod() {
        assertThat(VALINE.paging()).isEqualTo(Paging.SHADOW);
        assertThat(VALINE.services()).allMatch(service -> service.paging() == Paging.SHADOW);
        assertThat(VALINE.mode("connection-pool", "prod")).isEqualTo(Mode.APPROVE);
        assertThat(VALINE.mode("connection-pool", "staging")).isEqualTo(Mode.AUTOMATIC);
        assertThat(VALINE.mode("connection-pool", "dev")).isEqualTo(Mode.SHADOW);
    }

    @Test
    void each_stage_has_its_own_names() {
        assertThat(VALINE.service("staging/db").orElseThrow().resources())
                .containsEntry("database", "project-valine-staging");
        assertThat(VALINE.service("dev/bot").orElseThrow().match().json()).contains("valine-orchestrator-dev");
        assertThat(VALINE.needs(VALINE.service("prod/media").orElseThrow()))
                .extracting(Service::partition)
                .containsExactly("prod/api", "prod/db");
    }

    @Test
    void its_compiled_form_is_what_the_functions_read(@TempDir Path folder) throws IOException {
        var read = (Reading.Read) new ConfigurationReader(PROJECT).read("local");

        Compiler.write(read, List.of(folder));

        try (var compiled = Files.newInputStream(folder.resolve("tocsin.json"))) {
            assertThat(Configuration.read(compiled)).isEqualTo(VALINE);
        }
        try (var compiled = Files.newInputStream(folder.resolve("runbooks.json"))) {
            assertThat(Runbooks.read(compiled)).isEqualTo(read.runbooks());
        }
        assertThat(read.runbooks().all())
                .extracting(Runbook::name)
                .contains("connection-pool", "white-screen", "rds-cpu")
                .hasSize(files());
    }

    private static int files() throws IOException {
        try (var files = Files.list(PROJECT.resolve("runbooks"))) {
            return Math.toIntExact(files.count());
        }
    }

    @Test
    void the_jar_of_its_compiled_form_is_the_same_each_time(@TempDir Path folder) throws IOException {
        var read = (Reading.Read) new ConfigurationReader(PROJECT).read("local");
        var first = folder.resolve("first.jar");
        var second = folder.resolve("second.jar");

        Compiler.jar(read, first);
        Compiler.jar(read, second);

        assertThat(second).hasSameBinaryContentAs(first);
        try (var jar = FileSystems.newFileSystem(first);
                var compiled = Files.newInputStream(jar.getPath("tocsin.json"))) {
            assertThat(Configuration.read(compiled)).isEqualTo(VALINE);
        }
    }

    private static Classified classified(Transition transition) {
        var stage = VALINE.stageOf(transition).orElseThrow();
        return VALINE.severityOf(
                stage, Description.of(transition).about(service(transition).orElseThrow()));
    }

    private static Optional<Service> service(Transition transition) {
        return VALINE.stageOf(transition).flatMap(stage -> VALINE.serviceOf(stage, Description.of(transition)));
    }

    private static List<Path> samples() throws IOException {
        try (var files = Files.list(PROJECT.resolve("events/valine"))) {
            return files.filter(file -> file.toString().endsWith(".eventbridge.json"))
                    .sorted()
                    .toList();
        }
    }

    private static Transition transition(Path sample) throws IOException {
        var found = new ArrayList<Transition>();
        for (var received : new MessageReader().read(Files.readString(sample), Instant.EPOCH)) {
            Stream.of(received)
                    .filter(Received.Alarmed.class::isInstance)
                    .forEach(each -> found.add(((Received.Alarmed) each).transition()));
        }
        return found.getFirst();
    }

    private static Transition in(Transition from, String account) {
        return copy(from, account, from.observed());
    }

    private static Transition without(Transition from) {
        return copy(from, from.account(), null);
    }

    private static Transition copy(Transition from, @Nullable String account, @Nullable Double observed) {
        return new Transition(
                from.id(),
                from.alarm(),
                from.kind(),
                from.way(),
                from.state(),
                from.previous(),
                from.at(),
                account,
                from.region(),
                from.description(),
                from.reason(),
                from.metrics(),
                from.threshold(),
                observed,
                from.tags(),
                from.actionsEnabled(),
                from.suppressedBy(),
                from.previouslySuppressedBy(),
                from.muted(),
                from.mutedUntil(),
                from.contributorAttributes());
    }
}
