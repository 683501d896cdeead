/** Classes that break each boundary on purpose, so that it is seen to bite. */
@NullMarked
package tocsin.tests.boundaries.broken;

import org.jspecify.annotations.NullMarked;
