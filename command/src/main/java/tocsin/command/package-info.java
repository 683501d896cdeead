/** The command line. */
@NullMarked
package tocsin.command;

import org.jspecify.annotations.NullMarked;
