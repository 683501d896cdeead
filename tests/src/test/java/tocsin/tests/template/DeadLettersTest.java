package tocsin.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each of these is shown to bite: a template with the fault is told by the name of what lacks it. */
class DeadLettersTest {
    private final Template ours = Template.ours();

    @Test
    void each_queue_that_a_function_reads_has_its_dead_letters_beside_it() {
        assertThat(queuesWithout(ours)).isEmpty();
        assertThat(queuesWithout(ours.broken("PagesQueue", "PagesDeadLetters.Arn", "StepsDeadLetters.Arn")))
                .containsExactly("PagesQueue");
    }

    private static List<String> queuesWithout(Template template) {
        return template.events("SQS").stream()
                .map(event -> template.named(event.text("/Queue").replace(".Arn", "")))
                .filter(queue -> !queue.text("/RedrivePolicy/deadLetterTargetArn")
                        .equals(queue.name().replace("Queue", "DeadLetters.Arn")))
                .map(Template.Resource::name)
                .toList();
    }

    @Test
    void the_alarms_queue_outlasts_an_outage_and_the_others_a_few_failures() {
        assertThat(receives(ours)).containsExactly(1_000, 10, 10);
        assertThat(ours.named("AlarmsQueue").at("/MessageRetentionPeriod").asInt())
                .isEqualTo(14 * 24 * 3600);
    }

    private static List<Integer> receives(Template template) {
        return Stream.of("AlarmsQueue", "PagesQueue", "StepsQueue")
                .map(queue -> template.named(queue)
                        .at("/RedrivePolicy/maxReceiveCount")
                        .asInt())
                .toList();
    }

    @Test
    void each_target_of_a_rule_has_dead_letters_and_tries_for_a_day() {
        assertThat(targetsWithout(ours)).isEmpty();
        assertThat(targetsWithout(ours.broken("AlarmsRule", "DeadLetterConfig:", "Forgotten:")))
                .hasSize(1);
    }

    private static List<String> targetsWithout(Template template) {
        return template.all("AWS::Events::Rule").stream()
                .flatMap(rule -> Template.items(rule.at("/Targets")).stream()
                        .filter(target -> isNoDeadLetters(
                                        target.at("/DeadLetterConfig/Arn").asText())
                                || target.at("/RetryPolicy/MaximumEventAgeInSeconds")
                                                .asInt()
                                        < 86_400)
                        .map(target -> rule.name() + " " + target.path("Id").asText()))
                .toList();
    }

    @Test
    void each_subscription_of_a_queue_has_dead_letters_and_keeps_the_envelope() {
        assertThat(subscriptionsWithout(ours)).isEmpty();
        assertThat(subscriptionsWithout(ours.broken("AlarmsSubscription", "deadLetterTargetArn", "elsewhere")))
                .containsExactly("AlarmsSubscription");
    }

    private static List<String> subscriptionsWithout(Template template) {
        return template.all("AWS::SNS::Subscription").stream()
                .filter(subscription -> subscription.text("/Protocol").equals("sqs"))
                .filter(subscription -> isNoDeadLetters(subscription.text("/RedrivePolicy/deadLetterTargetArn"))
                        || subscription.at("/RawMessageDelivery").asBoolean(true))
                .map(Template.Resource::name)
                .toList();
    }

    @Test
    void each_asynchronous_invocation_that_fails_to_the_end_is_kept() {
        assertThat(functionsWithout(ours)).isEmpty();
        assertThat(functionsWithout(ours.broken("IntakeFunction", "AlarmsQueue.Arn", "Nowhere.Arn")))
                .containsExactly("IntakeFunction");
    }

    private static List<String> functionsWithout(Template template) {
        return template.functions().stream()
                .filter(function -> template.named(
                                template.of(function, "/EventInvokeConfig/DestinationConfig/OnFailure/Destination")
                                        .asText()
                                        .replace(".Arn", ""))
                        .type()
                        .isEmpty())
                .map(Template.Resource::name)
                .toList();
    }

    @Test
    void what_CloudWatch_hands_over_directly_goes_to_the_alarms_queue_when_it_fails() {
        assertThat(ours.named("IntakeFunction").text("/EventInvokeConfig/DestinationConfig/OnFailure/Destination"))
                .isEqualTo("AlarmsQueue.Arn");
    }

    @Test
    void the_stream_is_read_from_its_beginning_bisected_and_left_after_ten_tries() {
        assertThat(streamsWithout(ours)).isEmpty();
        assertThat(streamsWithout(ours.broken("RelayFunction", "StreamDeadLetters.Arn", "StreamQueue.Arn")))
                .containsExactly("RelayFunction Changes");
        assertThat(streamsWithout(ours.broken("RelayFunction", "BisectBatchOnFunctionError: true", "Enabled: true")))
                .containsExactly("RelayFunction Changes");
    }

    private static List<String> streamsWithout(Template template) {
        return template.events("DynamoDB").stream()
                .filter(stream -> isNoDeadLetters(stream.text("/DestinationConfig/OnFailure/Destination"))
                        || !stream.text("/StartingPosition").equals("TRIM_HORIZON")
                        || !stream.at("/BisectBatchOnFunctionError").asBoolean()
                        || stream.at("/MaximumRetryAttempts").asInt() != 10)
                .map(Template.Event::toString)
                .toList();
    }

    @Test
    void each_schedule_has_dead_letters_and_says_how_often_it_tries() {
        assertThat(schedulesWithout(ours)).isEmpty();
        assertThat(schedulesWithout(
                        ours.broken("WatchFunction", "MaximumRetryAttempts: 3", "MaximumEventAgeInSeconds: 9")))
                .containsExactly("WatchFunction EveryMinute");
        assertThat(schedulesWithout(ours.broken("CanaryRests", "ScheduleDeadLetters.Arn", "Nowhere.Arn")))
                .containsExactly("CanaryRests");
    }

    private static List<String> schedulesWithout(Template template) {
        var calls = template.all("AWS::Scheduler::Schedule").stream()
                .filter(schedule -> isNoDeadLetters(schedule.text("/Target/DeadLetterConfig/Arn"))
                        || schedule.at("/Target/RetryPolicy/MaximumRetryAttempts")
                                .isMissingNode())
                .map(Template.Resource::name);
        var events = template.events("ScheduleV2").stream()
                .filter(schedule -> isNoDeadLetters(schedule.text("/DeadLetterConfig/Arn"))
                        || schedule.at("/RetryPolicy/MaximumRetryAttempts").isMissingNode())
                .map(Template.Event::toString);
        return Stream.concat(events, calls).toList();
    }

    @Test
    void one_bad_message_leaves_the_rest_of_its_batch_done() {
        assertThat(wholeBatches(ours)).isEmpty();
        assertThat(wholeBatches(ours.broken("NotifyFunction", "[ReportBatchItemFailures]", "[]")))
                .containsExactly("NotifyFunction Pages");
    }

    private static List<String> wholeBatches(Template template) {
        return Stream.concat(template.events("SQS").stream(), template.events("DynamoDB").stream())
                .filter(event -> !event.text("/FunctionResponseTypes/0").equals("ReportBatchItemFailures"))
                .map(Template.Event::toString)
                .toList();
    }

    private static boolean isNoDeadLetters(String arn) {
        return !arn.endsWith("DeadLetters.Arn");
    }
}
