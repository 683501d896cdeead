package tocsin.command;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What is answered to a run that asks, and when. */
final class Answering {
    private final Optional<Approver> approver;
    private final long notBefore;
    private Optional<CompletableFuture<Boolean>> asked = Optional.empty();

    /**
     * @param approver nobody: everything is approved
     * @param after no answer is given before so much of real time has passed
     */
    Answering(Optional<Approver> approver, Duration after) {
        this.approver = approver;
        this.notBefore = System.nanoTime() + after.toNanos();
    }

    /** Asks; gives what a person at the terminal should see, where there is one. */
    boolean askedPerson() {
        asked = Optional.of(approver.map(Approver::ask).orElseGet(() -> CompletableFuture.completedFuture(true)));
        return approver.isPresent();
    }

    /** The answer, once. */
    Optional<Boolean> answer() {
        if (asked.isEmpty() || !asked.get().isDone() || System.nanoTime() < notBefore) {
            return Optional.empty();
        }
        var answer = asked.get().join();
        asked = Optional.empty();
        return Optional.of(answer);
    }

    /** In whose name it is. */
    String who() {
        return approver.isPresent() ? "you" : "--yes";
    }
}
