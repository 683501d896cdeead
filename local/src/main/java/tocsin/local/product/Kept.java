package tocsin.local.product;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.local.data.DurableFile;

/** What a part of the pretend cloud holds, by name: in a file, where it is to outlast a restart. */
final class Kept<T> {
    private static final JsonMapper JSON = new JsonMapper();

    private final @Nullable Path file;
    private final Map<String, T> all;

    private Kept(@Nullable Path file, Map<String, T> all) {
        this.file = file;
        this.all = all;
    }

    static <T> Kept<T> inMemory() {
        return new Kept<>(null, new TreeMap<>());
    }

    static <T> Kept<T> in(Path file, Class<T> type) {
        return new Kept<>(
                file,
                DurableFile.read(file).map(text -> parse(file, text, type)).orElseGet(TreeMap::new));
    }

    private static <T> Map<String, T> parse(Path file, String text, Class<T> type) {
        try {
            var form = JSON.getTypeFactory().constructMapType(TreeMap.class, String.class, type);
            return JSON.readValue(text, form);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }

    Optional<T> get(String name) {
        return Optional.ofNullable(all.get(name));
    }

    boolean has(String name) {
        return all.containsKey(name);
    }

    Iterable<T> values() {
        return all.values();
    }

    void put(String name, T value) {
        all.put(name, value);
        write();
    }

    void remove(String name) {
        all.remove(name);
        write();
    }

    private void write() {
        if (file == null) {
            return;
        }
        try {
            DurableFile.writePrivate(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
