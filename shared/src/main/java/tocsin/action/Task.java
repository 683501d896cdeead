package tocsin.action;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.CloudWatch;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Cloud;
import tocsin.cloud.Database;
import tocsin.config.Secrets;
import tocsin.incident.Deployment;
import tocsin.page.Web;

/**
 * What an action is given to do.
 *
 * @param run what people call the run: "db-42/1"
 * @param step the step of its runbook: one run may do the same twice
 * @param place the account and Region of what it concerns
 * @param login how the database is entered, where one is meant; null where nothing says so
 * @param begunAt when the step was begun
 * @param first whether nothing that was done for the step before can be without an answer
 * @param timeout of one request, so that it ends before the lease does
 */
public record Task(
        String run,
        String step,
        Place place,
        Map<String, String> parameters,
        @Nullable String login,
        Instant begunAt,
        boolean first,
        Instant now,
        Duration timeout,
        World world) {
    public Task {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    /** What actions reach. */
    public record World(Cloud cloud, CloudWatch cloudWatch, Database database, Web web, Secrets secrets, Past past) {}

    /** What is kept of what happened before. */
    public interface Past {
        /**
         * What went live lately, the newest first: in the service whose resource is meant, and, named by its service, in
         * the one whose run it is.
         */
        List<Deployment> deployments();

        /** What runs have left to be known of what they changed, by name. */
        Map<String, String> left(String arn);
    }

    public Cloud cloud() {
        return world.cloud();
    }

    List<Deployment> deployments() {
        return world.past().deployments();
    }

    Database database() {
        return world.database();
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
