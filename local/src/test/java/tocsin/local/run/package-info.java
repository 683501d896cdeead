@NullMarked
package tocsin.local.run;

import org.jspecify.annotations.NullMarked;
