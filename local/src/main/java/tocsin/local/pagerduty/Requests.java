package tocsin.local.pagerduty;

/**
 * How often PagerDuty was asked, by what came of it.
 *
 * @param opened triggers that opened an alert
 * @param repeated events that found everything so already
 * @param moved acknowledgements and resolutions of an open alert
 * @param dropped acknowledgements and resolutions without an open alert: answered 202, and nothing done
 * @param invalid answered 400
 * @param unserved answered 429 or 5xx: not taken
 */
public record Requests(int opened, int repeated, int moved, int dropped, int invalid, int unserved) {
    static final Requests NONE = new Requests(0, 0, 0, 0, 0, 0);

    public int all() {
        return opened + repeated + moved + dropped + invalid + unserved;
    }

    Requests plus(Outcome outcome) {
        return new Requests(
                opened + one(outcome == Outcome.OPENED),
                repeated + one(outcome == Outcome.REPEATED),
                moved + one(outcome == Outcome.MOVED),
                dropped + one(outcome == Outcome.DROPPED),
                invalid + one(outcome == Outcome.INVALID),
                unserved + one(outcome == Outcome.UNSERVED));
    }

    private static int one(boolean counted) {
        return counted ? 1 : 0;
    }

    enum Outcome {
        OPENED,
        REPEATED,
        MOVED,
        DROPPED,
        INVALID,
        UNSERVED
    }
}
