package tocsin.alarm;

/** What an alarm watches; it decides which facts a message about it can carry. */
public enum AlarmKind {
    METRIC,
    /** A metric alarm on a percentile (p99) or another extended statistic. */
    PERCENTILE,
    /** Metric math, or a Metrics Insights query. */
    MATH,
    ANOMALY,
    COMPOSITE,
    /** One series of an alarm that watches many: it has a standing of its own. */
    CONTRIBUTOR,
    /** No alarm of CloudWatch's: a person's word, or another watcher's ({@link Told}). */
    TOLD
}
