/**
 * Whether the product is well, by a sweep of checks, and whether Tocsin itself is: an alarm of its own goes the whole
 * way, and what comes of it is a heartbeat.
 */
@NullMarked
package tocsin.health;

import org.jspecify.annotations.NullMarked;
