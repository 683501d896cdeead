/** What may be shown of what the database holds. */
@NullMarked
package tocsin.database;

import org.jspecify.annotations.NullMarked;
