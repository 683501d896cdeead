/** The packaged functions as processes, behind Lambda's Runtime API, against moto; and what goes wrong on the wires. */
@NullMarked
package tocsin.tests.wire;

import org.jspecify.annotations.NullMarked;
