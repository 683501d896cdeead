/** What stands for the heartbeat's other parts: the alarm that the clock sets off, and the watchdog elsewhere. */
@NullMarked
package tocsin.local.health;

import org.jspecify.annotations.NullMarked;
