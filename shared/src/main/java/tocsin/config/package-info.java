/**
 * What a team has decided about its alarms: the configuration as it was compiled, and the pure answers that it gives.
 */
@NullMarked
package tocsin.config;

import org.jspecify.annotations.NullMarked;
