package tocsin.triage;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.AlarmState;
import tocsin.alarm.Told;
import tocsin.alarm.Transition;
import tocsin.config.Mode;
import tocsin.incident.Incident;
import tocsin.incident.RunState;
import tocsin.incident.Signal;
import tocsin.incident.Withheld.Why;
import tocsin.runbook.RunRequest;

/** Which runbooks answer a signal: asked for once for each page of an incident. */
final class Runs {
    /** So many runs proven in a row, and a page may wait for the next. */
    static final int OFTEN = 10;

    private static final String PROVEN = "proven ";

    private final Rules rules;
    private final Placing placing;

    Runs(Rules rules, Placing placing) {
        this.rules = rules;
        this.placing = placing;
    }

    void propose(Draft draft, String partition, Signal signal) {
        if (!isAnswered(signal) || signal.isWithheld(Why.FLAPPING)) {
            return;
        }
        var description = placing.describe(signal.partition(), signal.transition());
        for (var runbook : rules.runbooksFor(description)) {
            var incident = draft.open(partition);
            if (incident == null || asked(incident, runbook)) {
                continue;
            }
            if (rules.mode(runbook, signal.partition()).kind() == Mode.Kind.SHADOW) {
                shadow(draft, incident, runbook);
            } else {
                request(draft, incident, signal, runbook);
            }
        }
    }

    /** Before a runbook changes anything CloudWatch is asked: of what it does not know, none is the answer. */
    private static boolean isAnswered(Signal signal) {
        return signal.transition().state() == AlarmState.ALARM && !signal.blind() && !Told.is(signal.id());
    }

    /** The runbook that acts by itself on what stands, and has helped often enough to be waited for. */
    Optional<String> mending(Draft draft, Incident incident) {
        var counts = draft.head(incident.ref().partition()).counts();
        return incident.standing()
                .filter(Runs::isAnswered)
                .flatMap(signal -> rules.runbooksFor(placing.describe(signal.partition(), signal.transition())).stream()
                        .filter(runbook ->
                                rules.mode(runbook, signal.partition()).actsByItself()))
                .filter(runbook -> counts.getOrDefault(PROVEN + runbook, 0L) >= OFTEN)
                .filter(runbook ->
                        incident.runs().stream().noneMatch(run -> run.runbook().equals(runbook) && run.over()))
                .findFirst();
    }

    /** Counts the proven runs of a runbook in a row. */
    static void count(Draft draft, String partition, String runbook, boolean proven) {
        if (proven) {
            draft.count(partition, PROVEN + runbook);
        } else {
            draft.head(draft.head(partition).forget(PROVEN + runbook));
        }
    }

    /** The standing alarm of an incident that a runbook answers, or null. */
    @Nullable Transition answered(Incident incident, String runbook) {
        return incident.standing()
                .filter(Runs::isAnswered)
                .filter(signal -> rules.runbooksFor(placing.describe(signal.partition(), signal.transition()))
                        .contains(runbook))
                .map(Signal::transition)
                .findFirst()
                .orElse(null);
    }

    private static boolean asked(Incident incident, String runbook) {
        return incident.runs().stream()
                .anyMatch(run -> run.runbook().equals(runbook) && run.generation() == incident.generation());
    }

    private static void shadow(Draft draft, Incident incident, String runbook) {
        var once = "shadow-run-" + runbook;
        if (!incident.told().contains(once)) {
            draft.change(incident.ref().partition(), told -> told.tell(once));
            draft.tell(incident.ref().partition(), "shadow", "would run " + runbook + " (mode shadow)");
        }
    }

    private static void request(Draft draft, Incident incident, Signal signal, String runbook) {
        request(
                draft,
                incident,
                RunRequest.answering(
                        "",
                        incident.ref(),
                        0,
                        runbook,
                        signal.partition(),
                        incident.severity(),
                        signal.transition(),
                        draft.now()));
    }

    /** Asks for another run of an incident; gives its id. */
    static String request(Draft draft, Incident incident, RunRequest asked) {
        var number = incident.runs().size() + 1;
        var id = incident.id() + "/" + number;
        draft.run(new RunRequest(
                id,
                incident.ref(),
                number,
                asked.runbook(),
                asked.partition(),
                incident.severity(),
                asked.transition(),
                draft.now(),
                asked.by(),
                asked.plan(),
                asked.from()));
        var run = new RunState(number, asked.runbook(), incident.generation(), "asked for", false);
        draft.change(
                incident.ref().partition(),
                running -> running.withRuns(
                        Stream.concat(running.runs().stream(), Stream.of(run)).toList()));
        var by = asked.by();
        draft.tell(
                incident.ref().partition(),
                "run",
                id + ": the runbook " + asked.runbook() + " is to run" + (by == null ? "" : ", by hand"),
                by);
        return id;
    }
}
