package tocsin.local.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    private static final Up UP = new Up(URI.create("http://127.0.0.1:8420"), "secret", 4711, "ada");

    @TempDir
    private Path data;

    @Test
    void a_folder_in_use_is_left_alone_and_it_is_said_who_has_it() {
        try (var first = DataFolder.take(data)) {
            first.tell(UP);

            assertThatThrownBy(() -> DataFolder.take(data))
                    .isInstanceOf(DataInUse.class)
                    .hasMessage(data + " is in use: process 4711 is up at http://127.0.0.1:8420");
            assertThat(Up.read(data)).contains(UP);
        }
    }

    @Test
    void a_folder_that_was_left_can_be_taken_again() {
        DataFolder.take(data).close();

        try (var second = DataFolder.take(data)) {
            assertThat(second.path()).isEqualTo(data);
            assertThat(Up.read(data)).isEmpty();
        }
    }

    @Test
    void a_process_that_was_killed_holds_nothing_though_its_files_are_there() throws Exception {
        var holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(holder.inputReader().readLine()).isEqualTo("taken");
        assertThatThrownBy(() -> DataFolder.take(data)).isInstanceOf(DataInUse.class);

        holder.destroyForcibly().waitFor();

        assertThat(Up.read(data)).contains(UP);
        DataFolder.take(data).close();
    }

    @Test
    void who_is_up_can_be_read_by_the_owner_alone() throws Exception {
        try (var folder = DataFolder.take(data)) {
            folder.tell(UP);

            assertThat(Files.getPosixFilePermissions(data.resolve("up.json")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    /** Takes the folder and waits to be killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws InterruptedException {
            DataFolder.take(Path.of(arguments[0])).tell(UP);
            System.out.println("taken");
            Thread.sleep(60_000);
        }
    }
}
