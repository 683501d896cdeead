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
        World world) {
    public Task {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    /**
     * What actions reach.
     *
     * @param deployments what was declared to be deployed to the service, the newest first
     */
    public record World(
            Cloud cloud,
            CloudWatch cloudWatch,
            Database database,
            Web web,
            Secrets secrets,
            List<Deployment> deployments) {
        public World {
            deployments = List.copyOf(deployments);
        }
    }

    public Cloud cloud() {
        return world.cloud();
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
