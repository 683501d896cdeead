package tocsin.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** cfn-lint, sam validate and checkov over template.yaml, and over one with faults planted. */
class ChecksTest {
    private static final Path ROOT = Path.of(System.getProperty("tocsin.root"));

    private final Template ours = Template.ours();

    @TempDir
    private Path folder;

    @Test
    void the_template_passes() throws Exception {
        var ended = check(Template.file());

        System.out.println("template.yaml: " + ended.said());
        assertThat(ended.said().lines()).hasSize(2);
        assertThat(ended.code()).isZero();
    }

    @Test
    void the_watchdog_passes_and_what_is_planted_in_it_is_found() throws Exception {
        var ended = check(Template.watchdogFile());
        assertThat(ended.said().lines()).hasSize(2);
        assertThat(ended.code()).isZero();

        var planted = Template.watchdog()
                .broken("Topic", "comment: ", "# ")
                .broken("Pager", "Protocol: https", "Protocol: https\n      Surprise: true");
        var found = check(Files.writeString(folder.resolve("watchdog.yaml"), planted.text()));
        assertThat(found.said())
                .contains("checkov: Topic: the exception of CKV_AWS_26 has no reason")
                .containsPattern("cfn-lint: .*Surprise");
        assertThat(found.code()).isEqualTo(1);
    }

    @Test
    void what_is_planted_is_found_and_named_as_the_template_names_it() throws Exception {
        var planted = ours.broken("RemediateRole", "Action: [lambda:InvokeFunction]", "Action: \"*\"")
                .broken("WatchRole", "- dynamodb:BatchGetItem", "- \"*\"")
                .broken("ConsoleFunction", "Role: !GetAtt ConsoleRole.Arn", """
                        Policies:
                                - Version: "2012-10-17"
                                  Statement: [{ Effect: Allow, Action: "*", Resource: !GetAtt Table.Arn }]
                        """.strip())
                .broken("OperatorTopic", "comment: ", "# ")
                .broken(
                        "Table",
                        "- id: CKV_AWS_119",
                        "- { id: CKV_AWS_28, comment: none }\n          - id: CKV_AWS_119")
                .broken("Api", "Type: AWS::Serverless::HttpApi", "Type: AWS::Serverless::HttpApi\n    Surprise: true");

        var ended = check(Files.writeString(folder.resolve("template.yaml"), planted.text()));

        assertThat(ended.said())
                .contains("checkov: RemediateRole: CKV_TOCSIN_1")
                .contains("checkov: WatchRole: CKV_TOCSIN_1")
                .contains("checkov: WatchRole: CKV_AWS_63")
                .containsPattern("checkov: ConsoleFunction: CKV_TOCSIN_1 .* \\(in ConsoleFunctionRole\\)")
                .contains("checkov: OperatorTopic: the exception of CKV_AWS_26 has no reason")
                .contains("checkov: Table: the exception of CKV_AWS_28 excepts nothing")
                .containsPattern("cfn-lint: .*Surprise")
                .containsPattern("sam: .*Surprise");
        assertThat(ended.code()).isEqualTo(1);
    }

    @Test
    void the_spoke_passes_and_what_is_planted_in_it_is_found() throws Exception {
        var ended = check(Template.spokeFile());
        assertThat(ended.said().lines()).hasSize(2);
        assertThat(ended.code()).isZero();

        var planted = Template.spoke().broken("MendRole", "- lambda:UpdateAlias", "- \"*\"");
        var found = check(Files.writeString(folder.resolve("spoke.yaml"), planted.text()));
        assertThat(found.said()).contains("checkov: MendRole: CKV_AWS_62");
        assertThat(found.code()).isEqualTo(1);
    }

    @Test
    void the_monitoring_passes_cfn_lint_and_what_is_planted_in_it_is_found() throws Exception {
        for (var name : List.of("monitoring.yaml", "monitoring-us-east-1.yaml")) {
            var ended = cfnLint(ROOT.resolve(name));
            assertThat(ended.said()).as(name).isEmpty();
            assertThat(ended.code()).as(name).isZero();
        }
        var planted = Files.readString(ROOT.resolve("monitoring.yaml"))
                .replaceFirst("GreaterThanThreshold", "GreaterThanEver")
                .replaceFirst(" TreatMissingData:", " TreatMissing:");

        var found = cfnLint(Files.writeString(folder.resolve("monitoring.yaml"), planted));

        assertThat(found.said()).contains("GreaterThanEver").contains("TreatMissing");
        assertThat(found.code()).isNotZero();
    }

    private static Ended cfnLint(Path template) throws IOException, InterruptedException {
        return Ended.of(new ProcessBuilder(
                ROOT.resolve(".tocsin/tools/aws/bin/cfn-lint").toString(), "--template", template.toString()));
    }

    private static Ended check(Path template) throws IOException, InterruptedException {
        var tools = ROOT.resolve(".tocsin/tools");
        var python = tools.resolve("sam/bin/python");
        assertThat(python).as("installed by tests/setup").exists();
        return Ended.of(new ProcessBuilder(
                python.toString(),
                ROOT.resolve("tests/template/check.py").toString(),
                template.toString(),
                tools.toString()));
    }
}
