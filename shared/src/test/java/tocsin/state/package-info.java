/** What is stored, tried on a table in memory. */
@NullMarked
package tocsin.state;

import org.jspecify.annotations.NullMarked;
