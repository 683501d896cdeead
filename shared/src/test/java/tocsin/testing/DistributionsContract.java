package tocsin.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.testing.Refusals.assertRefused;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Distributions;
import tocsin.cloud.Distributions.DistributionState;
import tocsin.cloud.Distributions.Invalidation;
import tocsin.cloud.Functions.Changed;

/** What CloudFront promises to whoever changes a distribution alone, and each that stands in for it. */
public abstract class DistributionsContract {
    protected static final Place PLACE = new Place("111122223333", "us-east-1");
    protected static final List<String> PATHS = List.of("/index.html", "/manifest.json");
    protected static final Map<String, String> TAGS = Map.of("tocsin", "allowed");
    protected static final Duration TIMEOUT = Duration.ofSeconds(5);

    protected abstract Distributions distributions();

    /** The id of one that is enabled and deployed, with the tags; its changes may take their time. */
    protected abstract String distribution();

    /** Lets the time pass that the edges take. */
    protected abstract void settle();

    protected final DistributionState state() {
        return distributions().describe(PLACE, distribution(), TIMEOUT);
    }

    protected final Changed<DistributionState> enable(boolean enabled, String etag) {
        return distributions().enable(PLACE, distribution(), enabled, etag, TIMEOUT);
    }

    protected final Invalidation invalidate(String callerReference, List<String> paths) {
        return distributions().invalidate(PLACE, distribution(), callerReference, paths, TIMEOUT);
    }

    protected final Invalidation invalidation(String id) {
        return distributions().invalidation(PLACE, distribution(), id, TIMEOUT);
    }

    @Test
    void a_distribution_is_described() {
        var state = state();

        assertThat(state)
                .isEqualTo(new DistributionState(
                        "arn:aws:cloudfront::111122223333:distribution/" + distribution(),
                        distribution(),
                        true,
                        true,
                        state.domain(),
                        state.etag()));
        assertThat(state.domain()).endsWith(".cloudfront.net");
        assertThat(distributions().tags(PLACE, state.arn(), TIMEOUT)).isEqualTo(TAGS);
    }

    @Test
    void it_is_disabled_and_enabled_again_and_nothing_else_of_it_changes() {
        var before = state();

        assertThat(enable(false, before.etag())).isInstanceOf(Changed.Done.class);
        settle();
        assertThat(state().enabled()).isFalse();

        assertThat(enable(true, state().etag())).isInstanceOf(Changed.Done.class);
        settle();
        assertThat(state())
                .isEqualTo(
                        new DistributionState(before.arn(), before.id(), true, true, before.domain(), state().etag()));
    }

    @Test
    void the_edges_forget_what_was_invalidated() {
        var asked = invalidate("db-1/1", PATHS);
        settle();

        assertThat(invalidation(asked.id())).isEqualTo(new Invalidation(asked.id(), true));
    }

    @Test
    void what_is_not_there_is_refused() {
        assertRefused(() -> distributions().describe(PLACE, "EANOTHER", TIMEOUT));
        assertRefused(() -> distributions().enable(PLACE, "EANOTHER", true, "etag", TIMEOUT));
        assertRefused(() -> distributions().invalidate(PLACE, "EANOTHER", "db-1/1", PATHS, TIMEOUT));
        assertRefused(() -> invalidation("IANOTHER"));
    }
}
