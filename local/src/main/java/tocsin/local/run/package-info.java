/** Runs the functions and carries events to them, each on the way that it takes on AWS. */
@NullMarked
package tocsin.local.run;

import org.jspecify.annotations.NullMarked;
