package tocsin.command.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The project's tocsin.yaml with more services, each with an alarm that pages: a second alarm of one service joins its
 * incident, and pages nobody again.
 *
 * @param configuration a file that goes with this
 */
record ManyServices(Path configuration) implements AutoCloseable {
    private static final String PREFIX = "measured-";
    private static final YAMLMapper YAML = new YAMLMapper();

    static ManyServices of(Path root, int number) {
        try {
            var tree = (ObjectNode) YAML.readTree(root.resolve("tocsin.yaml").toFile());
            var theirs = tree.withObjectProperty("services").deepCopy();
            var services = tree.putObject("services"); // the measured ones first: the first that claims an alarm has it
            for (var each = 1; each <= number; each++) {
                var service = services.putObject("s" + each).put("users-lose", "nothing");
                service.putArray("needs").add("db");
                prefix(service.putObject("match"), alarm(each));
            }
            services.setAll(theirs);
            var severity = tree.withArrayProperty("severity");
            prefix(severity.insertObject(0).put("because", "it is measured").putObject("P0"), PREFIX);
            var file = Files.createTempFile("tocsin-bench", ".yaml");
            Files.writeString(file, YAML.writeValueAsString(tree));
            return new ManyServices(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void prefix(ObjectNode pattern, String prefix) {
        ArrayNode alarms = pattern.putArray("alarm");
        alarms.addObject().put("prefix", prefix);
    }

    /** The name of the alarm of that service. */
    static String alarm(int number) {
        return PREFIX + number + "-5xx";
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(configuration);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
