/** Every port in memory, as exact as its twin where tests lean on it; and the faults that only a test can bring. */
@NullMarked
package tocsin.testing;

import org.jspecify.annotations.NullMarked;
