package tocsin.triage;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tocsin.Said;
import tocsin.alarm.AlarmState;
import tocsin.config.Paging;
import tocsin.config.Severity;
import tocsin.incident.Acknowledgement;
import tocsin.incident.Incident;
import tocsin.incident.RunState;
import tocsin.incident.Update;
import tocsin.incident.UpdateDue;
import tocsin.page.Cleaned;

/** What everybody is told of an incident, by whoever has it: asked for in time, and said to be late where it is. */
final class Updates {
    /** So soon after it the same words of the same person are the same update: a command that was repeated. */
    private static final Duration MOMENT = Duration.ofMinutes(1);

    /** By whom the last one is, where nobody ended it. */
    private static final String US = "Tocsin";

    private static final int LONGEST_MITIGATION = 500;

    private final Rules rules;
    private final Pages pages;
    private final Handing handing;

    Updates(Rules rules, Pages pages, Handing handing) {
        this.rules = rules;
        this.pages = pages;
        this.handing = handing;
    }

    /** Whether somebody who has an incident of this severity owes updates. */
    private static boolean owes(Severity severity) {
        return severity == Severity.P0 || severity == Severity.P1;
    }

    /** When an incident's update wants to be asked for, or is late; null where none is owed: its cause may lead it. */
    static @Nullable Instant next(Incident incident) {
        var due = incident.updateDue();
        var owed = incident.acknowledgement() != null && incident.cause() == null && owes(incident.severity());
        return due == null || !owed ? null : due.next();
    }

    /** From now on one is due, where the incident is so bad that its users are owed one. */
    void expect(Draft draft, String partition) {
        var incident = Pages.incident(draft, partition);
        var due = owes(incident.severity()) ? UpdateDue.in(rules.times().updates(), draft.now()) : null;
        draft.change(partition, open -> open.withUpdateDue(due));
    }

    /** A person tells everybody how things stand; gives why not, or empty. */
    Optional<String> tell(Draft draft, Incident incident, Update.Given given, String by) {
        var partition = incident.ref().partition();
        var now = draft.now();
        var last = incident.update();
        var update = Update.after(incident, given, rules.usersLose(partition), now, by, next(incident, given, now));
        if (last != null && update.saysAs(last) && now.isBefore(last.at().plus(MOMENT))) {
            return Optional.empty();
        }
        var standing = incident.standing()
                .filter(signal -> signal.transition().state() == AlarmState.ALARM)
                .map(signal -> signal.transition().alarm())
                .findFirst();
        if (update.status() == Update.Status.RESOLVED && standing.isPresent()) {
            return Optional.of("status: " + standing.get() + " is in ALARM; nobody is told that it is resolved");
        }
        var due = update.next() == null || !owes(incident.severity()) ? null : UpdateDue.at(update.next(), now);
        draft.change(partition, open -> alive(open.withUpdate(update).withUpdateDue(due), now));
        for (var ref : incident.symptoms()) { // whoever has it has what it leads too, of which no update is asked
            if (draft.open(ref) != null) {
                draft.change(ref.partition(), led -> alive(led, now));
            }
        }
        draft.tell(partition, "update", update.line(), by);
        handing.alive(draft, Pages.incident(draft, partition), by);
        pages.say(draft, partition, update.line());
        pages.update(draft, partition, update);
        return Optional.empty();
    }

    /**
     * The last one, of an incident that is over: whoever was told of it, or owed it, is told that too. What nobody has
     * said of its mitigation its runs say.
     *
     * @param by who ended it; null where it ended by itself
     */
    void end(Draft draft, String partition, @Nullable String by) {
        var incident = Pages.incident(draft, partition);
        var last = incident.update();
        var owed = owes(incident.severity())
                && incident.paged() != null
                && incident.cause() == null
                && rules.paging(partition) != Paging.SHADOW;
        if (last == null ? !owed : last.status() == Update.Status.RESOLVED) {
            return;
        }
        var said = last == null || last.mitigation().isEmpty() ? mended(incident) : last.mitigation();
        var given = new Update.Given(Update.Status.RESOLVED, null, null, null, null, said, null, null);
        var update = Update.after(
                incident, given, rules.usersLose(partition), draft.now(), by == null ? US : by, draft.now());
        draft.change(partition, open -> open.withUpdate(update).withUpdateDue(null));
        draft.tell(partition, "update", update.line(), by);
        pages.update(draft, partition, update);
    }

    private static String mended(Incident incident) {
        return Cleaned.line(
                incident.runs().stream()
                        .filter(RunState::over)
                        .map(run -> run.runbook() + ": " + run.says())
                        .collect(Collectors.joining("; ")),
                LONGEST_MITIGATION);
    }

    /** What was promised; where one is owed, no later than that. */
    private Instant next(Incident incident, Update.Given given, Instant now) {
        var usual = rules.times().updates();
        var promised = given.next() == null ? usual : given.next();
        return now.plus(owes(incident.severity()) && promised.compareTo(usual) > 0 ? usual : promised);
    }

    /** Whoever has it goes on having it: somebody is at it. */
    private Incident alive(Incident incident, Instant now) {
        var has = incident.acknowledgement();
        return has == null || has.handed()
                ? incident
                : incident.withAcknowledgement(new Acknowledgement(
                        has.by(), has.via(), now, now.plus(rules.acknowledge().lasts())));
    }

    /** Asks for what is due soon, and says of what did not come that it is late: each once. */
    void look(Draft draft, String partition) {
        var incident = Pages.incident(draft, partition);
        var due = incident.updateDue();
        var has = incident.acknowledgement();
        var next = next(incident);
        if (due == null || has == null || next == null || next.isAfter(draft.now())) {
            return;
        }
        var number = incident.update() == null ? 1 : incident.update().number() + 1;
        if (due.by().isAfter(draft.now())) {
            var text = "update " + number + " is due at " + Said.time(due.by()) + ": tocsin update " + incident.id();
            draft.change(partition, open -> open.withUpdateDue(due.asked()));
            draft.tell(partition, "update due", has.by() + " is asked for it: " + text);
            pages.say(draft, partition, text);
            pages.ask(draft, partition, has.by(), "update-due-" + due.by().getEpochSecond(), text);
        } else {
            var text = "update " + number + " is late: " + has.by() + " owed it at " + Said.time(due.by());
            expect(draft, partition);
            draft.tell(partition, "update late", text);
            pages.say(draft, partition, text);
        }
    }
}
