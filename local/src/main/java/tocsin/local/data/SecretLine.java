package tocsin.local.data;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;

/** One secret among others in the file of secrets; the others, and what was written beside them, stay as they are. */
public final class SecretLine {
    private SecretLine() {}

    /** @param name letters, digits and slashes alone */
    public static void put(Path file, String name, String value) {
        var text = new StringBuilder();
        var own = false;
        for (var line : DurableFile.read(file).orElse("").lines().toList()) {
            own = line.startsWith(name + ":") || (own && line.startsWith(" ")); // a long value may go on below
            if (!own) {
                text.append(line).append('\n');
            }
        }
        DurableFile.writePrivate(file, text + name + ": " + quoted(value) + "\n");
    }

    /** On one line: what JSON quotes, YAML reads the same. */
    private static String quoted(String value) {
        return TextNode.valueOf(value).toString();
    }
}
