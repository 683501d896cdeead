package tocsin.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.event.ruler.Ruler;
import tocsin.tests.story.Valine;

/** What the template's filters let through, judged by the engine that judges on AWS. */
class FiltersTest {
    private final Template ours = Template.ours();

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            CloudWatch Alarm State Change,               -,      valine-prod-api-5xx,         true
            CloudWatch Alarm Contributor State Change,   -,      valine-prod-api-5xx,         true
            CloudWatch Alarm Configuration Change,       delete, valine-prod-api-5xx,         true
            CloudWatch Alarm Configuration Change,       create, valine-prod-api-5xx,         false
            CloudWatch Alarm Configuration Change,       update, valine-prod-api-5xx,         false
            CloudWatch Alarm State Change,               -,      tocsin-own-tocsin-late,      false
            CloudWatch Alarm State Change,               -,      tocsin-own,                  true
            Scheduled Event,                             -,      valine-prod-api-5xx,         false
            """)
    void the_rule_takes_what_happens_to_alarms_but_not_to_our_own(
            String detailType, @Nullable String operation, String alarm, boolean taken) throws Exception {
        var more = operation == null ? "" : ",\"operation\":\"" + operation + "\"";
        var event = "{\"source\":\"aws.cloudwatch\",\"detail-type\":\"" + detailType + "\",\"detail\":{\"alarmName\":\""
                + alarm + "\"" + more + "}}";

        assertThat(Ruler.matchesRule(
                        event, ours.named("AlarmsRule").at("/EventPattern").toString()))
                .isEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource({
        "codedeploy-success, true",
        "codedeploy-failure, false",
        "cloudformation-update, true",
        "cloudformation-of-another-stack, true",
        "cloudformation-rolled-back, false",
        "cloudtrail-alias-moved, true",
        "cloudtrail-alias-shifting, true",
        "cloudtrail-alias-refused, false",
        "cloudtrail-alias-by-a-run-of-ours, true",
    })
    void the_other_rule_takes_what_went_live(String sample, boolean taken) throws Exception {
        var event = Valine.event("deployment/" + sample);

        assertThat(Ruler.matchesRule(event, deploymentsPattern())).isEqualTo(taken);
        assertThat(Ruler.matchesRule(
                        event, ours.named("AlarmsRule").at("/EventPattern").toString()))
                .isFalse();
    }

    @Test
    void of_other_calls_and_of_alarms_the_other_rule_takes_none() throws Exception {
        var moved = Valine.event("deployment/cloudtrail-alias-moved");

        assertThat(Ruler.matchesRule(
                        moved.replace("UpdateAlias20150331", "UpdateFunctionCode20150331v2"), deploymentsPattern()))
                .isFalse();
        assertThat(Ruler.matchesRule(Valine.sample("api-5xx-60.eventbridge"), deploymentsPattern()))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "eventbridge/health-issue, true",
        "eventbridge/health-abuse, true",
        "eventbridge/rds-failover, true",
        "eventbridge/rds-backup, false",
        "eventbridge/metric, false",
        "deployment/codedeploy-success, false",
    })
    void the_third_rule_takes_what_aws_tells_of_itself(String sample, boolean taken) throws Exception {
        assertThat(Ruler.matchesRule(
                        Valine.event(sample),
                        ours.named("AwsRule").at("/EventPattern").toString()))
                .isEqualTo(taken);
    }

    private String deploymentsPattern() {
        return ours.named("DeploymentsRule").at("/EventPattern").toString();
    }

    @ParameterizedTest
    @CsvSource({
        "INSERT, duePartition, true",
        "MODIFY, duePartition, true",
        "INSERT, other, false",
        "REMOVE, duePartition, false",
    })
    void the_stream_tells_of_rows_that_are_due(String name, String attribute, boolean told) throws Exception {
        var record = "{\"eventName\":\"" + name + "\",\"dynamodb\":{\"NewImage\":{\"pk\":{\"S\":\"prod/api\"},\""
                + attribute + "\":{\"S\":\"due#3\"}}}}";

        assertThat(Ruler.matchesRule(record, streamFilter())).isEqualTo(told);
    }

    @Test
    void a_row_that_was_due_and_is_done_is_not_told() throws Exception {
        var record = "{\"eventName\":\"MODIFY\",\"dynamodb\":{\"OldImage\":{\"duePartition\":{\"S\":\"due#3\"}},"
                + "\"NewImage\":{\"pk\":{\"S\":\"prod/api\"}}}}";

        assertThat(Ruler.matchesRule(record, streamFilter())).isFalse();
    }

    private String streamFilter() {
        return ours.events("DynamoDB").getFirst().text("/FilterCriteria/Filters/0/Pattern");
    }
}
