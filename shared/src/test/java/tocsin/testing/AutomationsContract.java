package tocsin.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.testing.Refusals.assertRefused;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Automations;
import tocsin.cloud.Automations.HandedOver.Status;

/** What Systems Manager Automation promises; moto has none of it, so that only our own stand in for it. */
public abstract class AutomationsContract {
    protected static final Place PLACE = new Place("111122223333", "us-west-2");
    protected static final String DOCUMENT = "Valine-Migrate";
    protected static final Map<String, List<String>> PARAMETERS = Map.of("Stage", List.of("prod"));
    protected static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** With one document of that name, which takes its time and succeeds. */
    protected abstract Automations automations();

    /** Lets the time pass that an execution takes. */
    protected abstract void settle();

    /** From here on the document fails. */
    protected abstract void fails();

    protected final String start(String token) {
        return automations().start(PLACE, DOCUMENT, PARAMETERS, token, TIMEOUT);
    }

    private Status status(String execution) {
        return automations().state(PLACE, execution, TIMEOUT).status();
    }

    @Test
    void an_execution_runs_until_it_has_succeeded() {
        var execution = start("db-1/1 migrate");

        assertThat(status(execution)).isEqualTo(Status.RUNNING);
        settle();
        assertThat(status(execution)).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void one_that_fails_says_so() {
        fails();
        var execution = start("db-1/1 migrate");
        settle();

        assertThat(status(execution)).isEqualTo(Status.FAILED);
        assertThat(automations().state(PLACE, execution, TIMEOUT).says()).isNotBlank();
    }

    @Test
    void the_same_token_gives_the_same_execution_again() {
        var first = start("db-1/1 migrate");

        assertThat(start("db-1/1 migrate")).isEqualTo(first);
        assertThat(start("db-1/2 migrate")).isNotEqualTo(first);
        settle();
        assertThat(start("db-1/1 migrate")).isEqualTo(first);
    }

    @Test
    void what_is_not_there_is_refused() {
        assertRefused(() -> automations().start(PLACE, "Another", PARAMETERS, "db-1/1", TIMEOUT));
        assertRefused(() -> automations().state(PLACE, "00000000-0000-0000-0000-000000000000", TIMEOUT));
    }
}
