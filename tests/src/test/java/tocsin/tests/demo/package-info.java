/** The command as somebody at a terminal has it: processes of their own, on the real PostgreSQL, looked at from outside. */
@NullMarked
package tocsin.tests.demo;

import org.jspecify.annotations.NullMarked;
