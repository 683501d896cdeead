package tocsin.aws;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Stacks;

/** The product's stacks, through CloudFormation's API. */
final class CloudFormationStacks implements Stacks {
    private final Regions<CloudFormationClient> clients;
    private final Session session;

    CloudFormationStacks(Regions<CloudFormationClient> clients, Session session) {
        this.clients = clients;
        this.session = session;
    }

    /** Of all events those of the stack itself: there the physical resource is the stack. */
    @Override
    public List<StackEvent> events(Place place, String stack, Duration timeout) {
        return AwsFailures.request(
                        "DescribeStackEvents of " + stack,
                        () -> clients.at(place)
                                .describeStackEvents(request ->
                                        request.stackName(stack).overrideConfiguration(session.within(place, timeout))))
                .stackEvents()
                .stream()
                .filter(event -> event.stackId().equals(event.physicalResourceId()))
                .map(event -> new StackEvent(
                        event.timestamp(),
                        event.resourceStatusAsString(),
                        event.resourceStatusReason() == null ? "" : event.resourceStatusReason()))
                .sorted(Comparator.comparing(StackEvent::at).reversed())
                .toList();
    }
}
