package tocsin.monitoring;

import tocsin.alarm.CloudWatch.Place;

/**
 * One thing that is not in CloudWatch as tocsin.yaml has it.
 *
 * @param alarm its name; empty: it is about the Region
 */
public record Drifted(Kind kind, Place place, String alarm, String says) {
    /** What it is; the words are those that people read. */
    public enum Kind {
        /** Asked for, and not there. */
        MISSING("missing"),
        CHANGED("changed"),
        /** Called as the stage's alarms are, and not asked for. */
        ORPHANED("orphaned"),
        WITHOUT_ACTION("without action"),
        /** No service claims it, or no severity rule matches. */
        UNMATCHED("matched by no rule"),
        /** In INSUFFICIENT_DATA for days. */
        BLIND("blind"),
        /** Nothing can come from this Region. */
        SILENT("sends nothing"),
        /** It could not be looked at, so that nothing is known of it. */
        UNREAD("not read");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
