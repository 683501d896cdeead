/** Incidents: what people work on, from the first signal to the end, as values that decisions replace. */
@NullMarked
package tocsin.incident;

import org.jspecify.annotations.NullMarked;
