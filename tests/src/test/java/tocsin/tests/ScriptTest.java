package tocsin.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptTest {
    @TempDir
    private Path elsewhere;

    @Test
    void a_folder_without_a_JDK_is_refused_by_name() throws Exception {
        var ended = tocsinOn(elsewhere);

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.said()).isEqualTo("tocsin: no JDK 25 or newer in TOCSIN_JAVA_HOME=" + elsewhere);
    }

    @Test
    void an_older_JDK_is_refused_by_name() throws Exception {
        Files.createDirectories(elsewhere.resolve("bin"));
        for (var tool : new String[] {"java", "javac"}) {
            assertThat(Files.createFile(elsewhere.resolve("bin", tool)).toFile().setExecutable(true))
                    .isTrue();
        }
        Files.writeString(elsewhere.resolve("release"), "JAVA_VERSION=\"21.0.4\"\n");

        var ended = tocsinOn(elsewhere);

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.said()).isEqualTo("tocsin: no JDK 25 or newer in TOCSIN_JAVA_HOME=" + elsewhere);
    }

    private static Ended tocsinOn(Path jdk) throws IOException, InterruptedException {
        var script = Path.of(System.getProperty("tocsin.root"), "tocsin");
        var process = new ProcessBuilder(script.toString(), "--version").redirectErrorStream(true);
        process.environment().put("TOCSIN_JAVA_HOME", jdk.toString());
        var running = process.start();
        var said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(running.waitFor(), said.strip());
    }

    private record Ended(int code, String said) {}
}
