package tocsin.cloud;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tocsin.alarm.CloudWatch.Place;

/** The stacks of CloudFormation. */
public interface Stacks {
    /** What a stack as a whole went through, newest first (DescribeStackEvents, one page). */
    List<StackEvent> events(Place place, String stack, Duration timeout);

    /** @param status as "UPDATE_COMPLETE" */
    record StackEvent(Instant at, String status, String reason) {}
}
