@NullMarked
package tocsin.local.pagerduty;

import org.jspecify.annotations.NullMarked;
