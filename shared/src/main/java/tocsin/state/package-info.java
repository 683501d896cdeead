/** The table that is the truth, its keys, and the queues that are only the fast way to it. */
@NullMarked
package tocsin.state;

import org.jspecify.annotations.NullMarked;
