/**
 * Reads what people write (tocsin.yaml, values, runbooks), says what is wrong and on which line, and compiles it for
 * the functions.
 */
@NullMarked
package tocsin.configure;

import org.jspecify.annotations.NullMarked;
