/** What everything else stands on. */
@NullMarked
package tocsin;

import org.jspecify.annotations.NullMarked;
