package tocsin.triage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.Said;
import tocsin.alarm.AlarmState;
import tocsin.incident.Incident;
import tocsin.incident.Phase;
import tocsin.incident.Signal;
import tocsin.incident.Trouble;
import tocsin.page.Channel;
import tocsin.page.PageChange;
import tocsin.page.PageRef;
import tocsin.page.Wanted;

/**
 * The team's chats: one message an incident in each, which shows how it stands. It is opened with the first page or
 * mail, so nothing is shown of what is in the shadow, and says something else whenever something that matters has
 * changed, whoever decided that.
 */
final class Boards {
    /** What such a row is named by. */
    static final String STEP = "chat";

    private final Rules rules;
    private final Pages pages;

    Boards(Rules rules, Pages pages) {
        this.rules = rules;
        this.pages = pages;
    }

    /** Brings the messages of all that was decided about into line with it; the last of a decision. */
    void show(Draft draft) {
        if (rules.shows().isEmpty()) {
            return;
        }
        for (var partition : draft.touched()) {
            var before = draft.view().head(partition).open();
            var after = draft.open(partition);
            if (after != null && !Drills.isTest(partition)) {
                stands(draft, before, after);
            }
        }
        for (var incident : draft.ended()) {
            write(draft, incident, Wanted.RESOLVED, rows(incident));
        }
    }

    private void stands(Draft draft, @Nullable Incident before, Incident after) {
        if (rows(after).isEmpty()) {
            if (!after.pages().isEmpty()) {
                open(draft, after);
            }
            return;
        }
        var changed = before == null || !face(before).equals(face(after));
        var shown = rows(after).stream()
                .filter(row -> changed || row.channel() == Channel.SLACK && tells(draft, after))
                .toList();
        write(draft, after, wanted(after), shown);
    }

    /** In its thread; that the chat itself refused something is no news for it. */
    private static boolean tells(Draft draft, Incident incident) {
        return draft.tells(incident.ref(), Pages.UNDELIVERED);
    }

    private void open(Draft draft, Incident incident) {
        var rows = rules.shows().stream()
                .map(channel -> new PageRef(0, STEP, PageRef.TEAM, channel))
                .toList();
        var message = pages.shown(draft, incident, status(incident));
        rows.forEach(row -> draft.page(new PageChange.Open(incident.ref(), row, message, draft.now(), null)));
        draft.change(
                incident.ref().partition(),
                open -> open.withPages(
                        Stream.concat(open.pages().stream(), rows.stream()).toList()));
    }

    private void write(Draft draft, Incident incident, Wanted wanted, List<PageRef> shown) {
        if (!shown.isEmpty()) {
            var message = pages.shown(draft, incident, status(incident));
            shown.forEach(row -> draft.page(new PageChange.Show(incident.ref(), row, wanted, message, draft.now())));
        }
    }

    private static List<PageRef> rows(Incident incident) {
        return incident.pages().stream().filter(Boards::isBoard).toList();
    }

    static boolean isBoard(PageRef page) {
        return page.generation() == 0 && page.step().equals(STEP);
    }

    /** All that is shown of an incident, but for what changes by itself: a measured value, or how long ago it was. */
    private static List<Object> face(Incident incident) {
        var face = new ArrayList<Object>();
        face.add(incident.severity());
        face.add(incident.generation());
        face.add(status(incident));
        incident.standing()
                .filter(signal -> signal.transition().state() == AlarmState.ALARM)
                .map(Signal::id)
                .forEach(face::add);
        face.addAll(incident.runs());
        Optional.ofNullable(incident.update()).ifPresent(face::add);
        Optional.ofNullable(incident.trouble()).map(Trouble::lines).ifPresent(face::add);
        return face;
    }

    private static Wanted wanted(Incident incident) {
        if (!incident.phase().followed()) {
            return Wanted.RESOLVED;
        }
        return incident.acknowledgement() == null ? Wanted.TRIGGERED : Wanted.ACKNOWLEDGED;
    }

    /** Where it stands, for people. */
    private static String status(Incident incident) {
        var acknowledgement = incident.acknowledgement();
        var watched = incident.watchedUntil();
        var resolved = incident.resolvedAt();
        if (resolved != null) {
            return (incident.phase() == Phase.CLOSED ? "closed; " : "") + "resolved at " + Said.time(resolved);
        }
        if (incident.phase() == Phase.MONITORING && watched != null) {
            return "every alarm is OK; watched until " + Said.time(watched);
        }
        return acknowledgement == null ? "nobody has it yet" : acknowledgement.said();
    }
}
