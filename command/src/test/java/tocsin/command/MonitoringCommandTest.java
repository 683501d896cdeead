package tocsin.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MonitoringCommandTest {
    private static final String CONFIG = Path.of("../tocsin.yaml").toString();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void a_template_for_each_Region_and_of_one_stage_with_its_own_names() {
        assertThat(tocsin("monitoring", "--config", CONFIG)).isZero();
        assertThat(out.toString())
                .contains("AlarmName: !Sub \"valine-${Stage}-api-5xx\"")
                .contains("AlarmName: !Sub \"valine-${Stage}-frontend-5xx\"");

        assertThat(tocsin("monitoring", "--config", CONFIG, "--stage", "staging"))
                .isZero();
        assertThat(out.toString()).contains("AlarmName: valine-staging-api-5xx", "AllowedValues: [staging]");
    }

    @Test
    void a_stage_that_there_is_not_is_named() {
        assertThat(tocsin("monitoring", "--config", CONFIG, "--stage", "test")).isEqualTo(2);
        assertThat(err.toString()).startsWith("tocsin: there is no stage 'test'; there are prod, staging, dev");
    }

    private int tocsin(String... args) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
