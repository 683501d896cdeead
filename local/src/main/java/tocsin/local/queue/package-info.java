/** Queues on disk that behave as Amazon SQS does: at least once, hidden while worked on, dead letters. */
@NullMarked
package tocsin.local.queue;

import org.jspecify.annotations.NullMarked;
