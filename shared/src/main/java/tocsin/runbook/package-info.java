/** Runbooks: documents that people read and Tocsin runs, under guardrails, until they are proven. */
@NullMarked
package tocsin.runbook;

import org.jspecify.annotations.NullMarked;
