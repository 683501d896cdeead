package tocsin.aws;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Automations.HandedOver;
import tocsin.cloud.Automations.HandedOver.Status;
import tocsin.cloud.Instances;
import tocsin.cloud.StateMachines;

/** The product's state machines, through the API of Step Functions. */
final class StepFunctionsMachines implements StateMachines {
    /** A version or an alias of the machine may follow its name; an execution's ARN has neither. */
    private static final Pattern MACHINE = Pattern.compile("(arn:[^:]+:states:[^:]*:[^:]*):stateMachine:([^:]+).*");

    private final Regions<SfnClient> clients;
    private final Session session;

    StepFunctionsMachines(Regions<SfnClient> clients, Session session) {
        this.clients = clients;
        this.session = session;
    }

    @Override
    public boolean isExpress(Place place, String stateMachineArn, Duration timeout) {
        return AwsFailures.request(
                                "DescribeStateMachine of " + stateMachineArn,
                                () -> clients.at(place)
                                        .describeStateMachine(request -> request.stateMachineArn(stateMachineArn)
                                                .overrideConfiguration(session.within(place, timeout))))
                        .type()
                == StateMachineType.EXPRESS;
    }

    /** An execution that has ended has its name still, and is what was asked for: its ARN follows from the name. */
    @Override
    public String start(Place place, String stateMachineArn, String name, String input, Duration timeout) {
        try {
            return AwsFailures.request(
                            "StartExecution of " + stateMachineArn,
                            () -> clients.at(place)
                                    .startExecution(request -> request.stateMachineArn(stateMachineArn)
                                            .name(name)
                                            .input(input)
                                            .overrideConfiguration(session.within(place, timeout))),
                            ExecutionAlreadyExistsException.class)
                    .executionArn();
        } catch (ExecutionAlreadyExistsException there) {
            return MACHINE.matcher(stateMachineArn).replaceFirst("$1:execution:$2") + ":" + name;
        }
    }

    @Override
    public HandedOver state(Place place, String executionArn, Duration timeout) {
        var found = AwsFailures.request(
                "DescribeExecution of " + executionArn,
                () -> clients.at(place)
                        .describeExecution(request -> request.executionArn(executionArn)
                                .overrideConfiguration(session.within(place, timeout))));
        return new HandedOver(status(found.status()), SsmAutomations.shortened(says(found)));
    }

    private static Status status(@Nullable ExecutionStatus status) {
        return switch (status) {
            case SUCCEEDED -> Status.SUCCEEDED;
            case FAILED, TIMED_OUT, ABORTED -> Status.FAILED;
            case RUNNING, PENDING_REDRIVE, UNKNOWN_TO_SDK_VERSION -> Status.RUNNING;
            case null -> Status.RUNNING;
        };
    }

    private static String says(DescribeExecutionResponse execution) {
        return Stream.of(execution.statusAsString(), execution.error(), execution.cause())
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(", "));
    }

    @Override
    public Map<String, String> tags(Place place, String stateMachineArn, Duration timeout) {
        var tags = new TreeMap<String, String>();
        AwsFailures.request(
                        "ListTagsForResource of " + stateMachineArn,
                        () -> clients.at(place)
                                .listTagsForResource(request -> request.resourceArn(stateMachineArn)
                                        .overrideConfiguration(session.within(place, timeout))))
                .tags()
                .forEach(tag -> tags.put(tag.key(), tag.value()));
        return Instances.sorted(tags);
    }
}
