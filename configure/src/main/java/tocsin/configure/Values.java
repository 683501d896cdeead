package tocsin.configure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tocsin.config.Finding;

/**
 * What {@code ${UPPER}} means in one deployment.
 *
 * @param file where the values stand, as errors name it
 */
public record Values(String file, Map<String, String> values) {
    static final String NAME = "[A-Z][A-Z0-9_]*";

    public Values {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The same where one value is known only when it runs: the address of the pretend API. */
    public Values with(String name, String value) {
        var more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Values(file, more);
    }

    /** Reads {@code values/<name>.yaml}; what is wrong with it is added to the findings. */
    public static Values read(Path path, String file, List<Finding> findings) {
        var values = new LinkedHashMap<String, String>();
        try {
            YamlReader.read(file, Files.readString(path), 0, findings)
                    .ifPresent(tree -> tree.all().forEach((key, field) -> take(file, key, field, values, findings)));
        } catch (IOException _) {
            findings.add(Finding.error(file, 1, "cannot be read"));
        }
        return new Values(file, values);
    }

    private static void take(
            String file, String key, YamlTree.Field field, Map<String, String> values, List<Finding> findings) {
        var text = field.value().string();
        if (!key.matches(NAME)) {
            findings.add(Finding.error(file, field.line(), key + ": expected a name in capitals: PROD_ACCOUNT"));
        } else if (text.isEmpty()) {
            findings.add(Finding.error(file, field.line(), key + ": expected a text, in quotes where it is a number"));
        } else {
            values.put(key, text.get());
        }
    }
}
