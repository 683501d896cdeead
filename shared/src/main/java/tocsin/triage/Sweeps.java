package tocsin.triage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tocsin.Said;
import tocsin.incident.Withheld;
import tocsin.incident.Withheld.Why;

/** What a sweep over CloudWatch's own list changes and tells, beside what it takes in like any transition. */
final class Sweeps {
    /** So many alarms one notice names. */
    private static final int MOST = 50;

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
        if (!news.lost().isEmpty()) {
            notice(
                    draft,
                    "lost-" + sweep,
                    "the way in is broken: " + count(news.lost())
                            + " came only by the sweep over CloudWatch's own list",
                    news.lost());
        }
        if (!news.found().isEmpty()) {
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
                    news.unread().entrySet().stream()
                            .map(each -> each.getKey() + ": " + each.getValue())
                            .toList());
        }
    }

    private void notice(Draft draft, String name, String summary, List<String> lines) {
        draft.tell(Reconciliation.PARTITION, "swept", summary + (lines.isEmpty() ? "" : ": " + some(lines)));
        if (rules.hasMail()) {
            pages.notice(draft, Reconciliation.PARTITION, name, summary, details(lines));
        }
    }

    private static String count(List<String> alarms) {
        return alarms.size() == 1 ? "1 alarm" : alarms.size() + " alarms";
    }

    private static String some(List<String> lines) {
        var rest = lines.size() - MOST;
        return String.join("; ", lines.subList(0, Math.min(MOST, lines.size())))
                + (rest > 0 ? "; and " + rest + " more" : "");
    }

    private static Map<String, String> details(List<String> lines) {
        var details = new LinkedHashMap<String, String>();
        for (var line : lines.subList(0, Math.min(MOST, lines.size()))) {
            details.put(String.valueOf(details.size() + 1), line);
        }
        if (lines.size() > MOST) {
            details.put("and", (lines.size() - MOST) + " more");
        }
        return details;
    }
}
