package tocsin.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.testing.Refusals.assertRefused;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Automations.HandedOver.Status;
import tocsin.cloud.StateMachines;

/** What Step Functions promises, and each that stands in for it. */
public abstract class StateMachinesContract {
    protected static final Place PLACE = new Place("111122223333", "us-west-2");
    protected static final String NAME = "valine-prod-deploy";
    protected static final String MACHINE = "arn:aws:states:us-west-2:111122223333:stateMachine:" + NAME;
    protected static final String INPUT = "{\"version\":\"7\"}";
    protected static final Map<String, String> TAGS = Map.of("tocsin", "allowed");
    protected static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** With one machine of that name, with the tags, whose executions take their time. */
    protected abstract StateMachines stateMachines();

    protected final String start(String name, String input) {
        return stateMachines().start(PLACE, MACHINE, name, input, TIMEOUT);
    }

    protected final Status status(String execution) {
        return stateMachines().state(PLACE, execution, TIMEOUT).status();
    }

    @Test
    void an_execution_is_called_as_asked_and_runs() {
        var execution = start("tocsin-db-1-1", INPUT);

        assertThat(execution)
                .isEqualTo("arn:aws:states:us-west-2:111122223333:execution:valine-prod-deploy:tocsin-db-1-1");
        assertThat(status(execution)).isEqualTo(Status.RUNNING);
    }

    @Test
    void the_same_name_gives_the_same_execution_again_even_with_another_input() {
        var first = start("tocsin-db-1-2", INPUT);

        assertThat(start("tocsin-db-1-2", INPUT)).isEqualTo(first);
        assertThat(start("tocsin-db-1-2", "{\"version\":\"8\"}")).isEqualTo(first);
        assertThat(start("tocsin-db-1-3", INPUT)).isNotEqualTo(first);
    }

    @Test
    void its_tags_are_told() {
        assertThat(stateMachines().tags(PLACE, MACHINE, TIMEOUT)).isEqualTo(TAGS);
    }

    @Test
    void what_is_not_there_is_refused() {
        assertRefused(() -> stateMachines().start(PLACE, MACHINE + "-another", "tocsin-db-1-1", INPUT, TIMEOUT));
        assertRefused(
                () -> stateMachines().state(PLACE, MACHINE.replace("stateMachine", "execution") + ":another", TIMEOUT));
    }
}
