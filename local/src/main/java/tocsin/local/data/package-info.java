/** The data folder: who holds it, and how what must not be lost is written there. */
@NullMarked
package tocsin.local.data;

import org.jspecify.annotations.NullMarked;
