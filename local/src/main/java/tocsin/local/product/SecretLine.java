package tocsin.local.product;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.util.stream.Collectors;
import tocsin.local.data.DurableFile;

/** One secret among others in the file of secrets; the others, and what was written beside them, stay as they are. */
final class SecretLine {
    private static final YAMLMapper YAML = new YAMLMapper();

    private SecretLine() {}

    /** @param name letters, digits and slashes alone */
    static void put(Path file, String name, String value) {
        var others = DurableFile.read(file).orElse("").lines().filter(line -> !line.startsWith(name + ":"));
        var text = others.map(line -> line + "\n").collect(Collectors.joining());
        DurableFile.writePrivate(file, text + name + ": " + quoted(value) + "\n");
    }

    private static String quoted(String value) {
        try {
            return YAML.writeValueAsString(value).replaceFirst("^---\\s*", "").strip();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no text: " + e.getOriginalMessage());
        }
    }
}
