@NullMarked
package tocsin.local.queue;

import org.jspecify.annotations.NullMarked;
