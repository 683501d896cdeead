package tocsin.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.config.Secrets;
import tocsin.testing.SecretsContract;

/** The file of secrets keeps the contract, and is for its owner alone. */
final class SecretsFileTest extends SecretsContract {
    @TempDir
    private Path folder;

    @BeforeEach
    void make() throws IOException {
        Files.createFile(file(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private Path file() {
        return folder.resolve("secrets.yaml");
    }

    @Override
    protected Secrets secrets() {
        return new SecretsFile(file());
    }

    @Override
    protected void keep(String name, String value) {
        try {
            Files.writeString(file(), name + ": " + value + "\n", StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void a_file_that_others_may_read_is_refused_with_the_way_to_mend_it() throws IOException {
        keep("tocsin/pagerduty", "sesame");
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> secrets().secret("tocsin/pagerduty"))
                .hasMessageContaining("chmod 600")
                .hasMessageNotContaining("sesame");
    }
}
