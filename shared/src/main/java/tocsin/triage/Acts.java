package tocsin.triage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.Said;
import tocsin.alarm.AlarmId;
import tocsin.alarm.AlarmState;
import tocsin.alarm.Told;
import tocsin.config.Severity;
import tocsin.incident.Acknowledgement;
import tocsin.incident.Incident;
import tocsin.incident.IncidentRef;
import tocsin.incident.Phase;
import tocsin.incident.RunState;
import tocsin.incident.Signal;
import tocsin.incident.Update;
import tocsin.incident.Withheld;
import tocsin.incident.Withheld.Why;
import tocsin.page.Cleaned;

/** What people, and the pager in their name, do to an incident. */
final class Acts {
    /** The word by which the pager is named where an act came through it. */
    static final String PAGER = "pagerduty";

    private static final int LONGEST_NAME = 255;

    private static final Duration MOMENT = Duration.ofMinutes(1);

    private final Rules rules;
    private final Incidents incidents;
    private final Pages pages;
    private final Updates updates;
    private final Handing handing;

    Acts(Rules rules, Incidents incidents, Pages pages, Updates updates, Handing handing) {
        this.rules = rules;
        this.incidents = incidents;
        this.pages = pages;
        this.updates = updates;
        this.handing = handing;
    }

    /** Somebody has it, and whatever is linked with it. */
    void acknowledge(Draft draft, Incident incident, String by, String via) {
        for (var ref : Causes.linked(draft, incident)) {
            var open = draft.open(ref);
            var meant = ref.equals(incident.ref());
            if (open != null && open.phase().followed() && (meant || !ringsAnother(open, by))) {
                acknowledge(draft, open, by, via, meant && via.equals(PAGER));
            }
        }
    }

    /** Whether somebody else was given just this one, and is rung about it: who takes another takes it not from them. */
    private static boolean ringsAnother(Incident incident, String by) {
        var has = incident.acknowledgement();
        return has != null && Handing.ringsAnother(incident, by) && Pages.isRung(incident, has.by());
    }

    private void acknowledge(Draft draft, Incident incident, String by, String via, boolean pagerSaidSo) {
        var partition = incident.ref().partition();
        var had = incident.acknowledgement();
        var now = draft.now();
        if (had != null && (via.equals(PAGER) || !had.handed() && isToldAgain(had, by, now))) {
            return; // told twice, or our own acknowledgement coming back
        }
        var taken = had == null || had.handed();
        var until = now.plus(rules.acknowledge().lasts());
        if (taken) {
            pages.acknowledge(draft, incident, pagerSaidSo);
            draft.tell(partition, "acknowledged", by + " has it (by " + via + ")", by);
        } else {
            Pages.seen(draft, incident, page -> page.step().startsWith(RunTelling.STEP));
            draft.tell(partition, "alive", "a sign of life from " + by, by);
        }
        draft.change(
                partition,
                open -> Besides.forAll(open)
                        .withPhase(taken ? Phase.ACKNOWLEDGED : open.phase())
                        .withOwed(null)
                        .withRespondBy(null)
                        .withAcknowledgedAt(open.acknowledgedAt() == null ? now : open.acknowledgedAt())
                        .withAcknowledgement(new Acknowledgement(by, via, now, until)));
        if (had == null) {
            updates.expect(draft, partition);
        }
        if (Besides.climbs(incident)) {
            incidents.descended(draft, partition);
        }
    }

    /** The same person within a moment means the same: a command that was repeated because no answer came. */
    private static boolean isToldAgain(Acknowledgement had, String by, Instant now) {
        return had.by().equals(by) && now.isBefore(had.at().plus(MOMENT));
    }

    /** Somebody has it, and is at what ends it. */
    void mitigate(Draft draft, Incident incident, String by, String via) {
        if (!incident.phase().followed()) {
            return;
        }
        acknowledge(draft, incident, by, via);
        if (incident.phase() != Phase.MITIGATING) {
            draft.change(incident.ref().partition(), open -> open.withPhase(Phase.MITIGATING));
            draft.tell(incident.ref().partition(), "mitigating", by + " is at what ends it", by);
        }
    }

    /** Somebody tells everybody how things stand; gives why not, or empty. */
    Optional<String> update(Draft draft, Incident incident, Update.Given given, String by, String via) {
        var refusal = updates.tell(draft, incident, given, by);
        if (refusal.isEmpty() && given.status() == Update.Status.MITIGATING) {
            mitigate(draft, Pages.incident(draft, incident.ref().partition()), by, via);
        }
        return refusal;
    }

    /** Somebody else is to have it, and whatever is linked with it; gives why not, or empty. */
    Optional<String> reassign(Draft draft, IncidentRef ref, String to, String because, String by) {
        var incident = draft.open(ref);
        return incident == null
                ? Optional.of(rules.speakable(ref) + " is over")
                : handing.hand(draft, incident, to, because, by);
    }

    /** One incident becomes part of another; gives why not, or empty. */
    Optional<String> merge(Draft draft, IncidentRef ref, IncidentRef into, String by) {
        var part = draft.open(ref);
        var leader = draft.open(into);
        if (part == null || leader == null) {
            return Optional.of((part == null ? rules.speakable(ref) : rules.speakable(into)) + " is over");
        }
        if (Causes.linked(draft, part).contains(leader.ref())) {
            return Optional.of(part.id() + " and " + leader.id() + " are one already");
        }
        Causes.merge(draft, part, leader, by);
        var has = leader.acknowledgement();
        var merged = draft.open(ref);
        if (has != null
                && !has.handed() // else it rings until they say themselves that they have it
                && merged != null
                && merged.acknowledgement() == null
                && merged.phase().followed()) {
            acknowledge(draft, merged, has.by(), "merge", false);
        }
        return Optional.empty();
    }

    /** An incident is parted from those that it is linked with; gives why not, or empty. */
    Optional<String> split(Draft draft, IncidentRef ref, String by) {
        var incident = draft.open(ref);
        if (incident == null) {
            return Optional.of(rules.speakable(ref) + " is over");
        }
        if (Causes.linked(draft, incident).size() == 1) {
            return Optional.of(incident.id() + " is linked with nothing");
        }
        Causes.split(draft, incident, by);
        return Optional.empty();
    }

    /** An incident that is over is written up, and nothing is left to do; gives why not, or empty. */
    static Optional<String> close(Draft draft, Incident ended, boolean written, String by) {
        var ref = ended.ref();
        if (ended.phase() == Phase.CLOSED) {
            return Optional.of(ended.id() + " is closed already");
        }
        if (ended.phase() != Phase.RESOLVED) {
            return Optional.of(ended.id() + " is not over: resolve it first");
        }
        if (!written && ended.severity().compareTo(Severity.P1) <= 0) {
            return Optional.of(ended.id() + " was a " + ended.severity() + ": it is closed with its postmortem only"
                    + " (tocsin postmortem " + ended.id() + " --write FILE, then close " + ended.id()
                    + " --postmortem FILE)");
        }
        draft.tell(ref.partition(), ref.number(), "closed", written ? "closed, with its postmortem" : "closed", by);
        draft.end(ended.withPhase(Phase.CLOSED));
        return Optional.empty();
    }

    /** At the pager it was given back. */
    void unacknowledge(Draft draft, Incident incident, String by) {
        if (incident.acknowledgement() == null) {
            return;
        }
        var partition = incident.ref().partition();
        draft.change(partition, open -> open.withPhase(Phase.OPEN).withAcknowledgement(null));
        draft.tell(partition, "unacknowledged", by + " gave it back at the pager", by);
        pages.ringAgain(draft, incident, true);
    }

    /**
     * Resolved at the pager: while something stands, that only says that this person has it. What was opened for a run
     * by hand, or declared, is over with that.
     */
    void resolvedAtPager(Draft draft, Incident incident, String by) {
        var partition = incident.ref().partition();
        if (!incident.phase().followed()) {
            return;
        }
        var byHandAlone = incident.standing().allMatch(signal -> Told.isDeclared(signal.id()));
        if (byHandAlone && incident.runs().stream().allMatch(RunState::over)) {
            incidents.resolve(draft, partition, "at the pager", by);
            return;
        }
        pages.withdraw(draft, partition);
        draft.tell(
                partition,
                "resolved at the pager",
                by + " resolved it at the pager while "
                        + (byHandAlone ? "its run goes on" : alarms(incident) + " is in ALARM")
                        + ": counted as an acknowledgement",
                by);
        var open = draft.open(incident.ref());
        if (open != null) {
            acknowledge(draft, open, by, "command");
        }
    }

    /**
     * Resolves by hand.
     *
     * @param silence how long what stands in ALARM pages nobody; null: refused while something stands
     * @return why it is refused, or empty
     */
    Optional<String> resolve(Draft draft, Incident incident, String by, @Nullable Duration silence) {
        var standing = incident.standing()
                .filter(signal -> signal.transition().state() == AlarmState.ALARM && !Told.isDeclared(signal.id()))
                .toList();
        if (!standing.isEmpty() && silence == null) {
            return Optional.of(names(standing) + " is in ALARM; to resolve nevertheless say for how long it is "
                    + "silenced: --for 1h");
        }
        var over = Causes.linked(draft, incident).stream()
                .flatMap(ref -> Stream.ofNullable(draft.open(ref)))
                // what is linked with it and still in ALARM stays, unless it is silenced
                .filter(each -> silence != null
                        || each.ref().equals(incident.ref())
                        || ofItsOwn(each).isEmpty())
                .toList();
        var others = over.stream()
                .filter(each -> !each.ref().equals(incident.ref()))
                .map(each -> each.id() + " with it" + silenced(ofItsOwn(each), silence))
                .collect(Collectors.joining("; "));
        for (var each : over) {
            var silenced = silenced(ofItsOwn(each), silence);
            var meant = each.ref().equals(incident.ref());
            var with = meant ? (others.isEmpty() ? "" : "; " + others) : ", with " + incident.id();
            over(draft, each, "by hand" + (meant ? silenced + with : with + silenced), by, silence);
        }
        return Optional.empty();
    }

    /** The alarms of its own service that stand in it. */
    private static List<Signal> ofItsOwn(Incident incident) {
        return incident.standing()
                .filter(signal ->
                        signal.partition().equals(incident.ref().partition()) && !Told.isDeclared(signal.id()))
                .toList();
    }

    private void over(Draft draft, Incident incident, String text, String by, @Nullable Duration silence) {
        var partition = incident.ref().partition();
        var own = ofItsOwn(incident);
        incidents.resolve(draft, partition, text, by);
        if (silence != null) {
            var until = draft.now().plus(silence);
            for (var signal : own) {
                var withheld = new Withheld(Why.SILENCED, by + " resolved the incident and silenced it", until);
                draft.head(draft.head(partition).withhold(signal.withWithheld(withheld)));
            }
        }
    }

    private static String silenced(List<Signal> signals, @Nullable Duration silence) {
        return signals.isEmpty() || silence == null
                ? ""
                : ": " + names(signals) + " silenced for " + Said.duration(silence);
    }

    private static String alarms(Incident incident) {
        return names(incident.standing()
                .filter(signal -> !Told.isDeclared(signal.id()))
                .toList());
    }

    private static String names(List<Signal> signals) {
        return signals.stream()
                .map(signal -> Cleaned.line(signal.transition().alarm(), LONGEST_NAME))
                .collect(Collectors.joining(", "));
    }

    /** An alarm does not exist any more: its signals end. */
    void deleted(Draft draft, String partition, AlarmId id, String alarm) {
        if (draft.head(partition).withheld().stream()
                .anyMatch(signal -> signal.id().equals(id))) {
            draft.head(draft.head(partition).letGo(id));
            draft.tell(partition, "deleted", alarm + " was deleted: it was withheld, and paged nobody");
        }
        var home = Incidents.home(draft, partition, id);
        var signal = home == null ? null : home.signal(id);
        if (home != null && signal != null) {
            draft.tell(home.ref().partition(), "deleted", alarm + " was deleted: its signal ends");
            var ended = signal.withTransition(signal.transition().withState(AlarmState.OK))
                    .withBlind(false)
                    .withWithheld(null);
            draft.change(home.ref().partition(), incident -> incident.put(ended));
            incidents.settle(draft, home.ref().partition());
        }
    }
}
