package tocsin.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void an_unknown_command_is_named_and_ends_with_2() {
        assertThat(tocsin("tests")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("tocsin: there is no command 'tests'")
                .contains("Did you mean: tocsin test");
    }

    @Test
    void no_command_ends_with_2() {
        assertThat(tocsin()).isEqualTo(2);
        assertThat(err.toString()).startsWith("tocsin: which command?");
    }

    @Test
    void an_unknown_option_is_named_and_ends_with_2() {
        assertThat(tocsin("--loud")).isEqualTo(2);
        assertThat(err.toString()).startsWith("tocsin: Unknown option: '--loud'");
    }

    @Test
    void an_unknown_benchmark_is_named_and_ends_with_2() {
        assertThat(tocsin("bench", "trips", "speed")).isEqualTo(2);
        assertThat(err.toString()).startsWith("tocsin: there is no benchmark 'speed'; there are trips, latency");
    }

    @Test
    void help_shows_the_commands_in_their_groups() {
        assertThat(tocsin("--help")).isZero();
        assertThat(out.toString()).containsSubsequence("Develop", "test", "Every test");
    }

    private int tocsin(String... args) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
