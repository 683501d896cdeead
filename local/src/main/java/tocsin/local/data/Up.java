package tocsin.local.data;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the command reaches what runs on a data folder: kept beside the data, for its owner alone.
 *
 * @param caller who those are that have the token
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Up(URI address, String token, long pid, String caller) {
    private static final JsonMapper JSON = new JsonMapper();

    /** What runs on the data folder, or did when it was killed. */
    public static Optional<Up> read(Path data) {
        return DurableFile.read(data.resolve("up.json")).map(text -> {
            try {
                return JSON.readValue(text, Up.class);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(data.resolve("up.json") + " cannot be read", e);
            }
        });
    }

    void write(Path data) {
        try {
            DurableFile.writePrivate(data.resolve("up.json"), JSON.writeValueAsString(this) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "Up[" + address + ", pid " + pid + "]";
    }
}
