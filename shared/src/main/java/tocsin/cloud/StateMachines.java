package tocsin.cloud;

import java.time.Duration;
import java.util.Map;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Automations.HandedOver;

/** The state machines of Step Functions: one call is one request of its API. */
public interface StateMachines {
    /**
     * DescribeStateMachine: whether it is an express one. Of those the same name may begin as often as it is asked for,
     * and nothing tells what became of it.
     */
    boolean isExpress(Place place, String stateMachineArn, Duration timeout);

    /**
     * StartExecution of one that is not express; the same name and input give the same execution again, for 90 days.
     * Gives its ARN.
     */
    String start(Place place, String stateMachineArn, String name, String input, Duration timeout);

    /** DescribeExecution. */
    HandedOver state(Place place, String executionArn, Duration timeout);

    /** ListTagsForResource. */
    Map<String, String> tags(Place place, String stateMachineArn, Duration timeout);
}
