package tocsin.local.product;

import java.util.OptionalDouble;

/** Where a metric's value comes from. */
@FunctionalInterface
public interface Measure {
    /** The value now; nothing where it cannot be read. */
    OptionalDouble now();
}
