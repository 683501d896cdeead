package tocsin.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tocsin.cloud.Automations.HandedOver.Status;

/** What Step Functions promises, too, of executions that end: it is apart because moto's never do. */
public abstract class ExecutionsContract extends StateMachinesContract {
    /** Lets the time pass that an execution takes. */
    protected abstract void settle();

    /** From here on the machine's executions fail. */
    protected abstract void fails();

    @Test
    void an_execution_runs_until_it_has_succeeded() {
        var execution = start("tocsin-db-1-1", INPUT);

        settle();

        assertThat(status(execution)).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void one_that_fails_says_so() {
        fails();
        var execution = start("tocsin-db-1-1", INPUT);
        settle();

        assertThat(status(execution)).isEqualTo(Status.FAILED);
        assertThat(stateMachines().state(PLACE, execution, TIMEOUT).says()).isNotBlank();
    }

    @Test
    void the_name_of_one_that_has_ended_gives_that_one_again() {
        var first = start("tocsin-db-1-1", INPUT);
        settle();

        assertThat(start("tocsin-db-1-1", INPUT)).isEqualTo(first);
        assertThat(status(first)).isEqualTo(Status.SUCCEEDED);
    }
}
