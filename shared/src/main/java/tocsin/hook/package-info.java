/** What other watchers tell: whether it is theirs, and what it says. */
@NullMarked
package tocsin.hook;

import org.jspecify.annotations.NullMarked;
