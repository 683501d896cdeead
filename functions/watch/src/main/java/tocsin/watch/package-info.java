/** Takes up what is due and not yet done. */
@NullMarked
package tocsin.watch;

import org.jspecify.annotations.NullMarked;
