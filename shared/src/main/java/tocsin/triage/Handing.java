package tocsin.triage;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tocsin.incident.Acknowledgement;
import tocsin.incident.Incident;
import tocsin.incident.Phase;

/**
 * An incident that is given to somebody else. They have it from then on, and are rung until they say so themselves;
 * where they do not, it lapses as an acknowledgement does, and everybody is paged. Where nobody has had it yet they are
 * rung beside whoever is rung already, which goes on.
 */
final class Handing {
    /** What the page of whoever is to have it is named by, before the second in which it was given to them. */
    static final String STEP = "handed-";

    private final Rules rules;
    private final Pages pages;

    Handing(Rules rules, Pages pages) {
        this.rules = rules;
        this.pages = pages;
    }

    /** Gives it to a person; gives why not, or empty. */
    Optional<String> hand(Draft draft, Incident incident, String to, String because, String by) {
        var person = rules.person(to);
        if (person.isEmpty() || rules.reaches(person.get()).isEmpty()) {
            return Optional.of(
                    person.isEmpty()
                            ? "nobody in tocsin.yaml is called '" + to + "'"
                            : to + " can be reached by nothing: tocsin.yaml has no reach of theirs");
        }
        var refusal = refusal(incident, person.get());
        if (refusal.isEmpty()) {
            give(draft, incident, person.get(), because, by);
        }
        return refusal;
    }

    private static Optional<String> refusal(Incident incident, String person) {
        var has = incident.acknowledgement();
        if (Drills.isTest(incident.ref().partition())) {
            return Optional.of(incident.id() + " tests whether one person can be reached, and nobody else");
        }
        if (!incident.phase().followed()) {
            return Optional.of(incident.id() + " is not open: there is nothing to give to anybody");
        }
        if (has != null && has.isOf(person)) {
            return Optional.of(incident.id() + " is " + person + "'s already"
                    + (has.handed() ? ", who is rung until they acknowledge" : ""));
        }
        return has == null && Pages.isRung(incident, person)
                ? Optional.of(person + " is rung about " + incident.id() + " already")
                : Optional.empty();
    }

    private void give(Draft draft, Incident incident, String person, String because, String by) {
        var partition = incident.ref().partition();
        var had = incident.acknowledgement();
        var why = because.isEmpty() ? "" : ": " + because;
        var step = STEP + draft.now().getEpochSecond();
        for (var ref : Causes.linked(draft, incident)) {
            var open = draft.open(ref);
            if (open != null && open.acknowledgement() != null) {
                has(draft, open, person);
            }
        }
        draft.tell(
                partition,
                "reassigned",
                had == null
                        ? by + " asks " + person + " to take it" + why + "; whoever is rung already is rung on"
                        : "from " + had.by() + " to " + person + ", by " + by + why,
                by);
        pages.say(draft, partition, by + " has given it to " + person + why);
        ring(draft, partition, step, person, by + " gives it to you" + why + "; acknowledge it");
        if (had != null && !had.isOf(by)) {
            var text = by + " has given it to " + person + why + "; nothing more is asked of you";
            pages.inform(draft, partition, had.by(), "passed-on-" + draft.now().getEpochSecond(), text);
        }
    }

    /** Whoever had it is asked for nothing more; an update that they were asked for is asked of the other. */
    private void has(Draft draft, Incident incident, String person) {
        var now = draft.now();
        var has = new Acknowledgement(person, Acknowledgement.HANDED, now, until(incident, now));
        Pages.letGo(draft, incident, page -> page.step().startsWith(STEP));
        var due = incident.updateDue();
        draft.change(
                incident.ref().partition(),
                open -> open.withPhase(Phase.ACKNOWLEDGED)
                        .withAcknowledgement(has)
                        .withUpdateDue(due == null ? null : due.askAgain(now)));
    }

    /** As long as an acknowledgement lasts, and no longer than somebody may take to respond. */
    private Instant until(Incident incident, Instant now) {
        var lasts = now.plus(rules.acknowledge().lasts());
        var respond = rules.respondBy(incident.severity(), now);
        return respond != null && respond.isBefore(lasts) ? respond : lasts;
    }

    private void ring(Draft draft, String partition, String step, String person, String note) {
        switch (rules.paging(partition)) {
            case ON -> pages.hand(draft, partition, step, person, note);
            case NOTICE -> pages.mail(draft, partition, step, note);
            case SHADOW -> draft.tell(partition, "shadow", "would page " + person + " now: " + note);
        }
    }

    /** A sign of life of whoever was to have it: it is theirs now, with what is linked with it, and rings no more. */
    void alive(Draft draft, Incident incident, @Nullable String by) {
        for (var ref : Causes.linked(draft, incident)) {
            var open = draft.open(ref);
            var has = open == null ? null : open.acknowledgement();
            if (open != null && by != null && has != null && has.handed() && has.isOf(by)) {
                take(draft, open, has, by);
            }
        }
    }

    private void take(Draft draft, Incident incident, Acknowledgement has, String by) {
        var now = draft.now();
        var taken = new Acknowledgement(
                has.by(), "word", now, now.plus(rules.acknowledge().lasts()));
        pages.acknowledge(draft, incident, false);
        draft.change(incident.ref().partition(), open -> open.withAcknowledgement(taken));
        draft.tell(incident.ref().partition(), "acknowledged", has.by() + " has it (by what they did)", by);
    }

    /**
     * Whether it was given to somebody else, so that nobody but them is rung: what another answers rang before that, and
     * its being told again takes nothing back.
     */
    static boolean ringsAnother(Incident incident, String by) {
        var has = incident.acknowledgement();
        return has != null && has.handed() && !has.isOf(by);
    }

    /** Whoever was to have it cannot be reached: it is nobody's, and everybody is paged at once. */
    static void unreachable(Draft draft, Incident incident, String person) {
        var has = incident.acknowledgement();
        if (has != null && has.handed() && has.isOf(person)) {
            draft.change(
                    incident.ref().partition(),
                    open -> open.withAcknowledgement(new Acknowledgement(has.by(), has.via(), has.at(), draft.now())));
        }
    }
}
