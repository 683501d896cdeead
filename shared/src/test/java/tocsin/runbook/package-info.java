/** What a run does, told in sentences: on a small product in memory that really has its trouble. */
@NullMarked
package tocsin.runbook;

import org.jspecify.annotations.NullMarked;
