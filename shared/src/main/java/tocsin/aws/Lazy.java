package tocsin.aws;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A part that is made when it is first used: a function pays only for those that it needs. */
final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> making;
    private @Nullable T made;

    Lazy(Supplier<T> making) {
        this.making = making;
    }

    /** Makes it before it is used. */
    void make() {
        var _ = get();
    }

    @Override
    public synchronized T get() {
        var part = made;
        if (part == null) {
            part = making.get();
            made = part;
        }
        return part;
    }
}
