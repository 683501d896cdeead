/**
 * Deciding: from what is stored, what came in and the time, to what is to be committed. Nothing here touches the world.
 */
@NullMarked
package tocsin.triage;

import org.jspecify.annotations.NullMarked;
