/** A stand-in of Discord, for tests and one machine: whom it knows by a token, and which commands it has. */
@NullMarked
package tocsin.local.discord;

import org.jspecify.annotations.NullMarked;
