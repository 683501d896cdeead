package tocsin.local.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.cloud.Gateways;
import tocsin.cloud.Gateways.Throttle;
import tocsin.testing.GatewaysContract;

final class PretendGatewaysTest extends GatewaysContract {
    @TempDir
    private Path folder;

    private PretendGateways gateways;

    @BeforeEach
    void create() {
        gateways = again();
    }

    private PretendGateways again() {
        var made = new PretendGateways(Kept.in(folder.resolve("gateways.json"), PretendGateways.KeptStage.class));
        made.create(PLACE, api(), STAGE, TAGS);
        return made;
    }

    @Override
    protected Gateways gateways() {
        return gateways;
    }

    @Override
    protected String api() {
        return "a1b2c3d4e5";
    }

    @Test
    void a_throttle_outlasts_a_restart() {
        var throttled = throttle(new Throttle(2.5, 5));
        gateways = again();

        assertThat(stage()).isEqualTo(throttled);
    }

    @Test
    void requests_are_refused_as_too_many_as_often_as_was_set() {
        gateways.throttle(1);

        assertThatThrownBy(() -> throttle(new Throttle(1, 1))).hasMessage("Rate exceeded");
        assertThat(stage().throttle()).isNull();
    }
}
