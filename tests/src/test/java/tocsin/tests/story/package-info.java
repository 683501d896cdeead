@NullMarked
package tocsin.tests.story;

import org.jspecify.annotations.NullMarked;
