package tocsin.tests.simulation;

import java.time.Instant;

/**
 * Something that Tocsin has changed in production, as production saw it.
 *
 * @param run whose session it was
 * @param target the ARN
 * @param what a sentence
 * @param before what stood there just before, where that can be told: the version that an alias led to
 * @param order among all that happened in this world
 */
record Made(String run, String target, String what, String before, Instant at, long order) {}
