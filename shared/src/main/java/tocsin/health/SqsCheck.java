package tocsin.health;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import tocsin.Said;
import tocsin.action.Action.Parameter;
import tocsin.action.DurationText;
import tocsin.action.Form;

/** No message of a queue waits longer than it may, and none lies among the dead letters. */
final class SqsCheck implements CheckKind {
    private static final String QUEUE = "queue";
    private static final String OLDEST = "oldest";
    private static final String DEAD = "dead-letters";
    private static final Duration LATELY = Duration.ofMinutes(15);

    @Override
    public String name() {
        return "sqs";
    }

    @Override
    public String about() {
        return "A queue's oldest message is younger than that; a queue of dead letters is empty. Both by CloudWatch.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Forms.needed(QUEUE, Forms.NAME),
                Forms.optional(OLDEST, Form.DURATION),
                Forms.optional(DEAD, Forms.NAME));
    }

    @Override
    public String problem(Map<String, String> parameters, Duration timeout) {
        return parameters.containsKey(OLDEST) || parameters.containsKey(DEAD)
                ? ""
                : "expected oldest (10m) or dead-letters (their queue)";
    }

    @Override
    public List<String> permissions(Map<String, String> parameters) {
        return List.of(Measured.PERMISSION);
    }

    @Override
    public boolean feels() {
        return true;
    }

    @Override
    public Seen look(Look look) {
        var oldest = look.optional(OLDEST);
        var dead = look.optional(DEAD);
        if (oldest == null) {
            return dead(look, String.valueOf(dead));
        }
        return dead == null
                ? waiting(look, oldest)
                : Seen.part(() -> waiting(look, oldest)).and(Seen.part(() -> dead(look, dead)));
    }

    /** A queue that was empty for hours is not measured any more. */
    private static Seen waiting(Look look, String limit) {
        var most = DurationText.read(limit).orElseThrow();
        var queue = look.text(QUEUE);
        var seconds = Measured.of("AWS/SQS", "ApproximateAgeOfOldestMessage", "Maximum")
                .in("QueueName", queue)
                .newest(look, LATELY);
        if (seconds.isEmpty()) {
            return Seen.well("nothing waits in " + queue);
        }
        var age = Duration.ofSeconds((long) seconds.getAsDouble());
        var well = age.compareTo(most) <= 0;
        return Seen.of(
                well,
                "the oldest message of " + queue + " is " + Said.duration(age) + " old"
                        + (well ? "" : ", expected at most " + Said.duration(most)));
    }

    private static Seen dead(Look look, String queue) {
        var letters = Measured.of("AWS/SQS", "ApproximateNumberOfMessagesVisible", "Maximum")
                .in("QueueName", queue)
                .newest(look, LATELY)
                .orElse(0);
        return Seen.of(letters == 0, Measured.said(letters) + " dead letters in " + queue);
    }
}
