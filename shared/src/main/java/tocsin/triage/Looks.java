package tocsin.triage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.Said;
import tocsin.alarm.AlarmState;
import tocsin.incident.Head;
import tocsin.incident.Incident;
import tocsin.incident.Phase;
import tocsin.incident.RunState;
import tocsin.incident.Signal;
import tocsin.incident.Trouble;
import tocsin.incident.Withheld;
import tocsin.incident.Withheld.Why;

/** Looking again: whatever was withheld or waits is decided anew on what stands, its time having come. */
final class Looks {
    private static final String WATCHED_ON = "watched-on";

    /** How often the metric behind a severity is read again while its alarm stands. */
    private static final Duration READ_AGAIN = Duration.ofMinutes(1);

    private final Rules rules;
    private final Placing placing;
    private final Holds holds;
    private final Incidents incidents;
    private final Moves moves;
    private final Updates updates;
    private final Pages pages;

    Looks(Rules rules, Placing placing, Holds holds, Incidents incidents, Moves moves, Updates updates, Pages pages) {
        this.rules = rules;
        this.placing = placing;
        this.holds = holds;
        this.incidents = incidents;
        this.moves = moves;
        this.updates = updates;
        this.pages = pages;
    }

    /** When a service wants to be looked at next; null where nothing waits. */
    static @Nullable Instant next(Head head, Instant now) {
        var waiting = head.withheld().stream()
                .map(Signal::withheld)
                .flatMap(Stream::ofNullable)
                .map(Withheld::until);
        var open = head.open();
        return Stream.concat(waiting, open == null ? Stream.empty() : next(open, now))
                .min(Instant::compareTo)
                .orElse(null);
    }

    private static Stream<Instant> next(Incident incident, Instant now) {
        var instants = new ArrayList<Instant>();
        for (var signal : incident.signals()) {
            var withheld = signal.withheld();
            if (withheld != null && signal.stands()) {
                instants.add(withheld.until());
            }
            if (isRead(signal)) {
                instants.add(now.plus(READ_AGAIN));
            }
        }
        Optional.ofNullable(incident.owed()).ifPresent(owed -> instants.add(owed.at()));
        Optional.ofNullable(incident.acknowledgement()).ifPresent(has -> instants.add(has.until()));
        Optional.ofNullable(incident.watchedUntil()).ifPresent(instants::add);
        Optional.ofNullable(incident.respondBy()).ifPresent(instants::add);
        Optional.ofNullable(incident.climb()).ifPresent(climb -> instants.add(climb.at()));
        Optional.ofNullable(Updates.next(incident)).ifPresent(instants::add);
        Optional.ofNullable(incident.trouble()).map(Trouble::dueAt).ifPresent(instants::add);
        return instants.stream();
    }

    /** Whether its metric is to be read again: it stands, and could prove worse. */
    static boolean isRead(Signal signal) {
        return signal.readsObserved()
                && signal.transition().state() == AlarmState.ALARM
                && !signal.blind()
                && (signal.withheld() == null || signal.isWithheld(Why.SYMPTOM));
    }

    void look(Draft draft, String partition, Readings readings) {
        draft.head(draft.head(partition)); // written in any case: its next look is due at another time
        due(draft.head(partition).withheld(), draft.now()).forEach(signal -> release(draft, signal, readings));
        if (draft.open(partition) != null) {
            read(draft, partition, readings);
        }
        ifOpen(draft, partition, open -> log(draft, open, readings.log()));
        ifOpen(
                draft,
                partition,
                open -> due(open.signals(), draft.now()).forEach(signal -> within(draft, partition, signal)));
        ifOpen(draft, partition, open -> incidents.pay(draft, partition));
        ifOpen(draft, partition, open -> incidents.lapse(draft, partition));
        ifOpen(draft, partition, open -> incidents.climb(draft, partition));
        ifOpen(draft, partition, open -> incidents.respond(draft, partition));
        ifOpen(draft, partition, open -> updates.look(draft, partition));
        ifOpen(draft, partition, open -> finish(draft, open));
    }

    private static void ifOpen(Draft draft, String partition, Consumer<Incident> then) {
        var open = draft.open(partition);
        if (open != null) {
            then.accept(open);
        }
    }

    private static List<Signal> due(List<Signal> signals, Instant now) {
        return signals.stream()
                .filter(signal -> {
                    var withheld = signal.withheld();
                    return withheld != null && !withheld.until().isAfter(now);
                })
                .toList();
    }

    /** Whether CloudWatch is asked how it stands when its reason has ended. */
    static boolean asks(Signal signal) {
        return signal.isWithheld(Why.MUTED) || signal.isWithheld(Why.SUPPRESSED) || signal.isWithheld(Why.WINDOW);
    }

    /** A signal beside the head whose reason has ended: triage on what stands, now. */
    private void release(Draft draft, Signal signal, Readings readings) {
        var partition = signal.partition();
        var transition = signal.transition();
        if (asks(signal)) {
            var told = readings.state(signal.id());
            if (told != null && told.state() == AlarmState.OK) {
                draft.head(draft.head(partition).letGo(signal.id()));
                draft.tell(partition, "recovered", transition.alarm() + ": CloudWatch says it is OK");
                return;
            }
            var held = stillHeld(signal, readings, draft.now());
            if (held != null) {
                draft.head(draft.head(partition).withhold(signal.withWithheld(held)));
                if (!signal.isWithheld(held.why())) {
                    draft.tell(partition, "withheld", Words.observed(transition) + ": " + held.because());
                }
                return;
            }
        }
        var free = transition.withMuted(false).withMutedUntil(null).withSuppressedBy(null);
        var service = rules.service(partition);
        if (service.isEmpty()) {
            draft.head(draft.head(partition).letGo(signal.id()));
            draft.tell(partition, "dropped", transition.alarm() + ": its service is in tocsin.yaml no more");
            return;
        }
        draft.tell(partition, "released", Words.observed(transition) + ": what withheld it has ended");
        var description = placing.describe(partition, free);
        moves.stand(draft, new Placed(free, partition, service.get(), description, null), service.get());
    }

    /** Why it pages nobody yet: CloudWatch itself holds it, or was not asked so far. */
    private @Nullable Withheld stillHeld(Signal signal, Readings readings, Instant now) {
        var withheld = signal.withheld();
        if (withheld != null && readings.isNotAsked(signal.id())) {
            return new Withheld(withheld.why(), withheld.because(), now.plus(READ_AGAIN));
        }
        var told = readings.state(signal.id());
        if (told == null) {
            return null;
        }
        var asTold =
                signal.transition().withMuted(told.muted()).withMutedUntil(null).withSuppressedBy(told.suppressedBy());
        return holds.byCloudWatch(asTold, now).orElse(null);
    }

    /** A signal within the incident: flapping that may have ended, or a symptom that may stand for itself. */
    private void within(Draft draft, String partition, Signal signal) {
        if (signal.isWithheld(Why.FLAPPING)) {
            var still = holds.flapping(draft.standing(signal.partition(), signal.id()), draft.now());
            draft.change(partition, incident -> incident.put(signal.withWithheld(still)));
            if (still == null) {
                draft.tell(
                        partition,
                        "calm",
                        signal.transition().alarm() + " has stopped flapping, and is "
                                + signal.transition().state());
            }
            incidents.settle(draft, partition);
        } else if (signal.isWithheld(Why.SYMPTOM)) {
            symptom(draft, partition, signal);
        }
    }

    private void symptom(Draft draft, String partition, Signal signal) {
        var incident = draft.open(partition);
        if (incident == null || !signal.stands()) {
            return;
        }
        if (Causes.silences(incident, signal.severity())) {
            var until = draft.now().plus(rules.lookAgain());
            draft.change(
                    partition,
                    open -> open.put(
                            signal.withWithheld(new Withheld(Why.SYMPTOM, "still a symptom of " + open.id(), until))));
            return;
        }
        draft.tell(partition, "released", signal.transition().alarm() + " stands for itself from now on");
        incidents.remove(draft, incident, signal, null);
        incidents.place(draft, signal.withWithheld(null));
    }

    /** A metric that got worse without a new message raises the severity; one that got better lowers nothing. */
    private void read(Draft draft, String partition, Readings readings) {
        var open = draft.open(partition);
        var raised = false;
        for (var signal : open == null ? List.<Signal>of() : open.signals()) {
            var value = readings.observed(signal.id());
            if (value == null || !isRead(signal)) {
                continue;
            }
            var now = signal.transition().withObserved(value);
            var classified = rules.severityOf(signal.partition(), now, placing.describe(signal.partition(), now));
            if (classified.severity().compareTo(signal.severity()) < 0) {
                var worse = signal.withTransition(now)
                        .withSeverity(classified.severity())
                        .withBecause(classified.because())
                        .withReadsObserved(classified.mayRise());
                draft.change(partition, incident -> incident.put(worse));
                draft.tell(partition, "observed", "read again: " + Words.observed(now));
                raised = true;
            }
        }
        if (raised) {
            incidents.settle(draft, partition);
        }
    }

    /** What its log says, for the story and for all that still says how it stands; a page that was sent rings no more. */
    private void log(Draft draft, Incident open, Readings.@Nullable Log log) {
        var trouble = open.trouble();
        if (trouble == null || trouble.dueAt() == null || trouble.dueAt().isAfter(draft.now())) {
            return;
        }
        var partition = open.ref().partition();
        if (log == null) { // it was opened after its log would have been asked for
            var again = Trouble.in(trouble.group(), draft.now().plus(READ_AGAIN));
            draft.change(partition, unread -> unread.withTrouble(again));
            return;
        }
        var lines = log instanceof Readings.Log.Said(var said) ? said : List.<String>of();
        draft.change(partition, read -> read.withTrouble(new Trouble(trouble.group(), null, lines)));
        if (log instanceof Readings.Log.Unread(var because)) {
            draft.tell(partition, "log", trouble.group() + " was not read: " + because);
        } else if (!lines.isEmpty()) {
            draft.tell(partition, "log", trouble.group() + " says " + String.join(" | ", lines));
            pages.say(draft, partition, "");
        }
    }

    private void finish(Draft draft, Incident open) {
        var until = open.watchedUntil();
        if (open.phase() == Phase.MONITORING && until != null && !until.isAfter(draft.now())) {
            if (!open.runs().stream().allMatch(RunState::over)) {
                watchOn(draft, open);
                return;
            }
            incidents.resolve(
                    draft,
                    open.ref().partition(),
                    "watched for " + Said.duration(rules.monitoring()) + " without a relapse",
                    null);
        }
    }

    /** A run that goes on has an incident to tell. */
    private void watchOn(Draft draft, Incident open) {
        var partition = open.ref().partition();
        var until = draft.now().plus(rules.lookAgain());
        draft.change(partition, watched -> watched.withWatchedUntil(until));
        if (!open.told().contains(WATCHED_ON)) {
            draft.change(partition, watched -> watched.tell(WATCHED_ON));
            draft.tell(partition, "monitoring", "watched on, since a run goes on");
        }
    }
}
