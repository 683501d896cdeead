package tocsin.configure;

import java.util.List;

/** On which line of the configuration something stands, for those who look further than the reader. */
public final class Lines {
    private final String file;
    private final YamlTree tree;

    Lines(String file, YamlTree tree) {
        this.file = file;
        this.tree = tree;
    }

    public String file() {
        return file;
    }

    YamlTree tree() {
        return tree;
    }

    /** The line of the field at this path: {@code "services", "api", "match"}; list items by their index. */
    public int of(String... path) {
        return tree.lineOf(List.of(path));
    }
}
