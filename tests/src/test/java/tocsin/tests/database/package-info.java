/** DATABASE on the real PostgreSQL. */
@NullMarked
package tocsin.tests.database;

import org.jspecify.annotations.NullMarked;
