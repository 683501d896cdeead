package tocsin.state;

import io.avaje.jsonb.Json;
import java.util.Comparator;

/** Where a row stands. Also the whole content of a message: queues carry keys, never what the rows hold. */
@Json
public record Key(String pk, String sk) implements Comparable<Key> {
    private static final Comparator<Key> ORDER = Comparator.comparing(Key::pk).thenComparing(Key::sk);

    @Override
    public int compareTo(Key other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return pk + " " + sk;
    }
}
