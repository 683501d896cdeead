package tocsin.incident;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is told of at once, however much it is: the first of it by name, the others as a number.
 *
 * @param more how many others there are; after a sweep that was cut short it may be more
 */
public record Named(List<String> names, int more) {
    public static final Named NONE = new Named(List.of(), 0);

    static final int MOST = 50;

    public Named {
        names = List.copyOf(names);
    }

    public static Named of(Stream<String> all) {
        return NONE.and(all);
    }

    /** Together with these; which of them are among the others is not known, so that none is counted twice. */
    public Named and(Stream<String> others) {
        var all = Stream.concat(names.stream(), others).distinct().toList();
        var first = all.subList(0, Math.min(MOST, all.size()));
        return new Named(first, Math.max(more, all.size() - first.size()));
    }

    public Named without(Collection<String> some) {
        return new Named(names.stream().filter(name -> !some.contains(name)).toList(), more);
    }

    public int count() {
        return names.size() + more;
    }
}
