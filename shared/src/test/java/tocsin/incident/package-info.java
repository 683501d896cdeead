@NullMarked
package tocsin.incident;

import org.jspecify.annotations.NullMarked;
