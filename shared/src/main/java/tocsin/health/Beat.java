package tocsin.health;

import java.time.Duration;

/**
 * A canary that came out of the end of the way.
 *
 * @param canary the alarm's name, by which watchdogs of several Tocsins are told apart
 * @param took how long its way was, from the alarm's own instant on
 */
public record Beat(String canary, Duration took) {}
