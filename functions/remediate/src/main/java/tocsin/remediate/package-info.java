/** Runs the runbooks, one step at a time. */
@NullMarked
package tocsin.remediate;

import org.jspecify.annotations.NullMarked;
