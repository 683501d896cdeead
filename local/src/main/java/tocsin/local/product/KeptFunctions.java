package tocsin.local.product;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tocsin.local.data.DurableFile;

/** The file in which the pretend Lambda's functions outlast a restart. */
public final class KeptFunctions {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;

    public KeptFunctions(Path file) {
        this.file = file;
    }

    Map<String, KeptFunction> read() {
        return DurableFile.read(file).map(this::parse).orElseGet(TreeMap::new);
    }

    private Map<String, KeptFunction> parse(String text) {
        try {
            return JSON.readValue(text, new TypeReference<TreeMap<String, KeptFunction>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }

    void write(Map<String, KeptFunction> functions) {
        try {
            DurableFile.writePrivate(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(functions));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
