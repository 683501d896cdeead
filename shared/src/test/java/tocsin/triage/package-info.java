@NullMarked
package tocsin.triage;

import org.jspecify.annotations.NullMarked;
