/** A Tocsin that is deployed on AWS, as the command reaches it. */
@NullMarked
package tocsin.command.stack;

import org.jspecify.annotations.NullMarked;
