/** Reads who is on call out of a calendar (RFC 5545). Whoever decides reads none: plain shifts are kept. */
@NullMarked
package tocsin.calendar;

import org.jspecify.annotations.NullMarked;
