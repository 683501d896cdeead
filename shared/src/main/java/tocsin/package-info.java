/** What every function needs: its ports, and how a port fails. */
@NullMarked
package tocsin;

import org.jspecify.annotations.NullMarked;
