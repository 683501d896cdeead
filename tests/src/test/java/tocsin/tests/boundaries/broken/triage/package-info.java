/** A decision that asks the world, on purpose. */
@NullMarked
package tocsin.tests.boundaries.broken.triage;

import org.jspecify.annotations.NullMarked;
