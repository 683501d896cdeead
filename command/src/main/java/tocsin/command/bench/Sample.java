package tocsin.command.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tocsin.command.WrongUse;

/** The samples of the example product's alarms. */
final class Sample {
    private Sample() {}

    /** One below events/valine: "api-5xx-60.eventbridge". */
    static String text(Path root, String name) {
        var file = root.resolve("events").resolve("valine").resolve(name + ".json");
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new WrongUse("the sample " + file + " cannot be read");
        }
    }
}
