package tocsin.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.testing.Refusals.assertRefused;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Instances;
import tocsin.cloud.Instances.Event;
import tocsin.cloud.Instances.InstanceState;
import tocsin.cloud.Instances.Modification;

/** What RDS promises to whoever changes an instance alone, and each that stands in for it. */
public abstract class InstancesContract {
    protected static final Place PLACE = new Place("111122223333", "us-west-2");
    protected static final String NAME = "project-valine-prod";
    protected static final String CLASS = "db.t4g.medium";
    protected static final String LARGER = "db.t4g.large";
    protected static final int STORAGE = 20;
    protected static final String WINDOW = "sun:02:00-sun:04:00";
    protected static final Map<String, String> TAGS = Map.of("tocsin", "allowed");
    protected static final Duration TIMEOUT = Duration.ofSeconds(5);

    /**
     * One instance of PostgreSQL of that name, class, storage and window, without a standby, available, and the tags;
     * its changes may take their time.
     */
    protected abstract Instances instances();

    /** Lets the time pass that a change takes. */
    protected abstract void settle();

    /** What the clock shows there. */
    protected abstract Instant now();

    protected final InstanceState state() {
        return instances().describe(PLACE, NAME, TIMEOUT);
    }

    protected final InstanceState modify(Modification modification) {
        return instances().modify(PLACE, NAME, modification, TIMEOUT);
    }

    @Test
    void an_instance_is_described() {
        var state = state();

        assertThat(state)
                .isEqualTo(new InstanceState(
                        "arn:aws:rds:us-west-2:111122223333:db:" + NAME,
                        NAME,
                        "available",
                        "postgres",
                        CLASS,
                        null,
                        STORAGE,
                        null,
                        null,
                        WINDOW,
                        false,
                        state.zone(),
                        state.certificateEnds()));
        assertThat(instances().tags(PLACE, state.arn(), TIMEOUT)).isEqualTo(TAGS);
    }

    @Test
    void its_class_is_another_once_a_change_at_once_has_settled_and_nothing_else_is() {
        var before = state();

        modify(new Modification(LARGER, null, true));
        settle();

        assertThat(state().status()).isEqualTo("available");
        assertThat(state().instanceClass()).isEqualTo(LARGER);
        assertThat(state().pendingClass()).isNull();
        assertThat(state().storage()).isEqualTo(before.storage());
        assertThat(state().window()).isEqualTo(before.window());
    }

    @Test
    void its_storage_grows_and_its_class_stays() {
        modify(new Modification(null, 40, true));
        settle();

        assertThat(state().storage()).isEqualTo(40);
        assertThat(state().pendingStorage()).isNull();
        assertThat(state().instanceClass()).isEqualTo(CLASS);
    }

    @Test
    void it_is_as_it_was_after_a_reboot() {
        var before = state();

        instances().reboot(PLACE, NAME, false, TIMEOUT);
        settle();

        assertThat(state()).isEqualTo(before);
    }

    @Test
    void what_befell_it_is_told_oldest_first_and_nothing_older_than_was_asked_for() {
        instances().reboot(PLACE, NAME, false, TIMEOUT);
        settle();
        var from = now().minus(Duration.ofHours(1));

        assertThat(instances().events(PLACE, NAME, from, TIMEOUT))
                .isSortedAccordingTo(Comparator.comparing(Event::at))
                .allSatisfy(event -> assertThat(event.at()).isAfterOrEqualTo(from));
    }

    @Test
    void what_is_not_there_is_refused() {
        assertRefused(() -> instances().describe(PLACE, "another", TIMEOUT));
        assertRefused(() -> instances().modify(PLACE, "another", new Modification(LARGER, null, true), TIMEOUT));
        assertRefused(() -> instances().reboot(PLACE, "another", false, TIMEOUT));
    }
}
