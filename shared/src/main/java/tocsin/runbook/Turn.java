package tocsin.runbook;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.page.Veiled;
import tocsin.runbook.Progress.Phase;
import tocsin.state.Write;
import tocsin.triage.RunTold;

/**
 * What one turn of a run commits, all of it or nothing.
 *
 * @param steps whose rows change
 * @param told what the incident hears of it, or null
 * @param beside further writes
 * @param until when the run goes on; null: at once, or never where it is over
 */
record Turn(
        Progress progress,
        List<StepState> steps,
        @Nullable News told,
        List<Write> beside,
        @Nullable Instant until) {
    Turn {
        steps = List.copyOf(steps);
        beside = List.copyOf(beside);
    }

    /**
     * @param text a sentence for the story
     * @param next the run to which it hands over, or null
     */
    record News(RunTold.What what, String text, @Nullable RunRequest next) {}

    static Turn to(Progress progress) {
        return new Turn(progress.withAttempts(0), List.of(), null, List.of(), null);
    }

    /** The same is tried again then. */
    static Turn again(Progress progress, Instant until) {
        return new Turn(progress.withAttempts(progress.attempts() + 1), List.of(), null, List.of(), until);
    }

    Turn with(StepState step) {
        return new Turn(progress, Stream.concat(steps.stream(), Stream.of(step)).toList(), told, beside, until);
    }

    Turn saying(String text) {
        return telling(RunTold.What.SAID, text);
    }

    Turn telling(RunTold.What what, String text) {
        return new Turn(progress, steps, new News(what, text, null), beside, until);
    }

    /** It is over, and another run goes on. */
    static Turn handingOver(Progress progress, String text, RunRequest next) {
        var over = to(progress.withPhase(Phase.OVER).withAsked(null));
        return new Turn(over.progress(), over.steps(), new News(RunTold.What.ENDED, text, next), List.of(), null);
    }

    Turn beside(Write write) {
        return new Turn(
                progress,
                steps,
                told,
                Stream.concat(beside.stream(), Stream.of(write)).toList(),
                until);
    }

    /** The run rests until then. */
    Turn until(Instant instant) {
        return new Turn(progress, steps, told, beside, instant);
    }

    /** It is over, and says how. */
    static Turn over(Progress progress, RunTold.What what, String text) {
        return to(progress.withPhase(Phase.OVER).withAsked(null)).telling(what, text);
    }

    /**
     * The same as it is kept and told. What AWS, a log, a function or a database has said stands in it: without what
     * looks like a credential, whatever it came by.
     */
    Turn veiled() {
        return new Turn(
                veiled(progress),
                steps.stream().map(Turn::veiled).toList(),
                told == null ? null : new News(told.what(), Veiled.whole(told.text()), told.next()),
                beside,
                until);
    }

    private static Progress veiled(Progress progress) {
        var asked = progress.asked();
        return progress.withAsked(asked == null ? null : asked.saying(Veiled.whole(asked.question())))
                .withStopped(veiled(progress.stopped()))
                .withFailed(veiled(progress.failed()));
    }

    private static StepState veiled(StepState step) {
        var outputs = new TreeMap<>(step.outputs());
        outputs.replaceAll((name, text) -> Veiled.whole(text));
        return step.withSays(Veiled.whole(step.says())).withOutputs(outputs);
    }

    private static @Nullable String veiled(@Nullable String text) {
        return text == null ? null : Veiled.whole(text);
    }

    boolean isOver() {
        return progress.phase() == Phase.OVER;
    }

    boolean rests() {
        return isOver() || until != null;
    }
}
