/** Makes each channel show what its page wants. */
@NullMarked
package tocsin.notify;

import org.jspecify.annotations.NullMarked;
