@NullMarked
package tocsin.console;

import org.jspecify.annotations.NullMarked;
