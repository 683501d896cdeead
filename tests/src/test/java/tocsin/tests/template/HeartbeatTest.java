package tocsin.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.event.ruler.Ruler;
import tocsin.local.health.AlarmSet;
import tocsin.local.template.TemplateReader;
import tocsin.local.template.World;

/** The canary's way as template.yaml has it, and watchdog.yaml, which knows nothing of it but the metric at its end. */
class HeartbeatTest {
    private static final String SILENT = "HeartbeatSilent";

    private final Template ours = Template.ours();
    private final Template watchdog = Template.watchdog();

    @Test
    void each_minute_the_clock_sets_the_canary_to_its_other_state() {
        assertThat(called(ours)).containsExactly("cron(0/2 * * * ? *) ALARM", "cron(1/2 * * * ? *) OK");
        assertThat(ours.named("CanaryAlarm").text("/TreatMissingData")).isEqualTo("ignore");
    }

    private static List<String> called(Template template) {
        return template.all("AWS::Scheduler::Schedule").stream()
                .map(schedule -> {
                    assertThat(schedule.text("/Target/Arn")).endsWith(":::aws-sdk:cloudwatch:setAlarmState");
                    assertThat(schedule.text("/Target/Input")).contains("\"" + canary(template) + "\"");
                    return schedule.text("/ScheduleExpression") + " "
                            + schedule.text("/Target/Input").replaceAll("(?s).*\"StateValue\": \"(\\w+)\".*", "$1");
                })
                .toList();
    }

    private static String canary(Template template) {
        return template.named("CanaryAlarm").text("/AlarmName");
    }

    @Test
    void it_comes_by_the_rule_of_every_alarm_and_intake_and_notify_know_its_name() throws Exception {
        var event =
                new AlarmSet("tocsin-canary-tocsin", "ALARM", "OK", Instant.EPOCH).event("111122223333", "us-west-2");
        var pattern = TemplateReader.read(
                        Template.file(),
                        new World("111122223333", "us-west-2", "tocsin", Map.of("OperatorMail", "a@example.com")))
                .rules()
                .stream()
                .filter(rule -> rule.logicalName().equals("AlarmsRule"))
                .findFirst()
                .orElseThrow()
                .pattern();

        assertThat(Ruler.matchesRule(event, pattern)).isTrue();
        assertThat(Ruler.matchesRule(event.replace("tocsin-canary-", "tocsin-own-"), pattern))
                .isFalse();
        assertThat(ours.root()
                        .at("/Globals/Function/Environment/Variables/TOCSIN_CANARY")
                        .asText())
                .isEqualTo(canary(ours));
    }

    @Test
    void the_clock_may_set_that_alarm_and_no_other_and_notify_may_count_heartbeats_and_nothing_else() {
        assertThat(statements(ours, "SchedulesRole", "cloudwatch:SetAlarmState"))
                .singleElement()
                .satisfies(
                        allowed -> assertThat(allowed.path("Resource").asText()).isEqualTo("CanaryAlarm.Arn"));
        assertThat(statements(ours, "NotifyRole", "cloudwatch:PutMetricData"))
                .singleElement()
                .satisfies(allowed -> assertThat(allowed.at("/Condition/StringEquals/cloudwatch:namespace")
                                .asText())
                        .isEqualTo("Tocsin"));
        assertThat(ours.all("AWS::IAM::Role").stream()
                        .filter(role -> !statements(ours, role.name(), "cloudwatch:PutMetricData")
                                .isEmpty())
                        .map(Template.Resource::name))
                .as("the sweep's goes into a namespace of the product's: SweepPolicyTest")
                .containsExactly("NotifyRole", "WatchRole");
    }

    private static List<JsonNode> statements(Template template, String role, String action) {
        return Template.items(template.named(role).at("/Policies")).stream()
                .flatMap(policy -> Template.items(policy.at("/PolicyDocument/Statement")).stream())
                .filter(statement -> Template.items(statement.path("Action")).stream()
                        .anyMatch(named -> named.asText().equals(action)))
                .toList();
    }

    @Test
    void here_and_there_five_minutes_without_a_heartbeat_are_an_alarm_and_missing_ones_are_counted_as_such() {
        assertThat(hears(ours)).isTrue();
        assertThat(hears(watchdog)).isTrue();
        assertThat(hears(watchdog.broken(SILENT, "TreatMissingData: breaching", "TreatMissingData: ignore")))
                .isFalse();
        assertThat(hears(watchdog.broken(SILENT, "MetricName: Heartbeat", "MetricName: Heartbeats")))
                .isFalse();
        assertThat(hears(watchdog.broken(SILENT, "FILL(heartbeats, 0)", "heartbeats")))
                .isFalse();
        assertThat(watchdog.root().at("/Parameters/SilentMinutes/Default").asInt())
                .isEqualTo(5);
        assertThat(watchdog.named(SILENT).text("/EvaluationPeriods")).isEqualTo("SilentMinutes");
        assertThat(ours.named(SILENT).at("/EvaluationPeriods").asInt()).isEqualTo(5);
    }

    private static boolean hears(Template template) {
        var alarm = template.named(SILENT);
        var metric = alarm.at("/Metrics/0/MetricStat");
        return metric.at("/Metric/Namespace").asText().equals("Tocsin")
                && metric.at("/Metric/MetricName").asText().equals("Heartbeat")
                && metric.at("/Metric/Dimensions/0/Name").asText().equals("Canary")
                && metric.path("Stat").asText().equals("SampleCount")
                && metric.path("Period").asInt() == 60
                && alarm.text("/Metrics/1/Expression").equals("FILL(heartbeats, 0)")
                && alarm.at("/Metrics/1/ReturnData").asBoolean()
                && alarm.at("/Threshold").asInt() == 1
                && alarm.text("/ComparisonOperator").equals("LessThanThreshold")
                && alarm.text("/TreatMissingData").equals("breaching");
    }

    @Test
    void the_watchdog_has_its_own_topic_tells_when_it_is_well_again_and_names_nothing_of_tocsins() {
        assertThat(watchdog.named(SILENT).at("/AlarmActions/0").asText()).isEqualTo("Topic");
        assertThat(watchdog.named(SILENT).at("/OKActions/0").asText()).isEqualTo("Topic");
        assertThat(watchdog.all("AWS::SNS::Subscription").stream().map(each -> each.text("/Protocol")))
                .containsExactlyInAnyOrder("https", "sms", "email");
        assertThat(watchdog.resources().stream().map(Template.Resource::type))
                .allMatch(type -> type.startsWith("AWS::SNS::") || type.equals("AWS::CloudWatch::Alarm"));
        assertThat(watchdog.text()).doesNotContain("ImportValue").doesNotContain("lambda");
        assertThat(watchdog.root().at("/Parameters/PagerAddress/NoEcho").asBoolean())
                .isTrue();
        // the name that the rule of template.yaml leaves out: an alarm about Tocsin does not go to Tocsin
        assertThat(watchdog.named(SILENT).text("/AlarmName")).startsWith("tocsin-own-");
    }
}
