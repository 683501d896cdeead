package tocsin.runbook;

/** The attributes of a run's row that are not the run engine's own. */
public final class RunRow {
    /** A {@link RunRequest} in JSON: what the decision wrote, and nobody changes. */
    public static final String BODY = "body";

    /** "requested" as the decision wrote it; after that the run engine's. */
    public static final String STATUS = "status";

    /** A {@link Progress} in JSON; not there before the run's first commit. */
    public static final String PROGRESS = "run";

    /** Counts the claims. */
    public static final String LEASE = "lease";

    public static final String LEASE_UNTIL = "leaseUntil";

    private RunRow() {}
}
