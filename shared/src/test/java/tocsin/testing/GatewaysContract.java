package tocsin.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.testing.Refusals.assertRefused;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Gateways;
import tocsin.cloud.Gateways.StageState;
import tocsin.cloud.Gateways.Throttle;

/** What API Gateway promises, and each that stands in for it. */
public abstract class GatewaysContract {
    protected static final Place PLACE = new Place("111122223333", "us-west-2");
    protected static final String STAGE = "prod";
    protected static final Map<String, String> TAGS = Map.of("tocsin", "allowed");
    protected static final Duration TIMEOUT = Duration.ofSeconds(5);

    protected abstract Gateways gateways();

    /** The id of an API that has one stage, of that name, without a throttle and with the tags. */
    protected abstract String api();

    protected final StageState stage() {
        return gateways().stage(PLACE, api(), STAGE, TIMEOUT);
    }

    protected final StageState throttle(@Nullable Throttle throttle) {
        return gateways().throttle(PLACE, api(), STAGE, throttle, TIMEOUT);
    }

    @Test
    void a_stage_is_described() {
        var stage = stage();

        assertThat(stage)
                .isEqualTo(new StageState(
                        "arn:aws:apigateway:us-west-2::/restapis/" + api() + "/stages/prod",
                        stage.deployment(),
                        null,
                        TAGS));
        assertThat(stage.deployment()).isNotEmpty();
    }

    @Test
    void a_throttle_is_set_changed_and_taken_away_and_nothing_else_changes() {
        var before = stage();
        var first = new Throttle(50, 100);
        var second = new Throttle(2.5, 5);

        assertThat(throttle(first)).isEqualTo(with(before, first)).isEqualTo(stage());
        assertThat(throttle(second)).isEqualTo(with(before, second)).isEqualTo(stage());
        assertThat(throttle(null)).isEqualTo(before).isEqualTo(stage());
    }

    private static StageState with(StageState stage, Throttle throttle) {
        return new StageState(stage.arn(), stage.deployment(), throttle, stage.tags());
    }

    @Test
    void what_is_not_there_is_refused() {
        assertRefused(() -> gateways().stage(PLACE, api(), "another", TIMEOUT));
        assertRefused(() -> gateways().stage(PLACE, "another", STAGE, TIMEOUT));
        assertRefused(() -> gateways().throttle(PLACE, api(), "another", new Throttle(1, 1), TIMEOUT));
    }
}
