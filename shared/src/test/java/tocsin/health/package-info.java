@NullMarked
package tocsin.health;

import org.jspecify.annotations.NullMarked;
