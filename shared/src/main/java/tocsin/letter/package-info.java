/** The summary of a day. */
@NullMarked
package tocsin.letter;

import org.jspecify.annotations.NullMarked;
