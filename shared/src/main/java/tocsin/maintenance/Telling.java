package tocsin.maintenance;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tocsin.Said;
import tocsin.maintenance.Maintenance.Phase;

/** What users read of maintenance: mails, the status page, and the notice in the front end. */
public final class Telling {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final String product;
    private final Announcing announcing;

    public Telling(String product, Announcing announcing) {
        this.product = product;
        this.announcing = announcing;
    }

    /** A mail, or what a place shows. */
    public record Text(String summary, Map<String, String> details) {
        public Text {
            details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        }
    }

    /** "Sunday, 8 March 2026, 02:00 to 04:00 UTC". */
    public static String when(Maintenance maintenance) {
        var begins = maintenance.begins();
        var ends = maintenance.ends();
        var sameDay = DAY.format(begins).equals(DAY.format(ends));
        return DAY.format(begins) + ", " + TIME.format(begins) + " to " + (sameDay ? "" : DAY.format(ends) + ", ")
                + TIME.format(ends) + " UTC";
    }

    /** The mail ahead of it. */
    public Text ahead(Maintenance maintenance, boolean late) {
        var details = details(maintenance);
        if (late) {
            details.put(
                    "note",
                    "this comes later than the " + Said.duration(announcing.mailAhead())
                            + " ahead that we promise; we are sorry");
        }
        return new Text(product + ": maintenance on " + when(maintenance), details);
    }

    /** That it is at another time than was mailed. */
    public Text moved(Maintenance maintenance, Maintenance was) {
        var details = details(maintenance);
        details.put("before", when(was));
        return new Text(product + ": maintenance is at another time, " + when(maintenance), details);
    }

    /** That it is not done after all. */
    public Text calledOff(Maintenance maintenance) {
        return new Text(product + ": no maintenance on " + when(maintenance), details(maintenance));
    }

    /** That its time passed without it. */
    public Text missed(Maintenance maintenance) {
        return new Text(
                product + ": the maintenance of " + when(maintenance) + " did not happen", details(maintenance));
    }

    /** That it is over; where nobody was told ahead, with an apology. */
    public Text over(Maintenance maintenance, Instant at) {
        var details = details(maintenance);
        details.put("over", Said.time(at));
        if (maintenance.emergency()) {
            details.put("note", "it could not wait, and came unannounced: we are sorry for the interruption");
            return new Text(product + ": we are sorry for the unannounced maintenance, which is over", details);
        }
        return new Text(product + ": maintenance is over", details);
    }

    private static Map<String, String> details(Maintenance maintenance) {
        var details = new LinkedHashMap<String, String>();
        details.put("what", maintenance.what());
        details.put("when", when(maintenance));
        return details;
    }

    /**
     * What users of a stage are shown from now on: of what is under way, else of what comes soonest and is announced by
     * a banner; where there is neither, that all is as usual.
     */
    public static Text shown(Plans plans, String stage, Instant now) {
        var under = plans.live().stream()
                .filter(each -> each.stage().equals(stage) && each.phase() == Phase.UNDER_WAY)
                .findFirst();
        if (under.isPresent()) {
            return shown(under, "maintenance", "Maintenance: " + under.get().what(), now);
        }
        var soon = plans.live().stream()
                .filter(each -> each.stage().equals(stage) && each.reminded() != null)
                .findFirst();
        return soon.isPresent()
                ? shown(
                        soon,
                        "scheduled",
                        "Maintenance on " + when(soon.get()) + ": " + soon.get().what(),
                        now)
                : shown(soon, "operational", "", now);
    }

    private static Text shown(Optional<Maintenance> of, String status, String text, Instant now) {
        var details = new LinkedHashMap<String, String>();
        details.put("status", status);
        details.put("text", text);
        details.put("from", of.map(each -> each.begins().toString()).orElse(""));
        details.put("until", of.map(each -> each.ends().toString()).orElse(""));
        details.put("maintenance", of.map(Maintenance::id).orElse(""));
        if (of.filter(each -> each.overruns() > 0 && each.overruns(now)).isPresent()) {
            details.put("note", "it takes longer than planned");
        }
        return new Text(text.isEmpty() ? "All is as usual" : text, details);
    }
}
