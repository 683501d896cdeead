/** A stand-in of PagerDuty, for tests and the demo: what it is sent, whom it rings, what it says back. */
@NullMarked
package tocsin.local.pagerduty;

import org.jspecify.annotations.NullMarked;
