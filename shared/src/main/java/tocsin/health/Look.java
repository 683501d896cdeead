package tocsin.health;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.action.Task;

/**
 * What a check is given to look with.
 *
 * @param task what the actions are given that it looks by: its parameters, its place, the world
 * @param speed how many times as fast as the world the clock runs
 */
record Look(Task task, Outside outside, InstantSource clock, int speed) {
    private static final Duration LEAST = Duration.ofMillis(20);

    String text(String parameter) {
        return Objects.requireNonNull(task.parameters().get(parameter), () -> "no parameter " + parameter);
    }

    @Nullable String optional(String parameter) {
        return task.parameters().get(parameter);
    }

    String text(String parameter, String otherwise) {
        return task.parameters().getOrDefault(parameter, otherwise);
    }

    boolean has(String parameter) {
        return task.parameters().containsKey(parameter);
    }

    /** A number that may be left out. */
    long number(String parameter, long otherwise) {
        var text = optional(parameter);
        return text == null ? otherwise : Long.parseLong(text);
    }

    /** What is left of the time that all its requests share; never none, which would be for ever to a socket. */
    Duration left() {
        var left = task.timeout().minus(since(task.now()));
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }

    /** How long something took that began then, in the world's own time. */
    Duration since(java.time.Instant begun) {
        return Duration.between(begun, clock.instant()).dividedBy(speed);
    }
}
