@NullMarked
package tocsin.local.stream;

import org.jspecify.annotations.NullMarked;
