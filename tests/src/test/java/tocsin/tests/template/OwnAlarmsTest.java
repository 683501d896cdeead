package tocsin.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tocsin's own alarms: they go to the operator, past Tocsin. */
class OwnAlarmsTest {
    private final Template ours = Template.ours();

    @Test
    void each_queue_has_the_alarm_that_tells_when_nobody_reads_it() {
        assertThat(queuesWithoutAlarm(ours)).isEmpty();
        assertThat(queuesWithoutAlarm(ours.broken("StepsQueueOld", "StepsQueue.QueueName", "PagesQueue.QueueName")))
                .containsExactly("StepsQueue");
        assertThat(queuesWithoutAlarm(
                        ours.broken("StreamDeadLettersThere", "ApproximateNumberOfMessagesVisible", "Anything")))
                .containsExactly("StreamDeadLetters");
    }

    /** What lies in a queue of dead letters is told; in any other, what lies there for long. */
    private static List<String> queuesWithoutAlarm(Template template) {
        return template.all("AWS::SQS::Queue").stream()
                .map(Template.Resource::name)
                .filter(queue -> !has(
                        template,
                        queue.endsWith("DeadLetters")
                                ? "ApproximateNumberOfMessagesVisible"
                                : "ApproximateAgeOfOldestMessage",
                        queue + ".QueueName"))
                .toList();
    }

    @Test
    void each_function_has_alarms_for_its_errors_and_for_being_throttled() {
        assertThat(functionsWithoutAlarms(ours)).isEmpty();
        assertThat(functionsWithoutAlarms(ours.broken("NotifyErrors", "MetricName: Errors", "MetricName: Duration")))
                .containsExactly("NotifyFunction Errors");
    }

    private static List<String> functionsWithoutAlarms(Template template) {
        return template.functions().stream()
                .flatMap(function -> Stream.of("Errors", "Throttles")
                        .filter(metric -> !has(template, metric, function.name()))
                        .map(metric -> function.name() + " " + metric))
                .toList();
    }

    @Test
    void who_reads_a_stream_has_the_alarm_that_tells_how_far_behind_it_is() {
        assertThat(behindInSilence(ours)).isEmpty();
        assertThat(behindInSilence(ours.broken("StreamLate", "IteratorAge", "Duration")))
                .containsExactly("RelayFunction");
    }

    private static List<String> behindInSilence(Template template) {
        return template.events("DynamoDB").stream()
                .map(event -> event.function().name())
                .filter(function -> !has(template, "IteratorAge", function))
                .toList();
    }

    @Test
    void each_alarm_goes_to_the_operator_alone_under_a_name_that_the_rule_leaves_out() {
        assertThat(strayAlarms(ours)).isEmpty();
        assertThat(strayAlarms(
                        ours.broken("WatchSilent", "[OperatorTopic]".replace("[", "[!Ref "), "[!Ref AlarmsTopic]")))
                .containsExactly("WatchSilent");
        assertThat(strayAlarms(ours.broken("StreamLate", "tocsin-own-", "tocsin-")))
                .containsExactly("StreamLate");
    }

    private static List<String> strayAlarms(Template template) {
        var left = template.named("AlarmsRule").text("/EventPattern/detail/alarmName/0/anything-but/prefix");
        return template.all("AWS::CloudWatch::Alarm").stream()
                .filter(alarm -> !alarm.name().equals("CanaryAlarm")) // which tells nobody by itself
                .filter(alarm -> !alarm.at("/AlarmActions").toString().equals("[\"OperatorTopic\"]")
                        || !alarm.text("/AlarmName").startsWith(left + "$"))
                .map(Template.Resource::name)
                .toList();
    }

    private static boolean has(Template template, String metric, String whose) {
        return template.all("AWS::CloudWatch::Alarm").stream()
                .anyMatch(alarm -> alarm.text("/MetricName").equals(metric)
                        && alarm.text("/Dimensions/0/Value").equals(whose));
    }
}
