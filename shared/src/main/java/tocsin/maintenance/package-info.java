/** Maintenance: when its windows are, what is planned in them, and how far each has come. */
@NullMarked
package tocsin.maintenance;

import org.jspecify.annotations.NullMarked;
