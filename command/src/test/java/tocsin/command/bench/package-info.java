/** What is measured, and held to its bounds where they are no times. */
@NullMarked
package tocsin.command.bench;

import org.jspecify.annotations.NullMarked;
