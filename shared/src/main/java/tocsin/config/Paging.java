package tocsin.config;

/** How far a service is trusted to tell people; a new installation is in the shadow. */
public enum Paging {
    /** Decides and records, tells nobody. */
    SHADOW,
    /** Chat and mail; wakes nobody. */
    NOTICE,
    ON
}
