/** A product for Tocsin to watch on one machine: real PostgreSQL, a real API, and what AWS would say of them. */
@NullMarked
package tocsin.local.product;

import org.jspecify.annotations.NullMarked;
