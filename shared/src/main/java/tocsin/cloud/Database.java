package tocsin.cloud;

import io.avaje.jsonb.Json;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** PostgreSQL, reached through the function that alone stands in the product's network. */
public interface Database {
    /**
     * Asks, and waits for the answer.
     *
     * @throws tocsin.PortFailure UNCLEAR where no answer came in time
     */
    Reply ask(Request request, Duration timeout);

    /**
     * One thing asked of one database.
     *
     * @param operation "count-connections" or "end-idle-connections"
     * @param database the name of the RDS instance, as the configuration names it
     * @param login how to enter: "iam:ROLE" or "secret:NAME"
     * @param idleFor seconds; only of end-idle-connections
     * @param run the run's id, by which the session names itself
     */
    @Json
    record Request(
            String operation,
            String database,
            String login,
            @Nullable Long idleFor,
            @Nullable String run) {}

    /**
     * The answer.
     *
     * @param error a sentence where it could not be done, null where it was; never a password or an address with one
     * @param open connections open by now
     * @param idle of those, idle now
     * @param limit max_connections
     * @param ended backends ended, by end-idle-connections
     */
    @Json
    record Reply(
            @Nullable String error,
            @Nullable Long open,
            @Nullable Long idle,
            @Nullable Long limit,
            @Nullable Long ended) {}
}
