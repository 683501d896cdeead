package tocsin.configure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.alarm.Transition;
import tocsin.config.Finding;

class LintTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    @Test
    void the_table_tells_whose_an_alarm_is_and_who_hears() throws IOException {
        var report = report(valine(), alarms("db-connections.sns"));

        assertThat(report.findings()).isEmpty();
        assertThat(report.alarms())
                .containsExactly(new LintReport.Row(
                        "valine-prod-db-connections",
                        "prod/db",
                        "P1",
                        "nobody (paging: shadow; else pager, after 6m owner)",
                        "connection-pool (approve)",
                        "the pool is nearly full"));
    }

    @Test
    void an_alarm_that_comes_by_three_ways_stands_there_once() throws IOException {
        assertThat(report(valine(), alarms("db-connections.sns", "db-connections.direct", "db-connections.eventbridge"))
                        .alarms())
                .hasSize(1);
    }

    @Test
    void two_services_that_claim_one_alarm_are_told() throws IOException {
        var yaml = valine().replace("- { namespace: [AWS/ApiGateway] }", "- { namespace: [AWS/ApiGateway, AWS/RDS] }");

        assertThat(report(yaml, alarms("db-connections.sns")).findings())
                .extracting(Finding::toString)
                .startsWith(file() + ":" + line(yaml, "    users-lose: everything that reads or writes", 1)
                        + ": warning: db also claims valine-prod-db-connections, which goes to api:"
                        + " the first in the file");
    }

    @Test
    void an_alarm_without_a_severity_rule_is_told() throws IOException {
        var yaml = valine().replace("metric: [Duration]", "metric: [Other]");

        assertThat(report(yaml, alarms("api-duration-p99.sns")).findings())
                .extracting(Finding::toString)
                .containsExactly(file() + ":" + line(yaml, "severity:", 0)
                        + ": warning: no rule matches valine-prod-api-duration-p99 (prod/api): it is a P2");
    }

    @Test
    void an_alarm_that_no_service_claims_or_of_no_stage_is_told() throws IOException {
        var unclaimed = valine().replace(
                        "- { dimensions: { BucketName: [\"${service.bucket}\"] } }", "- { label: [x] }")
                .replace("valine-${stage}-media-\"", "other-media-\"");
        var elsewhere = valine().replace("${PROD_ACCOUNT}", "999988887777");

        assertThat(report(unclaimed, alarms("media-s3-4xx.sns")).findings())
                .extracting(Finding::toString)
                .containsExactly(file() + ":" + line(unclaimed, "services:", 0)
                        + ": warning: no service claims valine-prod-media-s3-4xx (prod): it is only mailed");
        assertThat(report(elsewhere, alarms("media-s3-4xx.sns")).findings())
                .extracting(Finding::toString)
                .containsExactly(file() + ":" + line(elsewhere, "stages:", 0)
                        + ": warning: valine-prod-media-s3-4xx belongs to no stage: account 111122223333, Region"
                        + " us-west-2");
    }

    @Test
    void what_is_refused_has_no_table_and_other_checks_add_to_the_report() throws IOException {
        var report = report(valine().replace("paging: shadow", "paging: loud"), alarms("db-cpu.sns"))
                .plus(List.of(Finding.warning("runbooks/x.md", 3, "is long")));

        assertThat(report.refuses()).isTrue();
        assertThat(report.alarms()).isEmpty();
        assertThat(report.text()).isEqualTo("""
                        %s:5: error: paging: "loud" is none of shadow, notice, on
                        runbooks/x.md:3: warning: is long
                        1 errors, 1 warnings""".formatted(file()));
    }

    @Test
    void a_caller_may_set_fields_otherwise_than_the_file() throws IOException {
        var file = Files.writeString(folder.resolve("tocsin.yaml"), valine());
        var reading = new ConfigurationReader(PROJECT)
                .read(file, "local", Map.of(), Map.of("paging", "on", "pager.url", "http://127.0.0.1:1"));

        assertThat(ConfigurationReader.orThrow(reading).pager())
                .extracting("url")
                .isEqualTo("http://127.0.0.1:1");
        assertThat(Lint.report(reading, alarms("db-connections.sns"))
                        .alarms()
                        .getFirst()
                        .hears())
                .isEqualTo("pager, after 6m owner");
    }

    @Test
    void an_alarm_that_no_runbook_answers_is_told() throws IOException {
        var report = withPool("metric: [DatabaseConnections]", "metric: [Other]");

        assertThat(report.refuses()).isFalse();
        assertThat(report.findings())
                .extracting(Finding::toString)
                .containsExactly(file() + ":" + line(pools(), "runbooks:", 0)
                        + ": warning: no runbook answers valine-prod-db-connections (prod/db)");
    }

    @Test
    void a_runbook_that_answers_none_of_all_the_alarms_that_are_known_is_told() throws IOException {
        var all = KnownAlarms.in(List.of(PROJECT.resolve("events/valine")));
        var yaml = Files.writeString(folder.resolve("tocsin.yaml"), valine());
        var reading = new ConfigurationReader(PROJECT).read(yaml, "local", Map.of());

        assertThat(idle(reading, all)).doesNotContain("connection-pool");
        assertThat(idle(
                        reading,
                        all.stream()
                                .filter(alarm -> !alarm.alarm().equals("valine-prod-db-connections"))
                                .toList()))
                .contains("connection-pool")
                .doesNotContain("scale-database-up");
        assertThat(idle(reading, List.of())).as("where none is known").isEmpty();
        assertThat(Lint.report(reading, all).findings())
                .as("where they may be a few of them")
                .isEmpty();
    }

    private static List<String> idle(Reading reading, List<Transition> alarms) {
        var report = Lint.reportOfAll(reading, alarms);
        assertThat(report.refuses()).isFalse();
        return report.findings().stream()
                .map(Finding::toString)
                .filter(text -> text.endsWith(".md:2: warning: when: answers no known alarm"))
                .map(text -> text.replaceAll("runbooks/|[.]md.*", ""))
                .toList();
    }

    @Test
    void values_that_there_are_not_are_said_to_be_missing_and_no_value_of_theirs() throws IOException {
        var yaml = Files.writeString(folder.resolve("tocsin.yaml"), valine());
        var report = Lint.report(new ConfigurationReader(PROJECT).read(yaml, "locl", Map.of()), List.of());

        assertThat(report.findings())
                .extracting(Finding::toString)
                .containsExactly("values/locl.yaml:1: error: there is no such file; did you mean \"local\"?");
    }

    @Test
    void a_proof_that_cannot_come_in_time_is_refused() throws IOException {
        assertThat(withPool("within: 10m", "within: 5m").findings())
                .singleElement()
                .asString()
                .startsWith("runbooks/connection-pool.md:")
                .endsWith("error: answers valine-prod-db-connections (prod/db), which needs 1 min to be OK: with for:"
                        + " 5 min it cannot be proven within 5 min; expected 6 min or more");
    }

    @Test
    void a_runbook_for_a_service_without_what_it_needs_is_refused() throws IOException {
        assertThat(withPool(
                                "lambda.restart: { function: ${services.api.function}",
                                "lambda.restart: { function:" + " ${service.function}")
                        .findings())
                .extracting(Finding::toString)
                .containsExactly(
                        "runbooks/connection-pool.md:1: error: answers valine-prod-db-connections (prod/db) and"
                                + " needs ${service.function}, which db has not");
    }

    @Test
    void hand_overs_lead_somewhere_and_not_in_a_circle() throws IOException {
        assertThat(withHandOver("runbook: nowhere, service: db"))
                .contains("error: runbook.hand-over: there is no runbooks/nowhere.md; there is connection-pool");
        assertThat(withHandOver("runbook: connection-pool, service: dbx"))
                .contains("error: runbook.hand-over: there is no service dbx; did you mean \"db\"?");
        assertThat(withHandOver("runbook: connection-pool, service: db"))
                .contains("error: runbook.hand-over: goes in a circle: connection-pool, connection-pool");
        assertThat(withHandOver("runbook: connection-pool, service: bot"))
                .contains("error: runbook.hand-over: connection-pool needs ${service.database}, which bot has not");
    }

    private String withHandOver(String where) throws IOException {
        var step =
                "```step\nid: over\nif: { open.count: [0] }\nrunbook.hand-over: { " + where + " }\n```\n\n## Proof\n";
        return withPool("## Proof\n", step).findings().toString();
    }

    /** With no runbook but one, in which a text reads otherwise. */
    private LintReport withPool(String from, String to) throws IOException {
        var text = Files.readString(PROJECT.resolve("runbooks/connection-pool.md"));
        assertThat(text).contains(from);
        Files.createDirectories(folder.resolve("runbooks"));
        Files.writeString(folder.resolve("runbooks/connection-pool.md"), text.replace(from, to));
        return report(pools(), alarms("db-connections.sns"));
    }

    private static String pools() throws IOException {
        return valine().lines()
                .filter(each ->
                        !each.matches("maintenance:.*|  (mail|status-page|notice|mail-ahead|banner-ahead|checklist"
                                + "|emergency|say-again): .*"))
                .filter(each ->
                        !each.matches("  (?!connection-pool)[a-z0-9-]+: +\\{ ((staging|prod): [a-z0-9 ]+(, )?)+ }.*"))
                .collect(Collectors.joining("\n"));
    }

    private LintReport report(String yaml, List<Transition> alarms) throws IOException {
        var file = Files.writeString(folder.resolve("tocsin.yaml"), yaml);
        return Lint.report(new ConfigurationReader(PROJECT).read(file, "local", Map.of()), alarms);
    }

    private static List<Transition> alarms(String... samples) throws IOException {
        var files = Arrays.stream(samples)
                .map(sample -> PROJECT.resolve("events/valine/" + sample + ".json"))
                .toList();
        return KnownAlarms.in(files);
    }

    private static String valine() throws IOException {
        return Files.readString(PROJECT.resolve("tocsin.yaml"));
    }

    private static int line(String yaml, String text, int after) {
        return yaml.lines().map(each -> each.replaceFirst(" +#.*", "")).toList().indexOf(text) + 1 + after;
    }

    private String file() {
        return folder.resolve("tocsin.yaml").toString();
    }
}
