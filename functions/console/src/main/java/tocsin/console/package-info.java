/** The HTTP API: what people ask and order, and what channels report back. */
@NullMarked
package tocsin.console;

import org.jspecify.annotations.NullMarked;
