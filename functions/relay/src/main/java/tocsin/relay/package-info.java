/** Carries what was committed to the queue that does it. */
@NullMarked
package tocsin.relay;

import org.jspecify.annotations.NullMarked;
