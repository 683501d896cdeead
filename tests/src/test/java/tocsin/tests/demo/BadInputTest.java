package tocsin.tests.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadInputTest {
    private static final Path ROOT = Path.of(System.getProperty("tocsin.root"));

    @TempDir
    private Path project;

    @BeforeEach
    void a_project() throws IOException {
        Files.createDirectories(project.resolve("values"));
        Files.createDirectories(project.resolve("runbooks"));
        for (var file : new String[] {"tocsin.yaml", "template.yaml", "values/local.yaml"}) {
            Files.copy(ROOT.resolve(file), project.resolve(file));
        }
        try (var runbooks = Files.list(ROOT.resolve("runbooks"))) {
            for (var runbook : runbooks.toList()) {
                Files.copy(runbook, project.resolve("runbooks").resolve(runbook.getFileName()));
            }
        }
    }

    @Test
    void no_such_file_is_sent_or_explained() {
        assertRefused(Tocsin.run("send", "nowhere.json"), "no such file: nowhere.json");
        assertRefused(Tocsin.run("explain", "nowhere.json"), "nowhere.json");
        assertRefused(up("--config", "nowhere.yaml"), "nowhere.yaml:1: error: cannot be read");
    }

    @Test
    void what_is_broken_is_explained_and_refused() throws IOException {
        var broken = Files.writeString(project.resolve("broken.json"), "{\"AlarmName\": ");

        var ended = Tocsin.run("explain", broken.toString());
        assertThat(ended.said()).contains("tocsin: " + broken + ": begins like JSON and is broken");
        assertThat(ended.code()).isEqualTo(2);
    }

    @Test
    void values_that_there_are_not() {
        for (var command : new String[] {"lint", "iam", "package"}) {
            var ended = Tocsin.run(command, "--values", "nosuch");
            assertThat(ended.said())
                    .contains("values/nosuch.yaml:1: error: there is no such file; there is local")
                    .doesNotContain("is not set");
            assertThat(ended.code()).as(command).isEqualTo(2);
        }
    }

    @Test
    void what_names_no_incident_and_no_run_is_refused_with_what_is_expected_and_shown_clean_and_cut() {
        assertRefused(Tocsin.run("ack", ""), "ID: ''; expected an incident such as db-42");
        assertRefused(Tocsin.run("show", ""), "ID: ''; expected an incident such as db-42");
        var ended = Tocsin.run("approve", "\u001b[31m" + "x".repeat(5_000));
        assertRefused(ended, "' is no run; expected one such as db-42/1");
        assertThat(ended.said()).doesNotContain("\u001b").hasSizeLessThan(300);
        assertThat(Tocsin.run("\u001b" + "x".repeat(5_000)).said())
                .doesNotContain("\u001b")
                .hasSizeLessThan(1_000);
    }

    @Test
    void a_config_that_is_no_yaml() throws IOException {
        change("tocsin.yaml", "stages:", "stages: ][");

        assertRefused(up(), "tocsin.yaml:");
    }

    @Test
    void a_wrong_key() throws IOException {
        change("tocsin.yaml", "product: valine", "prodct: valine");

        assertRefused(up(), "tocsin.yaml:4: error: prodct: there is no such field; did you mean \"product\"?");
    }

    @Test
    void an_unset_value() throws IOException {
        change("values/local.yaml", "PROD_ACCOUNT:", "OTHER_ACCOUNT:");

        assertRefused(up(), "stages.prod.account: ${PROD_ACCOUNT} is not set in values/local.yaml");
    }

    @Test
    void a_rule_that_can_never_match() throws IOException {
        change(
                "tocsin.yaml",
                "- P3: { metric: [InitDuration] }",
                "- P3: { metric: [InitDuration], service: [nobody] }");

        assertRefused(up(), "tocsin.yaml:");
    }

    @Test
    void a_runbook_that_is_no_yaml_or_knows_an_action_that_there_is_not() throws IOException {
        change("runbooks/connection-pool.md", "id: open", "id: ][");
        assertRefused(up(), "runbooks/connection-pool.md:");

        change("runbooks/connection-pool.md", "id: ][", "id: open");
        change("runbooks/connection-pool.md", "postgres.count-connections", "postgres.count-conections");
        assertRefused(up(), "postgres.count-conections");
    }

    @Test
    void a_speed_or_a_port_that_there_is_not() {
        assertRefused(up("--speed", "61"), "--speed: 61; expected 1 to 60");
        assertRefused(up("--port", "65536"), "--port: 65536 is no port; expected 0 to 65535");
    }

    @Test
    void a_template_with_what_is_not_understood_here() throws IOException {
        change("template.yaml", "Type: AWS::SNS::Topic", "Type: AWS::Kinesis::Stream");

        assertRefused(up("--data", project.resolve("data").toString(), "--port", "0"), "template.yaml:");
    }

    private Tocsin.Ended up(String... options) {
        var arguments = new String[options.length + 1];
        arguments[0] = "up";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return Tocsin.runIn(project, arguments);
    }

    private void change(String file, String from, String to) throws IOException {
        var text = Files.readString(project.resolve(file));
        assertThat(text).contains(from);
        Files.writeString(project.resolve(file), text.replace(from, to));
    }

    private static void assertRefused(Tocsin.Ended ended, String naming) {
        assertThat(ended.said()).startsWith("tocsin: ").contains(naming).doesNotContain("\tat ");
        assertThat(ended.code()).isEqualTo(2);
    }
}
