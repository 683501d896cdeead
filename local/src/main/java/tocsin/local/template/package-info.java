/** Reads template.yaml, with the line of everything in it, and refuses what this machine would not run as AWS does. */
@NullMarked
package tocsin.local.template;

import org.jspecify.annotations.NullMarked;
