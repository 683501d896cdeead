/** What a step can do: read, change, ask a person. */
@NullMarked
package tocsin.action;

import org.jspecify.annotations.NullMarked;
