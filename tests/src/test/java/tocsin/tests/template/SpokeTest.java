package tocsin.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.event.ruler.Ruler;
import tocsin.configure.Policy.Holder;

/** What the small stack in another account or Region hands over, and whom it lets in. */
class SpokeTest {
    private static final String HUB = "arn:${AWS::Partition}:events:${HubRegion}:${HubAccount}:event-bus/${HubBus}";

    private static final String ROLE = "AWS::IAM::Role";

    /** One of the hub's functions that enters other accounts, and the role that it takes there. */
    private record Way(String function, String role) {}

    private static final List<Way> WAYS =
            List.of(new Way("Remediate", "MendRole"), new Way("Watch", "LookRole"), new Way("Notify", "NoticeRole"));

    private final Template spoke = Template.spoke();
    private final Template hub = Template.ours();

    @Test
    void whatever_the_hubs_own_rules_take_is_forwarded_and_Tocsins_own_alarms_are_not() throws Exception {
        for (var event : Stream.of(
                        alarm("CloudWatch Alarm State Change", "valine-staging-db-cpu", ""),
                        alarm("CloudWatch Alarm Contributor State Change", "valine-staging-db-cpu", ""),
                        alarm("CloudWatch Alarm Configuration Change", "valine-staging-db-cpu", "delete"),
                        event("aws.rds", "RDS DB Instance Event", "{}"),
                        event("aws.health", "AWS Health Event", "{}"),
                        event(
                                "aws.codedeploy",
                                "CodeDeploy Deployment State-change Notification",
                                "{\"state\":\"SUCCESS\"}"))
                .toList()) {
            assertThat(forwarded(event)).as(event).isTrue();
        }
        for (var event : Stream.of(
                        alarm("CloudWatch Alarm State Change", "tocsin-own-spoke-dead-letters-there", ""),
                        alarm("CloudWatch Alarm Configuration Change", "valine-staging-db-cpu", "update"),
                        event("aws.ec2", "EC2 Instance State-change Notification", "{}"),
                        alarm("CloudWatch Alarm State Change", "valine-db-cpu", "")
                                .replace("444455556666", "777788889999"))
                .toList()) {
            assertThat(forwarded(event)).as(event).isFalse();
        }
    }

    private boolean forwarded(String event) throws Exception {
        var pattern = spoke.named("Forward").at("/EventPattern").toString().replace("AWS::AccountId", "444455556666");
        return Ruler.matchesRule(event, pattern);
    }

    private static String alarm(String type, String name, String operation) {
        var detail = "{\"alarmName\":\"" + name + "\""
                + (operation.isEmpty() ? "" : ",\"operation\":\"" + operation + "\"") + "}";
        return event("aws.cloudwatch", type, detail);
    }

    private static String event(String source, String type, String detail) {
        return "{\"source\":\"" + source + "\",\"detail-type\":\"" + type
                + "\",\"account\":\"444455556666\",\"detail\":" + detail + "}";
    }

    @Test
    void what_cannot_be_handed_over_within_a_day_is_kept_and_told() {
        var target = spoke.named("Forward").at("/Targets/0");
        assertThat(target.path("Arn").asText()).isEqualTo(HUB);
        assertThat(target.at("/RetryPolicy/MaximumEventAgeInSeconds").asInt()).isEqualTo(86_400);
        assertThat(target.at("/DeadLetterConfig/Arn").asText()).isEqualTo("DeadLetters.Arn");
        assertThat(spoke.named("DeadLetters").at("/MessageRetentionPeriod").asInt())
                .isEqualTo(1_209_600);
        var alarm = spoke.named("DeadLettersThere");
        assertThat(alarm.at("/Dimensions/0/Value").asText()).isEqualTo("DeadLetters.QueueName");
        assertThat(alarm.text("/AlarmName")).startsWith("tocsin-own-");
        assertThat(alarm.at("/AlarmActions/0").asText()).isEqualTo("OperatorTopic");
    }

    @Test
    void it_comes_by_a_role_that_may_put_events_on_the_hubs_bus_and_the_bus_lets_the_organization_in() {
        assertThat(spoke.named("Forward").at("/Targets/0/RoleArn").asText()).isEqualTo("ForwardRole.Arn");
        var may = spoke.named("ForwardRole").at("/Policies/0/PolicyDocument/Statement");
        assertThat(may).hasSize(1);
        assertThat(may.at("/0/Action/0").asText()).isEqualTo("events:PutEvents");
        assertThat(may.at("/0/Resource").asText()).isEqualTo(HUB);

        var policy = hub.named("SpokesMaySend");
        assertThat(policy.written().path("Condition").asText()).isEqualTo("HasOrganization");
        assertThat(policy.at("/Statement/Action").asText()).isEqualTo("events:PutEvents");
        assertThat(policy.at("/Statement/Condition/StringEquals/aws:PrincipalOrgID")
                        .asText())
                .isEqualTo("Organization");
    }

    @Test
    void each_role_is_taken_by_one_function_of_the_hub_of_this_organization_that_knows_the_external_id() {
        assertThat(spoke.all(ROLE).stream().map(Template.Resource::name))
                .containsExactlyInAnyOrder("ForwardRole", "MendRole", "LookRole", "NoticeRole");
        for (var way : WAYS) {
            assertThat(takers(spoke, way.role())).containsExactly(way.function() + "Role");
            var conditions = spoke.named(way.role()).at("/AssumeRolePolicyDocument/Statement/0/Condition/StringEquals");
            assertThat(conditions.path("sts:ExternalId").asText()).isEqualTo("ExternalId");
            assertThat(conditions.path("aws:PrincipalOrgID").asText()).isEqualTo("Organization");
        }
        assertThat(takers(spoke.broken("MendRole", "-RemediateRole-", "-WatchRole-"), "MendRole"))
                .containsExactly("WatchRole");
    }

    private static List<String> takers(Template template, String role) {
        return Template.items(template.named(role).at("/AssumeRolePolicyDocument/Statement")).stream()
                .flatMap(trust -> Template.items(trust.at("/Condition/ArnLike/aws:PrincipalArn")).stream())
                .map(arn -> arn.asText().replaceAll("arn:.*:role/\\$\\{HubStack}-|-\\*$", ""))
                .toList();
    }

    @Test
    void each_function_enters_accounts_of_the_organization_alone_and_by_its_own_role_alone() {
        assertThat(hub.resources().stream()
                        .filter(each -> each.written().toString().contains("iam::*:role/"))
                        .map(Template.Resource::name))
                .containsExactlyInAnyOrder("RemediateEntersSpokes", "WatchEntersSpokes", "NotifyEntersSpokes");
        for (var way : WAYS) {
            var policy = hub.named(way.function() + "EntersSpokes");
            assertThat(policy.text("/RoleName")).isEqualTo(way.function() + "Role");
            assertThat(policy.written().path("Condition").asText()).isEqualTo("HasOrganization");
            assertThat(policy.at("/PolicyDocument/Statement")).hasSize(1);
            var allowed = policy.at("/PolicyDocument/Statement/0");
            assertThat(allowed.at("/Action/0").asText()).isEqualTo("sts:AssumeRole");
            assertThat(allowed.path("Resource").asText())
                    .isEqualTo("arn:${AWS::Partition}:iam::*:role/"
                            + spoke.named(way.role()).text("/RoleName"));
            assertThat(allowed.at("/Condition/StringEquals/aws:ResourceOrgID").asText())
                    .isEqualTo("Organization");
        }
    }

    /** The name of a role is that of the first, and then the purpose that its function is told. */
    @Test
    void each_function_is_told_the_purpose_by_which_its_role_is_named() {
        for (var function : hub.functions()) {
            var told = function.text("/Environment/Variables/TOCSIN_SPOKE_PURPOSE");
            var named = WAYS.stream()
                    .filter(way -> function.name().equals(way.function() + "Function"))
                    .map(way -> spoke.named(way.role()).text("/RoleName"))
                    .findFirst()
                    .orElse("tocsin-spoke");
            assertThat("tocsin-spoke" + (told.isEmpty() ? "" : "-" + told))
                    .as(function.name())
                    .isEqualTo(named);
        }
    }

    @Test
    void in_the_hubs_own_account_and_in_other_Regions_no_second_role_is_made() {
        for (var way : WAYS) {
            assertThat(spoke.named(way.role()).written().path("Condition").asText())
                    .isEqualTo("HasRole");
        }
        assertThat(spoke.root().at("/Conditions/HasRole").toString())
                .isEqualTo("[[[\"AWS::AccountId\",\"HubAccount\"]],[\"AWS::Region\",\"RoleRegion\"]]");
    }

    /** Bound to may-touch as in the hub: the same statements, word for word. */
    @Test
    void what_runbooks_may_do_here_is_what_they_may_do_in_the_hub_and_what_they_need() {
        assertThat(policy(spoke, "MendRole", "runbooks")).isEqualTo(policy(hub, "MendRole", "runbooks"));
        assertThat(policy(
                        spoke.broken("MendRole", "- rds:RebootDBInstance", "- rds:DeleteDBInstance"),
                        "MendRole",
                        "runbooks"))
                .isNotEqualTo(policy(hub, "MendRole", "runbooks"));
        assertThat(RunbookPolicyTest.written(spoke, "MendRole", "runbooks"))
                .isEqualTo(RunbookPolicyTest.derived(Holder.MEND));
        assertThat(policies(spoke, "MendRole")).containsExactly("alarms", "runbooks");
    }

    /** The database's function and the secrets of checks are the hub's own, asked by its function's own role. */
    @Test
    void who_looks_may_do_here_what_the_checks_need_and_nothing_else() {
        var needed = RunbookPolicyTest.derived(Holder.WATCH);
        needed.keySet().removeAll(List.of("CheckTheDatabase", "CheckBySecrets"));
        assertThat(RunbookPolicyTest.written(spoke, "LookRole", "checks")).isEqualTo(needed);
        assertThat(RunbookPolicyTest.written(
                        spoke.broken("LookRole", "- rds:DescribeDBInstances", "- rds:ModifyDBInstance"),
                        "LookRole",
                        "checks"))
                .isNotEqualTo(needed);
        assertThat(policy(spoke, "LookRole", "evidence")).isEqualTo(policy(hub, "WatchRole", "evidence"));
        assertThat(policies(spoke, "LookRole")).containsExactly("alarms", "checks", "evidence");
    }

    @Test
    void who_looks_changes_nothing_but_its_own_object_and_metric() {
        assertThat(statements(spoke, "LookRole")
                        .filter(statement -> !statement.path("Sid").asText().matches("CheckUploads|TellHowItStands"))
                        .flatMap(statement -> Template.items(statement.path("Action")).stream())
                        .map(JsonNode::asText))
                .isNotEmpty()
                .allMatch(action -> action.matches("[a-z0-9]+:(Describe|Filter|Get|List)[A-Za-z]+"));
    }

    @Test
    void who_shows_the_notice_of_maintenance_may_put_it_where_the_hub_puts_it_and_nothing_else() {
        assertThat(policy(spoke, "NoticeRole", "notice")).isEqualTo(policy(hub, "NotifyRole", "notice"));
        assertThat(policies(spoke, "NoticeRole")).containsExactly("notice");
        assertThat(policy(
                        spoke.broken("NoticeRole", "valine-frontend-prod/notice.json", "valine-frontend-prod/*"),
                        "NoticeRole",
                        "notice"))
                .isNotEqualTo(policy(hub, "NotifyRole", "notice"));
    }

    @Test
    void whatever_a_function_of_the_hub_reads_of_alarms_its_role_may_read_here() {
        assertThat(alarms(spoke, "MendRole")).containsExactlyElementsOf(alarms(hub, "RemediateRole"));
        assertThat(alarms(spoke, "LookRole")).containsExactlyElementsOf(alarms(hub, "WatchRole"));
        assertThat(alarms(spoke, "MendRole"))
                .isNotEmpty()
                .allMatch(action -> action.matches("cloudwatch:(Describe|Get|List)[A-Za-z]+"));
    }

    /** Of CloudWatch, what its policies allow but to put metrics. */
    private static List<String> alarms(Template template, String role) {
        return statements(template, role)
                .flatMap(statement -> Template.items(statement.path("Action")).stream())
                .map(JsonNode::asText)
                .filter(action -> action.startsWith("cloudwatch:") && !action.startsWith("cloudwatch:Put"))
                .distinct()
                .sorted()
                .toList();
    }

    private static Stream<JsonNode> statements(Template template, String role) {
        return Template.items(template.named(role).at("/Policies")).stream()
                .flatMap(policy -> Template.items(policy.at("/PolicyDocument/Statement")).stream());
    }

    private static List<String> policies(Template template, String role) {
        return Template.items(template.named(role).at("/Policies")).stream()
                .map(policy -> policy.path("PolicyName").asText())
                .toList();
    }

    private static JsonNode policy(Template template, String role, String name) {
        return Template.items(template.named(role).at("/Policies")).stream()
                .filter(policy -> policy.path("PolicyName").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
