package tocsin.runbook;

import tocsin.config.Pattern;

/** Which alarms a runbook answers: the {@code when} of its front matter. */
public record Trigger(String runbook, Pattern when) {}
