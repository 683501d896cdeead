package tocsin.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tocsin.tests.story.Valine;

/** Who may call what. */
class AccessTest {
    private static final Pattern ACCOUNT = Pattern.compile("\\b\\d{12}\\b");

    private static final String CHANGED = """
            - states:StartExecution
                            Resource: ["*"]
                            Condition:
                              StringEquals:
                                aws:ResourceTag/tocsin: allowed""";

    private static final List<String> SIGNED = List.of(
            "POST /hooks/pagerduty",
            "POST /hooks/pushover",
            "POST /hooks/slack",
            "POST /hooks/deployed",
            "GET /oncall/{calendar}",
            "POST /hooks/in/{name}",
            "GET /l/{token}",
            "POST /l/{token}");

    private final Template ours = Template.ours();

    @Test
    void the_only_open_routes_are_those_whose_calls_are_signed() {
        assertThat(ours.named("Api").text("/Auth/DefaultAuthorizer")).isEqualTo("AWS_IAM");
        assertThat(ours.named("Api").at("/Auth/EnableIamAuthorizer").asBoolean())
                .isTrue();
        assertThat(openRoutes(ours)).containsExactlyElementsOf(SIGNED);
        assertThat(openRoutes(ours.broken(
                        "ConsoleFunction", "Method: ANY", "Method: ANY\n            Auth: { Authorizer: NONE }")))
                .startsWith("ANY /api/v1/{proxy+}")
                .containsAll(SIGNED);
    }

    private static List<String> openRoutes(Template template) {
        return template.events("HttpApi").stream()
                .filter(route -> !route.at("/Auth").isMissingNode())
                .map(route -> route.text("/Method") + " " + route.text("/Path"))
                .toList();
    }

    @Test
    void whatever_invokes_names_the_alias() {
        assertThat(invokedWithoutAlias(ours)).isEmpty();
        assertThat(invokedWithoutAlias(ours.broken("AlarmsInvokeIntake", "IntakeFunction.Alias", "IntakeFunction")))
                .containsExactly("IntakeFunction");
        assertThat(invokedWithoutAlias(ours.broken("SchedulesRole", "WatchFunction.Alias", "WatchFunction")))
                .containsExactly("WatchFunction");
        assertThat(invokedWithoutAlias(ours.broken("RemediateFunction", "DatabaseFunction.Alias", "DatabaseFunction")))
                .containsExactly("DatabaseFunction");
    }

    /** Permissions, policies, variables; what stands under a function's Events goes to its alias by SAM's own rule. */
    private static List<String> invokedWithoutAlias(Template template) {
        var permissions = template.all("AWS::Lambda::Permission").stream().map(one -> one.text("/FunctionName"));
        var policies = template.all("AWS::IAM::Role").stream()
                .flatMap(role -> allowed(role, "lambda:InvokeFunction"))
                .flatMap(statement -> Template.items(statement.path("Resource")).stream())
                .map(JsonNode::asText);
        var variables = template.functions().stream()
                .flatMap(function -> function.at("/Environment/Variables").valueStream())
                .map(JsonNode::asText)
                .filter(value -> value.contains("Function"));
        return Stream.of(permissions, policies, variables)
                .flatMap(names -> names)
                .filter(name -> !name.endsWith("Function.Alias"))
                .toList();
    }

    @Test
    void the_database_function_is_asked_by_remediate_and_the_sweep_and_woken_by_the_clock_alone() {
        assertThat(ours.all("AWS::IAM::Role").stream()
                        .filter(role -> allowed(role, "lambda:InvokeFunction")
                                .anyMatch(statement ->
                                        statement.path("Resource").toString().contains("DatabaseFunction")))
                        .map(Template.Resource::name))
                .containsExactly("RemediateRole", "WatchRole", "SchedulesRole");
    }

    @Test
    void only_functions_with_the_tag_may_be_changed_and_Tocsins_own_never_carry_it() {
        assertThat(changedWithoutTag(ours)).isEmpty();
        assertThat(changedWithoutTag(ours.broken("MendRole", CHANGED, CHANGED.replace("allowed", "itself"))))
                .containsExactly("MendRole");
        assertThat(ours.functions())
                .allSatisfy(function ->
                        assertThat(ours.of(function, "/Tags/tocsin").asText()).isEqualTo("itself"));
    }

    private static List<String> changedWithoutTag(Template template) {
        return template.all("AWS::IAM::Role").stream()
                .filter(role -> Stream.of("UpdateFunctionConfiguration", "UpdateAlias", "PublishVersion")
                        .flatMap(action -> allowed(role, "lambda:" + action))
                        .anyMatch(statement -> !statement
                                .at("/Condition/StringEquals/aws:ResourceTag~1tocsin")
                                .asText()
                                .equals("allowed")))
                .map(Template.Resource::name)
                .toList();
    }

    @Test
    void no_secret_but_Tocsins_own_can_be_read() {
        assertThat(ours.all("AWS::IAM::Role").stream()
                        .flatMap(role -> allowed(role, "secretsmanager:GetSecretValue"))
                        .flatMap(statement -> Template.items(statement.path("Resource")).stream())
                        .map(JsonNode::asText))
                .isNotEmpty()
                .allSatisfy(resource -> assertThat(resource).contains(":secret:tocsin/"));
    }

    @Test
    void NOTIFY_may_put_the_notice_of_maintenance_into_the_front_end_s_bucket_and_nothing_else() {
        assertThat(asked(ours, "s3").stream().filter(each -> each.startsWith("NotifyRole")))
                .containsExactly("NotifyRole: PutObject");
        var configuration = Valine.paging();
        var announcing = Objects.requireNonNull(configuration.maintenance());
        var objects = configuration.services().stream()
                .filter(service -> service.name().equals(announcing.notice()))
                .map(service ->
                        "arn:${AWS::Partition}:s3:::" + service.resources().get("bucket") + "/" + announcing.object())
                .toList();
        assertThat(ours.all("AWS::IAM::Role").stream()
                        .filter(role -> role.name().equals("NotifyRole"))
                        .flatMap(role -> allowed(role, "s3:PutObject"))
                        .flatMap(statement -> Template.items(statement.path("Resource")).stream())
                        .map(JsonNode::asText))
                .containsExactlyElementsOf(objects);
    }

    @Test
    void no_account_is_named() {
        assertThat(ACCOUNT.matcher(ours.text()).find()).isFalse();
    }

    /** What each function asks of CloudWatch; of a role it is no use to, and what it lacks fails where nobody looks. */
    @Test
    void each_role_may_ask_CloudWatch_what_its_function_asks_and_nothing_else() {
        assertThat(asked(ours, "cloudwatch"))
                .containsExactly(
                        "ConsoleRole: GetMetricWidgetImage",
                        "NotifyRole: GetMetricWidgetImage, PutMetricData",
                        "RemediateRole: DescribeAlarms, GetMetricData, ListAlarmMuteRules",
                        "SchedulesRole: SetAlarmState",
                        "WatchRole: DescribeAlarmContributors, DescribeAlarms, GetMetricData, ListAlarmMuteRules,"
                                + " ListTagsForResource, PutMetricData");
        assertThat(asked(ours.broken("NotifyRole", "GetMetricWidgetImage", "GetMetricData"), "cloudwatch"))
                .contains("NotifyRole: GetMetricData, PutMetricData");
    }

    @Test
    void the_function_in_the_products_network_may_connect_to_PostgreSQL_and_ask_nothing_of_AWS() {
        var services = ours.all("AWS::IAM::Role").stream()
                .filter(role -> role.name().equals("DatabaseRole"))
                .flatMap(AccessTest::actions)
                .map(action -> action.substring(0, action.indexOf(':')))
                .distinct()
                .sorted()
                .toList();

        assertThat(services).as("ec2 is Lambda's own, for its network").containsExactly("ec2", "logs", "rds-db", "sqs");
    }

    private static List<String> asked(Template template, String service) {
        return template.all("AWS::IAM::Role").stream()
                .filter(role -> actions(role).anyMatch(action -> action.startsWith(service + ":")))
                .map(role -> role.name() + ": "
                        + actions(role)
                                .filter(action -> action.startsWith(service + ":"))
                                .map(action -> action.substring(service.length() + 1))
                                .distinct()
                                .sorted()
                                .collect(Collectors.joining(", ")))
                .sorted()
                .toList();
    }

    private static Stream<String> actions(Template.Resource role) {
        return Template.items(role.at("/Policies")).stream()
                .flatMap(policy -> Template.items(policy.at("/PolicyDocument/Statement")).stream())
                .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                .flatMap(statement -> Template.items(statement.path("Action")).stream())
                .map(JsonNode::asText);
    }

    private static Stream<JsonNode> allowed(Template.Resource role, String action) {
        return Template.items(role.at("/Policies")).stream()
                .flatMap(policy -> Template.items(policy.at("/PolicyDocument/Statement")).stream())
                .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                .filter(statement -> Template.items(statement.path("Action")).stream()
                        .anyMatch(named -> named.asText().equals(action)));
    }
}
