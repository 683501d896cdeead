package tocsin.local.template;

/**
 * Where something stands in a file.
 *
 * @param line the first is 1
 */
public record Place(String file, int line) {
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
