package tocsin.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.testing.Refusals.assertRefused;

import java.time.Duration;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Stacks;
import tocsin.cloud.Stacks.StackEvent;

/** What CloudFormation promises, and each that stands in for it. */
public abstract class StacksContract {
    protected static final Place PLACE = new Place("111122223333", "us-west-2");
    protected static final String STACK = "valine-prod";
    protected static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** With one stack of that name, which was created and then updated, each to its end. */
    protected abstract Stacks stacks();

    @Test
    void what_a_stack_as_a_whole_went_through_is_told_newest_first() {
        assertThat(stacks().events(PLACE, STACK, TIMEOUT))
                .isSortedAccordingTo(Comparator.comparing(StackEvent::at).reversed())
                .extracting(StackEvent::status)
                .containsExactly("UPDATE_COMPLETE", "UPDATE_IN_PROGRESS", "CREATE_COMPLETE", "CREATE_IN_PROGRESS");
    }

    @Test
    void what_is_not_there_is_refused() {
        assertRefused(() -> stacks().events(PLACE, "another", TIMEOUT));
    }
}
