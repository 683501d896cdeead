package tocsin.triage;

import java.util.LinkedHashMap;
import java.util.Map;
import tocsin.Said;
import tocsin.incident.Named;
import tocsin.incident.Withheld;
import tocsin.incident.Withheld.Why;

/** What a sweep over CloudWatch's own list changes and tells, beside what it takes in like any transition. */
final class Sweeps {
    private final Rules rules;
    private final Pages pages;
    private final Moves moves;

    Sweeps(Rules rules, Pages pages, Moves moves) {
        this.rules = rules;
        this.pages = pages;
        this.moves = moves;
    }

    /** Red before Tocsin first looked: it stands, and pages nobody unless it is red a day later. */
    void found(Draft draft, Placed placed) {
        var until = draft.now().plus(Reconciliation.GRACE);
        moves.found(
                draft,
                placed,
                new Withheld(
                        Why.FOUND,
                        "it was red before Tocsin first looked; still red at " + Said.time(until)
                                + ", it is decided about as new",
                        until));
    }

    /** @param sweep what no other sweep is called */
    void tell(Draft draft, Reconciliation.News news, String sweep) {
        if (news.lost().count() > 0) {
            notice(
                    draft,
                    "lost-" + sweep,
                    "the way in is broken: " + count(news.lost())
                            + " came only by the sweep over CloudWatch's own list",
                    news.lost());
        }
        if (news.found().count() > 0) {
            notice(
                    draft,
                    "found-" + sweep,
                    count(news.found())
                            + " stood in ALARM before Tocsin first looked, and paged nobody; whatever is still red"
                            + " after " + Said.duration(Reconciliation.GRACE) + " is decided about as new",
                    news.found());
        }
        if (!news.unread().isEmpty()) {
            notice(
                    draft,
                    "unread-" + sweep,
                    "the alarms of " + String.join(", ", news.unread().keySet())
                            + " cannot be read, so nobody knows whether one was missed there",
                    Named.of(news.unread().entrySet().stream().map(each -> each.getKey() + ": " + each.getValue())));
        }
    }

    private void notice(Draft draft, String name, String summary, Named lines) {
        draft.tell(Reconciliation.PARTITION, "swept", summary + ": " + some(lines));
        if (rules.hasMail()) {
            pages.notice(draft, Reconciliation.PARTITION, name, summary, details(lines));
        }
    }

    private static String count(Named alarms) {
        return alarms.count() == 1 ? "1 alarm" : alarms.count() + " alarms";
    }

    private static String some(Named lines) {
        return String.join("; ", lines.names()) + (lines.more() > 0 ? "; and " + lines.more() + " more" : "");
    }

    private static Map<String, String> details(Named lines) {
        var details = new LinkedHashMap<String, String>();
        lines.names().forEach(line -> details.put(String.valueOf(details.size() + 1), line));
        if (lines.more() > 0) {
            details.put("and", lines.more() + " more");
        }
        return details;
    }
}
