@NullMarked
package tocsin.local.product;

import org.jspecify.annotations.NullMarked;
