package tocsin.runbook;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.CloudWatch.Place;

/**
 * What an action is given to do.
 *
 * @param run what people call the run: "db-42/1"
 * @param place the account and Region of what it concerns
 * @param login how the database is entered, where one is meant; null where nothing says so
 * @param begunAt when the step was begun
 * @param timeout of one request, so that it ends before the lease does
 */
public record Task(
        String run,
        Place place,
        Map<String, String> parameters,
        @Nullable String login,
        Instant begunAt,
        Instant now,
        Duration timeout,
        Functions functions,
        Database database) {
    public Task {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    String text(String parameter) {
        return Objects.requireNonNull(parameters.get(parameter), () -> "no parameter " + parameter);
    }

    @Nullable String optional(String parameter) {
        return parameters.get(parameter);
    }

    Duration duration(String parameter) {
        var text = text(parameter);
        return DurationText.read(text)
                .orElseThrow(() -> new IllegalArgumentException(parameter + ": '" + text + "' is no duration"));
    }
}
