/** The functions on one machine: template.yaml run in one JVM, with embedded parts in the place of AWS. */
@NullMarked
package tocsin.local;

import org.jspecify.annotations.NullMarked;
