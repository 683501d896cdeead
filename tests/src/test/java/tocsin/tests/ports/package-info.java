/** The ports on AWS, held to the contracts that their twins in memory keep, against parts that we did not write. */
@NullMarked
package tocsin.tests.ports;

import org.jspecify.annotations.NullMarked;
