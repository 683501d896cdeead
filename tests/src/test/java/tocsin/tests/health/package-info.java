@NullMarked
package tocsin.tests.health;

import org.jspecify.annotations.NullMarked;
