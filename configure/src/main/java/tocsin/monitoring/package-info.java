/** What must exist in CloudWatch so that alarms come at all: made from tocsin.yaml, and compared with what is there. */
@NullMarked
package tocsin.monitoring;

import org.jspecify.annotations.NullMarked;
