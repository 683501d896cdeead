/** The real functions on a simulated world: one action at a time, everything that goes wrong chosen by one seed. */
@NullMarked
package tocsin.tests.simulation;

import org.jspecify.annotations.NullMarked;
