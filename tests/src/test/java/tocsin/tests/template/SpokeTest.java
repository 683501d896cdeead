package tocsin.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.event.ruler.Ruler;

/** What the small stack in another account or Region hands over, and whom it lets in. */
class SpokeTest {
    private static final String HUB = "arn:${AWS::Partition}:events:${HubRegion}:${HubAccount}:event-bus/${HubBus}";

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
    void the_role_is_taken_by_the_hubs_functions_of_this_organization_that_know_the_external_id() {
        var trust = spoke.named("MendRole").at("/AssumeRolePolicyDocument/Statement");
        assertThat(trust).hasSize(1);
        var condition = trust.path(0).path("Condition");
        assertThat(condition.at("/StringEquals/sts:ExternalId").asText()).isEqualTo("ExternalId");
        assertThat(condition.at("/StringEquals/aws:PrincipalOrgID").asText()).isEqualTo("Organization");
        assertThat(Template.items(condition.at("/ArnLike/aws:PrincipalArn")).stream()
                        .map(JsonNode::asText)
                        .map(arn -> arn.replaceAll(".*HubStack}-|-\\*", "")))
                .containsExactly("RemediateRole", "WatchRole");
        for (var entering :
                Stream.of("RemediateEntersSpokes", "WatchEntersSpokes").toList()) {
            var allowed = hub.named(entering).at("/PolicyDocument/Statement/0");
            assertThat(hub.named(entering).written().path("Condition").asText()).isEqualTo("HasOrganization");
            assertThat(allowed.path("Resource").asText())
                    .endsWith(":role/" + spoke.named("MendRole").text("/RoleName"));
        }
    }

    @Test
    void in_the_hubs_own_account_and_in_other_Regions_no_second_role_is_made() {
        assertThat(spoke.named("MendRole").written().path("Condition").asText()).isEqualTo("HasRole");
        assertThat(spoke.root().at("/Conditions/HasRole").toString())
                .isEqualTo("[[[\"AWS::AccountId\",\"HubAccount\"]],[\"AWS::Region\",\"RoleRegion\"]]");
    }

    /** Bound to may-touch as in the hub: the same statements, word for word. */
    @Test
    void what_runbooks_may_do_here_is_what_they_may_do_in_the_hub() {
        assertThat(runbooks(spoke)).isEqualTo(runbooks(hub));
        assertThat(runbooks(spoke.broken("MendRole", "- rds:RebootDBInstance", "- rds:DeleteDBInstance")))
                .isNotEqualTo(runbooks(hub));
    }

    @Test
    void whatever_the_hub_reads_of_alarms_it_may_read_here() {
        var here = alarms(spoke.named("MendRole"), "alarms");
        for (var role : List.of("RemediateRole", "WatchRole")) {
            assertThat(here).as(role).containsAll(alarms(hub.named(role), ""));
        }
        assertThat(here).allMatch(action -> action.matches("cloudwatch:(Describe|Get|List)[A-Za-z]+"));
    }

    /** Of CloudWatch, what its policies allow but to put metrics. */
    private static List<String> alarms(Template.Resource role, String policy) {
        return Template.items(role.at("/Policies")).stream()
                .filter(each ->
                        policy.isEmpty() || each.path("PolicyName").asText().equals(policy))
                .flatMap(each -> Template.items(each.at("/PolicyDocument/Statement")).stream())
                .flatMap(statement -> Template.items(statement.path("Action")).stream())
                .map(JsonNode::asText)
                .filter(action -> action.startsWith("cloudwatch:") && !action.startsWith("cloudwatch:Put"))
                .distinct()
                .toList();
    }

    private static JsonNode runbooks(Template template) {
        return Template.items(template.named("MendRole").at("/Policies")).stream()
                .filter(policy -> policy.path("PolicyName").asText().equals("runbooks"))
                .findFirst()
                .orElseThrow();
    }
}
