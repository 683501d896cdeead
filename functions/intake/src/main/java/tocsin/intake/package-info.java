/** Takes every alarm, decides, and commits the decision. */
@NullMarked
package tocsin.intake;

import org.jspecify.annotations.NullMarked;
