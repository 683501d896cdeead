/** What CloudWatch says: alarms, their transitions, and the reader of every shape in which they arrive. */
@NullMarked
package tocsin.alarm;

import org.jspecify.annotations.NullMarked;
