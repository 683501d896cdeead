package tocsin.config;

/** How much a runbook may do by itself in a stage; one that is not named is in the shadow. */
public enum Mode {
    SHADOW,
    APPROVE,
    AUTOMATIC
}
