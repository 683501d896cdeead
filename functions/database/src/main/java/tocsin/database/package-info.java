/** Reaches PostgreSQL, from inside its network. */
@NullMarked
package tocsin.database;

import org.jspecify.annotations.NullMarked;
