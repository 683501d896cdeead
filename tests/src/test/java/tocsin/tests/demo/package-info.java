/** The command as somebody at a terminal has it: a process of its own on a real PostgreSQL, looked at from outside. */
@NullMarked
package tocsin.tests.demo;

import org.jspecify.annotations.NullMarked;
