package tocsin.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tocsin.Said;

/** What clients have been waiting for, for long. */
final class SlowQueries {
    /** The slowest first, with how many there are. Our own are none: a vacuum takes what it takes. */
    private static final String SLOW = """
            select count(*) over (), extract(epoch from clock_timestamp() - query_start)::bigint, usename, query
            from pg_stat_activity
            where backend_type = 'client backend' and state = 'active' and pid <> pg_backend_pid()
              and usename <> current_user and query_start < clock_timestamp() - make_interval(secs => ?)
            order by query_start limit 1
            """;

    private final Connection connection;

    SlowQueries(Connection connection) {
        this.connection = connection;
    }

    /** @param slowest a sentence; null where none is slow */
    record Slow(long count, @Nullable String slowest) {}

    Slow longerThan(long seconds) throws SQLException {
        try (var statement = connection.prepareStatement(SLOW)) {
            statement.setDouble(1, (double) seconds);
            try (var found = statement.executeQuery()) {
                if (!found.next()) {
                    return new Slow(0, null);
                }
                var running = Said.duration(Duration.ofSeconds(found.getLong(2)));
                return new Slow(
                        found.getLong(1),
                        "runs for " + running + ", of " + found.getString(3) + ": "
                                + Redacted.query(found.getString(4)));
            }
        }
    }
}
