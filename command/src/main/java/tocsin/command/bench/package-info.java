/** What the whole system costs and how long it takes, measured on this machine. */
@NullMarked
package tocsin.command.bench;

import org.jspecify.annotations.NullMarked;
