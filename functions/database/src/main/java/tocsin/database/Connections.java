package tocsin.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;
import tocsin.cloud.Database;
import tocsin.cloud.Database.Request;

/** The connections that clients have to a PostgreSQL server, seen and ended over one of our own. */
final class Connections implements AutoCloseable {
    // all of it is shorter than REMEDIATE waits, and than the function may run
    private static final int CONNECT_SECONDS = (int) Database.ENTRY.toSeconds();
    private static final int SOCKET_SECONDS = 10;
    private static final String SETTINGS = "-c statement_timeout=5s -c lock_timeout=2s";

    private static final String COUNT = """
            select count(*), count(*) filter (where state = 'idle'), current_setting('max_connections')::bigint
            from pg_stat_activity
            where backend_type = 'client backend' and pid <> pg_backend_pid()
            """;

    /**
     * No superuser (who may be mending it by hand), not our own role, nothing that is not a client's; and nobody who is
     * in a transaction, unless that is asked for: its end rolls it back.
     */
    private static final String IDLE = """
            from pg_stat_activity a join pg_roles r on r.oid = a.usesysid
            where a.backend_type = 'client backend' and not r.rolsuper
              and (a.state = 'idle' or ? and a.state in ('idle in transaction', 'idle in transaction (aborted)'))
              and a.usename <> current_user and a.pid <> pg_backend_pid()
              and a.state_change < clock_timestamp() - make_interval(secs => ?)
            """;

    private static final String IDLE_NOW = "select a.pid, a.backend_start " + IDLE + " order by a.state_change";

    /** Asked of each one anew: whoever has begun to work since it was found stays. */
    private static final String END =
            "select pg_terminate_backend(a.pid, ?) " + IDLE + " and a.pid = ? and a.backend_start = ?";

    private static final String SEES_OTHERS =
            "select pg_has_role(current_user, 'pg_read_all_stats', 'USAGE'), current_user";

    /** PostgreSQL looks for the end of one it waits for each 100 ms only, so all are told before any is waited for. */
    private static final long NO_WAIT = 0;

    private static final long SECOND = 1_000;

    private final Connection connection;

    private Connections(Connection connection) {
        this.connection = connection;
    }

    static Connections open(Door door, Request request) throws SQLException {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {door.host()});
        source.setPortNumbers(new int[] {door.port()});
        source.setDatabaseName(door.database());
        source.setUser(door.role());
        source.setPassword(door.password());
        source.setApplicationName(request.run() == null ? "tocsin" : "tocsin " + request.run());
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setLoginTimeout(CONNECT_SECONDS);
        source.setSocketTimeout(SOCKET_SECONDS);
        source.setOptions(SETTINGS);
        if (door.encrypted()) {
            source.setSslMode("require");
        }
        return new Connections(source.getConnection());
    }

    /** How many there are, ours not counted. */
    record Count(long open, long idle, long limit) {}

    Count count() throws SQLException {
        try (var statement = connection.prepareStatement(COUNT);
                var found = statement.executeQuery()) {
            found.next();
            return new Count(found.getLong(1), found.getLong(2), found.getLong(3));
        }
    }

    /** Which are ended: idle for more than so many seconds, or also within a transaction. */
    record Ending(long seconds, boolean inTransaction) {}

    /** Ends them; gives how many there were. */
    long end(Ending ending) throws SQLException {
        mustSeeOthers();
        var told = new ArrayList<Backend>();
        for (var one : idle(ending)) {
            if (end(one, ending, NO_WAIT)) {
                told.add(one);
            }
        }
        for (var one : told) {
            end(one, ending, SECOND); // gone already, most of them
        }
        return told.size();
    }

    /** Whoever may not see what others do finds nothing, and would call that well. */
    void mustSeeOthers() throws SQLException {
        try (var statement = connection.prepareStatement(SEES_OTHERS);
                var found = statement.executeQuery()) {
            found.next();
            if (!found.getBoolean(1)) {
                throw new NoDoor("the role " + found.getString(2)
                        + " may not see what others do: it needs pg_read_all_stats, or pg_monitor");
            }
        }
    }

    Connection connection() {
        return connection;
    }

    private record Backend(int pid, Timestamp began) {}

    private List<Backend> idle(Ending ending) throws SQLException {
        try (var statement = connection.prepareStatement(IDLE_NOW)) {
            statement.setBoolean(1, ending.inTransaction());
            statement.setDouble(2, (double) ending.seconds());
            try (ResultSet found = statement.executeQuery()) {
                var idle = new ArrayList<Backend>();
                while (found.next()) {
                    idle.add(new Backend(found.getInt(1), found.getTimestamp(2)));
                }
                return idle;
            }
        }
    }

    private boolean end(Backend one, Ending ending, long wait) throws SQLException {
        try (var statement = connection.prepareStatement(END)) {
            statement.setLong(1, wait);
            statement.setBoolean(2, ending.inTransaction());
            statement.setDouble(3, (double) ending.seconds());
            statement.setInt(4, one.pid());
            statement.setTimestamp(5, one.began());
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
