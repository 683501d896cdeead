package tocsin.maintenance;

/**
 * What was found when it was looked whether a maintenance can end.
 *
 * @param workDone whether its checklist says so, or there is none that could
 * @param well whether the smoke tests pass
 * @param says what they found
 */
public record Checked(boolean workDone, boolean well, String says) {}
