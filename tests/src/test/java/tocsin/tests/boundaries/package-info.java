/** What keeps Tocsin fit to be simulated: rules over the compiled classes of every module. */
@NullMarked
package tocsin.tests.boundaries;

import org.jspecify.annotations.NullMarked;
