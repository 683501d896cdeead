package tocsin.tests.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * template.yaml as it is written. A function of CloudFormation stands there as its argument: {@code !GetAtt Table.Arn}
 * reads "Table.Arn".
 */
public record Template(String text, JsonNode root) {
    private static final String FUNCTION = "AWS::Serverless::Function";

    public static Template ours() {
        return in(file());
    }

    /** The small stack in the other Region. */
    static Template watchdog() {
        return in(watchdogFile());
    }

    /** The small stack in another account. */
    static Template spoke() {
        return in(spokeFile());
    }

    static Path spokeFile() {
        return Path.of(System.getProperty("tocsin.root"), "spoke.yaml");
    }

    private static Template in(Path file) {
        try {
            return of(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Path file() {
        return Path.of(System.getProperty("tocsin.root"), "template.yaml");
    }

    static Path watchdogFile() {
        return Path.of(System.getProperty("tocsin.root"), "watchdog.yaml");
    }

    private static Template of(String text) {
        try {
            return new Template(text, new YAMLMapper().readTree(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with a fault: the first place that reads so from a resource on. */
    Template broken(String resource, String from, String to) {
        var start = text.indexOf("\n  " + resource + ":\n");
        var place = start < 0 ? -1 : text.indexOf(from, start);
        if (place < 0) {
            throw new IllegalArgumentException("nothing reads '" + from + "' after " + resource);
        }
        return of(text.substring(0, place) + to + text.substring(place + from.length()));
    }

    public List<Resource> all(String type) {
        return resources().stream()
                .filter(resource -> resource.type().equals(type))
                .toList();
    }

    List<Resource> resources() {
        return root.path("Resources")
                .propertyStream()
                .map(entry -> new Resource(entry.getKey(), entry.getValue()))
                .toList();
    }

    public Resource named(String name) {
        return new Resource(name, root.path("Resources").path(name));
    }

    public List<Resource> functions() {
        return all(FUNCTION);
    }

    /** What a function has of itself, or else from Globals. */
    public JsonNode of(Resource function, String pointer) {
        var own = function.at(pointer);
        return own.isMissingNode() ? root.at("/Globals/Function" + pointer) : own;
    }

    /** What calls the functions, by the type of the event. */
    public List<Event> events(String type) {
        return functions().stream()
                .flatMap(function -> function.at("/Events")
                        .propertyStream()
                        .map(entry -> new Event(function, entry.getKey(), entry.getValue())))
                .filter(event -> event.written().path("Type").asText().equals(type))
                .toList();
    }

    public record Resource(String name, JsonNode written) {
        String type() {
            return written.path("Type").asText();
        }

        /** Of its properties. */
        public JsonNode at(String pointer) {
            return written.path("Properties").at(pointer);
        }

        public String text(String pointer) {
            return at(pointer).asText();
        }
    }

    public record Event(Resource function, String name, JsonNode written) {
        public JsonNode at(String pointer) {
            return written.path("Properties").at(pointer);
        }

        public String text(String pointer) {
            return at(pointer).asText();
        }

        @Override
        public String toString() {
            return function.name() + " " + name;
        }
    }

    static List<JsonNode> items(JsonNode list) {
        return list.isArray() ? StreamSupport.stream(list.spliterator(), false).toList() : List.of(list);
    }
}
