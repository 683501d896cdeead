package tocsin.cloud;

import io.avaje.jsonb.Json;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** PostgreSQL, reached through the function that alone stands in the product's network. */
public interface Database {
    /** So long the function waits for a database to let it in. */
    Duration ENTRY = Duration.ofSeconds(5);

    /**
     * Asks, and waits for the answer.
     *
     * @throws tocsin.PortFailure UNCLEAR where no answer came in time
     */
    Reply ask(Request request, Duration timeout);

    /**
     * One thing asked of one database. What an older sender does not say is null.
     *
     * @param operation "count-connections", "end-idle-connections", "slow-queries" or "vacuum-analyze"
     * @param database the name of the RDS instance, as the configuration names it
     * @param login how to enter: "iam:ROLE" or "secret:NAME"
     * @param idleFor seconds; how long those to be ended have been idle
     * @param run the run's id, by which the session names itself
     * @param inTransaction whether those that idle within a transaction are ended too
     * @param longerThan seconds; how long a query must have been running to be slow
     * @param table what is vacuumed, "posts" or "public.posts"; null: all that may be
     * @param since seconds since 1970; what was vacuumed from then on is done
     */
    @Json
    record Request(
            String operation,
            String database,
            String login,
            @Nullable Long idleFor,
            @Nullable String run,
            @Nullable Boolean inTransaction,
            @Nullable Long longerThan,
            @Nullable String table,
            @Nullable Long since) {
        public Request(String operation, String database, String login, @Nullable Long idleFor, @Nullable String run) {
            this(operation, database, login, idleFor, run, null, null, null, null);
        }
    }

    /**
     * The answer.
     *
     * @param error a sentence where it could not be done, null where it was; never a password or an address with one
     * @param open connections open by now
     * @param idle of those, idle now
     * @param limit max_connections
     * @param ended backends ended, by end-idle-connections
     * @param refused whether asking again is of no use: PostgreSQL would say the same
     * @param slow how many queries are slow
     * @param slowest the slowest of them, its literals left out and cut; null where none is
     * @param tables what was vacuumed
     * @param underWay what is being vacuumed still, a sentence; null where nothing is
     */
    @Json
    record Reply(
            @Nullable String error,
            @Nullable Long open,
            @Nullable Long idle,
            @Nullable Long limit,
            @Nullable Long ended,
            @Nullable Boolean refused,
            @Nullable Long slow,
            @Nullable String slowest,
            @Nullable String tables,
            @Nullable String underWay) {
        public Reply(
                @Nullable String error,
                @Nullable Long open,
                @Nullable Long idle,
                @Nullable Long limit,
                @Nullable Long ended) {
            this(error, open, idle, limit, ended, null, null, null, null, null);
        }
    }
}
