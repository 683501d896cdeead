package tocsin.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeploymentTest {
    @Test
    void a_schedule_is_read_as_the_template_writes_it() {
        assertThat(Deployment.every("rate(1 minute)")).isEqualTo(Duration.ofMinutes(1));
        assertThat(Deployment.every("rate(6 hours)")).isEqualTo(Duration.ofHours(6));
        assertThat(new Deployment.Call("WatchFunction", "{}", Duration.ofMinutes(1)).in(Duration.ofDays(1)))
                .isEqualTo(1_440);
    }

    @Test
    void what_is_no_rate_is_refused() {
        assertThatThrownBy(() -> Deployment.every("cron(0 3 * * ? *)")).hasMessageContaining("no rate: cron");
    }

    @Test
    void a_function_without_memory_of_its_own_has_that_of_all() {
        var deployment = Deployment.ours();

        assertThat(deployment.megabytes("IntakeFunction"))
                .isEqualTo(deployment
                        .template()
                        .root()
                        .at("/Globals/Function/MemorySize")
                        .asInt());
        assertThat(deployment.megabytes("RelayFunction")).isLessThan(deployment.megabytes("IntakeFunction"));
    }
}
