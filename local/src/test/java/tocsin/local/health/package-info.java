@NullMarked
package tocsin.local.health;

import org.jspecify.annotations.NullMarked;
