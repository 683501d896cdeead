package tocsin.triage;

import tocsin.Said;
import tocsin.oncall.RotaCalendar;

/** What is said of a calendar that could not be read for long. */
final class OldCalendars {
    private OldCalendars() {}

    static String said(RotaCalendar calendar) {
        var good = calendar.good();
        return (good == null
                        ? "it was never read, so nobody has the rota by it"
                        : "it was last read at " + Said.time(good.at()) + ", and what it said then holds until "
                                + Said.time(good.until()))
                + "; " + calendar.failure();
    }
}
