package tocsin.database;

import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * VACUUM ANALYZE, one table after the other. One that takes longer than there is time for goes on in PostgreSQL when
 * its connection is left: it notices that nobody listens once it is done. Whoever asks again is told by the session
 * that still works in the run's name, and by when each table was last vacuumed and analyzed.
 */
final class Vacuum {
    /** With connecting and looking, less than REMEDIATE waits. */
    private static final Duration TIME = Duration.ofSeconds(6);

    private static final Duration LEAST = Duration.ofSeconds(1);

    private static final Pattern NAME =
            Pattern.compile("(?:([A-Za-z_][A-Za-z0-9_$]{0,62})\\.)?([A-Za-z_][A-Za-z0-9_$]{0,62})");

    private static final String LOCKED = "55P03";

    private static final String OURS = """
            select query from pg_stat_activity
            where application_name = current_setting('application_name') and usename = current_user
              and pid <> pg_backend_pid() and state = 'active' and query like 'VACUUM%'
            """;

    /** MAINTAIN is asked for where PostgreSQL knows it: from 17 on. */
    private static final String TABLES = """
            select format('%I.%I', s.schemaname, s.relname),
              coalesce(s.last_vacuum >= ? and s.last_analyze >= ?, false),
              pg_has_role(c.relowner, 'USAGE') or pg_has_role(d.datdba, 'USAGE')
                or case when current_setting('server_version_num')::int >= 170000
                     then has_table_privilege(c.oid, 'MAINTAIN') else false end
            from pg_stat_user_tables s join pg_class c on c.oid = s.relid
              join pg_database d on d.datname = current_database()
            where c.relkind in ('r', 'm') and c.relpersistence <> 't'
              and (?::text is null
                or s.relname = ? and (s.schemaname = ? or ?::text is null and pg_table_is_visible(s.relid)))
            order by s.schemaname, s.relname
            """;

    /** It may take long, but not for ever; and nobody need listen: PostgreSQL before 14 knows no such setting. */
    private static final String UNBOUND = """
            select set_config('statement_timeout', '1h', false),
              (select set_config(name, '0', false) from pg_settings where name = 'client_connection_check_interval')
            """;

    private final Connection connection;
    private final InstantSource clock;
    private final int speed;
    private final Instant begun;

    /** @param speed how many times as fast as the world the clock runs */
    Vacuum(Connection connection, InstantSource clock, int speed) {
        this.connection = connection;
        this.clock = clock;
        this.speed = speed;
        this.begun = clock.instant();
    }

    /** @param underWay what is at work still, or waits for somebody else; null where all is done */
    record Vacuumed(String tables, @Nullable String underWay) {}

    private record Table(String name, boolean done, boolean allowed) {}

    Vacuumed run(@Nullable String named, Instant since) throws SQLException {
        var ours = ours();
        if (ours.isPresent()) {
            return new Vacuumed("", ours.get() + " is at work");
        }
        var tables = tables(named, since);
        var held = new ArrayList<String>();
        unbound();
        for (var table : tables) {
            if (table.done()) {
                continue;
            }
            if (left().compareTo(LEAST) < 0) {
                return new Vacuumed("", table.name() + " is next");
            }
            switch (vacuum(table)) {
                case DONE -> {}
                case HELD -> held.add(table.name());
                case UNDER_WAY -> {
                    return new Vacuumed("", "VACUUM of " + table.name() + " is at work");
                }
            }
        }
        var what = named == null ? tables.size() + " tables" : tables.getFirst().name();
        return held.isEmpty()
                ? new Vacuumed(what, null)
                : new Vacuumed("", String.join(", ", held.subList(0, 1)) + " is held by somebody else");
    }

    private Optional<String> ours() throws SQLException {
        try (var statement = connection.prepareStatement(OURS);
                var found = statement.executeQuery()) {
            return found.next() ? Optional.of(found.getString(1).replace(" (ANALYZE)", " of")) : Optional.empty();
        }
    }

    private List<Table> tables(@Nullable String named, Instant since) throws SQLException {
        var found = found(named, since);
        if (named != null && found.isEmpty()) {
            throw new NoDoor("there is no table " + named + " that can be vacuumed (of one in parts, name the parts)");
        }
        var allowed = found.stream().filter(Table::allowed).toList();
        if (allowed.isEmpty() && !found.isEmpty()) {
            throw new NoDoor("the role may not vacuum "
                    + (named == null ? "any table" : found.getFirst().name())
                    + ": it needs its owner's role, or from PostgreSQL 17 on pg_maintain");
        }
        return allowed;
    }

    private List<Table> found(@Nullable String named, Instant since) throws SQLException {
        var parts = NAME.matcher(named == null ? "x" : named);
        if (!parts.matches()) {
            throw new NoDoor("table: is no name of a table, such as posts or public.posts");
        }
        var schema = parts.group(1);
        try (var statement = connection.prepareStatement(TABLES)) {
            statement.setTimestamp(1, Timestamp.from(since));
            statement.setTimestamp(2, Timestamp.from(since));
            statement.setString(3, named);
            statement.setString(4, parts.group(2));
            statement.setString(5, schema);
            statement.setString(6, schema);
            try (var found = statement.executeQuery()) {
                var tables = new ArrayList<Table>();
                while (found.next()) {
                    tables.add(new Table(found.getString(1), found.getBoolean(2), found.getBoolean(3)));
                }
                return tables;
            }
        }
    }

    private void unbound() throws SQLException {
        try (var statement = connection.prepareStatement(UNBOUND)) {
            statement.execute();
        }
    }

    private enum Came {
        DONE,
        UNDER_WAY,
        HELD
    }

    /** The name is PostgreSQL's own, quoted by itself. */
    private Came vacuum(Table table) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, (int) left().toMillis());
        try (var statement = connection.createStatement()) {
            statement.execute("VACUUM (ANALYZE) " + table.name());
            return Came.DONE;
        } catch (SQLException e) {
            if (LOCKED.equals(e.getSQLState())) {
                return Came.HELD;
            }
            if (e.getCause() instanceof SocketTimeoutException) {
                return Came.UNDER_WAY;
            }
            throw e;
        }
    }

    private Duration left() {
        return TIME.minus(Duration.between(begun, clock.instant()).dividedBy(speed));
    }
}
