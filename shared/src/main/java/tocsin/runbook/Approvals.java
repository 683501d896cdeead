package tocsin.runbook;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.Ports;
import tocsin.Said;
import tocsin.incident.Incident;
import tocsin.incident.IncidentRef;
import tocsin.runbook.Progress.Phase;
import tocsin.runbook.StepState.Status;
import tocsin.state.Condition;
import tocsin.state.Key;
import tocsin.state.Keys;
import tocsin.state.Ledger.BesideRefused;
import tocsin.state.Row;
import tocsin.state.Table;
import tocsin.state.Write;
import tocsin.triage.RunTold;

/** What people answer to a run that asks. */
public final class Approvals {
    private static final int MOST_ATTEMPTS = 5;

    private final RunTable runs;
    private final Table table;
    private final InstantSource clock;

    public Approvals(Ports ports) {
        runs = new RunTable(ports);
        table = ports.table();
        clock = ports.clock();
    }

    /** What an answer leads to. */
    public sealed interface Answer {
        /**
         * It counts.
         *
         * @param step the step that a person did or approved of, or null
         * @param over whether the run ends with it; else it goes on at once
         */
        record Counts(Progress progress, @Nullable String step, RunTold.What what, String says, boolean over)
                implements Answer {}

        /** @param why a sentence */
        record Refused(String why) implements Answer {}
    }

    /** Decides what the answer means; a pure function. */
    public static Answer decide(Progress progress, boolean approved, String by, Instant now) {
        var asked = progress.asked();
        if (progress.phase() != Phase.ASKING || asked == null) {
            return new Answer.Refused("it asks nothing now: it is " + said(progress.phase()));
        }
        if (!now.isBefore(asked.until()) && !(asked.veto() && !approved)) { // as long as it has not begun
            return new Answer.Refused("too late: it asked until " + Said.time(asked.until()));
        }
        return approved ? approve(progress, asked, by, now) : reject(progress, by);
    }

    private static Answer approve(Progress progress, Progress.Asked asked, String by, Instant now) {
        var going = progress.withPhase(Phase.RUNNING).withAsked(null).withAttempts(0);
        if (asked.step() == null) {
            return new Answer.Counts(
                    going.withApprovedBy(by).withApproved(asked.plans()),
                    null,
                    RunTold.What.SAID,
                    "approved by " + by,
                    false);
        }
        var approved = asked.plans().isEmpty() // a question that told of no change approves of none
                ? going
                : going.withApprovedBy(by).withApproved(asked.plans());
        return new Answer.Counts(
                asked.byHand() ? approved.withChangedAt(now) : approved,
                asked.step(),
                RunTold.What.SAID,
                asked.byHand() ? "done by hand, says " + by : "approved by " + by,
                false);
    }

    private static Answer reject(Progress progress, String by) {
        var rejected = "rejected by " + by;
        var changed = progress.changedAt() != null || !progress.held().isEmpty();
        return changed
                ? new Answer.Counts(
                        progress.withPhase(Phase.UNDOING)
                                .withAsked(null)
                                .withFailed(rejected)
                                .withAttempts(0),
                        null,
                        RunTold.What.SAID,
                        rejected,
                        false)
                : new Answer.Counts(
                        progress.withPhase(Phase.OVER).withAsked(null),
                        null,
                        RunTold.What.ENDED,
                        rejected + "; nothing was changed",
                        true);
    }

    /**
     * What a run asks now.
     *
     * @param identity what whoever answers gives as read
     * @param byHand whether a person is to do it, and approves when it is done
     * @param veto whether it goes on where nobody has said anything by then
     */
    public record Question(String text, String identity, Instant until, boolean byHand, boolean veto) {}

    /** What the runs of an incident ask, by their numbers. */
    public Map<Integer, Question> questions(Incident incident) {
        var questions = new LinkedHashMap<Integer, Question>();
        incident.runs().stream()
                .filter(run -> !run.over())
                .forEach(run -> question(incident.ref(), run.number())
                        .ifPresent(question -> questions.put(run.number(), question)));
        return questions;
    }

    /** What it asks, where it asks something. */
    public Optional<Question> question(IncidentRef incident, int number) {
        var key = Keys.run(incident, number);
        var row = table.read(List.of(key)).rows().get(key);
        var progress = row == null ? null : runs.progress(row);
        var asked = progress == null || progress.phase() != Phase.ASKING ? null : progress.asked();
        return asked == null
                ? Optional.empty()
                : Optional.of(
                        new Question(asked.question(), asked.identity(), asked.until(), asked.byHand(), asked.veto()));
    }

    /**
     * Approves; gives why it does not count, or nothing where it does.
     *
     * @param read what whoever approves has read: where that is not what is asked by now, it does not count: a text
     *     that holds the question, or the question's identity
     */
    public Optional<String> approve(IncidentRef incident, int number, String by, String read) {
        return answer(incident, number, true, by, read);
    }

    /** Rejects, whatever is asked by now; gives why it does not count, or nothing where it does. */
    public Optional<String> reject(IncidentRef incident, int number, String by) {
        return answer(incident, number, false, by, "");
    }

    private Optional<String> answer(IncidentRef incident, int number, boolean approved, String by, String read) {
        var key = Keys.run(incident, number);
        for (var attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            var row = table.read(List.of(key)).rows().get(key);
            if (row == null) {
                return Optional.of("there is no such run");
            }
            var now = clock.instant();
            var progress = runs.progress(row);
            var asked = progress.asked();
            if (approved && asked != null && !isRead(asked, read)) {
                return Optional.of("it asks something else by now: " + asked.question());
            }
            switch (decide(progress, approved, by, now)) {
                case Answer.Refused(var why) -> {
                    return Optional.of(why);
                }
                case Answer.Counts counts -> {
                    if (commit(key, row, counts, by, now)) {
                        return Optional.empty();
                    }
                }
            }
        }
        throw new PortFailure(Kind.CONFLICT, "the run " + key + " changes all the time");
    }

    private static boolean isRead(Progress.Asked asked, String read) {
        return read.contains(asked.question()) || read.equals(asked.identity());
    }

    private boolean commit(Key key, Row row, Answer.Counts counts, String by, Instant now) {
        var request = runs.request(row);
        var writes = new ArrayList<Write>();
        var unchanged = List.of(Condition.equal(RunTable.REVISION, RunTable.revision(row)));
        writes.add(runs.row(
                key, counts.progress(), RunTable.revision(row), counts.over() ? null : now, true, unchanged, now));
        if (counts.step() != null) {
            writes.add(runs.step(request, answered(request, counts.step(), counts.says(), now), now));
        }
        try {
            runs.tell(RunTable.told(request, counts.what(), counts.says(), by), now, writes);
            return true;
        } catch (BesideRefused refused) {
            return false;
        }
    }

    /** The step as the answer leaves it, with what was known of it before. */
    private StepState answered(RunRequest request, String step, String says, Instant now) {
        var known = runs.step(request, step).orElseGet(() -> StepState.of(step, Status.BEGUN, now, 0, says));
        return known.withStatus(Status.DONE).withSays(says);
    }

    private static String said(Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT);
    }
}
