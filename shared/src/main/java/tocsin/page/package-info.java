/** Paging people and telling them: what is wanted of a channel, what it confirmed, and how each channel is asked. */
@NullMarked
package tocsin.page;

import org.jspecify.annotations.NullMarked;
