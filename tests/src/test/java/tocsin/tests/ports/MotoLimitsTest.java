package tocsin.tests.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import tocsin.PortFailure;
import tocsin.alarm.CloudWatch.Place;
import tocsin.state.Queues.Queue;

/** What moto does not have, and the tests of shared show on a wire of their own; the day it has it, this tells. */
class MotoLimitsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static void missing(List<String> list, String what, ThrowingCallable request) {
        assertThat(catchThrowable(request)).as(what).isInstanceOf(PortFailure.class);
        list.add(what);
    }

    @Test
    void what_moto_has_not_is_known() {
        List<String> missing = new ArrayList<>();
        var ports = Moto.started().ports(Map.of());
        var here = new Place(Moto.ACCOUNT, Moto.REGION);

        missing(
                missing,
                "CloudWatch by the protocol of this SDK (Smithy RPC v2 CBOR)",
                () -> ports.cloudWatch().alarm(here, "db-connections"));
        missing(missing, "ListAlarmMuteRules", () -> ports.cloudWatch().muted(here, "db-connections"));
        var sqs = Moto.started().clients().client(SqsClient.builder());
        var letters =
                sqs.createQueue(request -> request.queueName("steps-dead")).queueUrl();
        var steps = sqs.createQueue(request -> request.queueName("steps-limits")
                        .attributesWithStrings(Map.of(
                                "RedrivePolicy",
                                "{\"maxReceiveCount\":\"10\",\"deadLetterTargetArn\":\"arn:aws:sqs:" + Moto.REGION + ":"
                                        + Moto.ACCOUNT + ":steps-dead\"}")))
                .queueUrl();
        sqs.sendMessage(request -> request.queueUrl(letters).messageBody("a"));
        missing(
                missing,
                "StartMessageMoveTask",
                () -> Moto.started()
                        .ports(Map.of("TOCSIN_STEPS_QUEUE", steps))
                        .queues()
                        .redrive(Queue.STEPS));
        var cloud = ports.cloud("a test's");
        missing(
                missing,
                "StartAutomationExecution",
                () -> cloud.automations().start(here, "Valine-Migrate", Map.of(), "db-1/1", TIMEOUT));
        missing(
                missing,
                "GetAutomationExecution",
                () -> cloud.automations().state(here, "00000000-0000-0000-0000-000000000000", TIMEOUT));
        missing.add("composite and log alarms (no call makes one)");
        missing.add("revision ids of Lambda (not enforced), versions and answers of no function (not refused)");
        missing.add("changes of RDS that take time, InvalidDBInstanceState, fail-over, events of a reboot");
        missing.add("ETags and caller references of CloudFront (not compared), invalidations that take time");
        missing.add("filters of Logs Insights (passed over)");
        missing.add("executions of Step Functions that end");

        System.out.println("moto has not: " + String.join(", ", missing));
    }
}
