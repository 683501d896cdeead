@NullMarked
package tocsin.local.data;

import org.jspecify.annotations.NullMarked;
