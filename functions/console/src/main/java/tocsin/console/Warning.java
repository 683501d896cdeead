package tocsin.console;

import io.avaje.jsonb.Json;
import java.util.List;

/**
 * What is not as it should be, as only the running Tocsin knows it.
 *
 * @param path where in tocsin.yaml it is about: people, ada
 */
@Json
public record Warning(List<String> path, String text) {
    public Warning {
        path = List.copyOf(path);
    }
}
