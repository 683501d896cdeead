package tocsin.local.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretLineTest {
    private static final String LONG = "{\"host\": \"127.0.0.1\", \"password\": \"" + "long ".repeat(40) + "\"}";

    @TempDir
    private Path folder;

    @Test
    void each_start_writes_the_same_again_and_leaves_the_others_as_they_are() throws Exception {
        var file = folder.resolve("secrets.yaml");
        Files.writeString(file, "# ours\ntocsin/phone: \"+12065550100\"\n");

        SecretLine.put(file, "local/database", LONG);
        var once = Files.readString(file);
        SecretLine.put(file, "local/database", LONG);

        assertThat(Files.readString(file)).isEqualTo(once);
        assertThat(once.lines()).hasSize(3).startsWith("# ours", "tocsin/phone: \"+12065550100\"");
    }

    @Test
    void a_value_that_goes_on_below_is_replaced_whole() throws Exception {
        var file = folder.resolve("secrets.yaml");
        Files.writeString(file, "local/database: \"one\\\n  two\"\nother: kept\n");

        SecretLine.put(file, "local/database", "new");

        assertThat(Files.readString(file)).isEqualTo("other: kept\nlocal/database: \"new\"\n");
    }
}
