package tocsin.database;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import tocsin.PortFailure;
import tocsin.Ports;
import tocsin.cloud.Database.Reply;
import tocsin.cloud.Database.Request;
import tocsin.page.Veiled;

/** Does what is asked; what goes wrong is an answer too, and names neither a password nor an address. */
final class Answering {
    private final Doors doors;
    private final InstantSource clock;
    private final int speed;

    Answering(Ports ports) {
        doors = new Doors(ports);
        clock = ports.clock();
        speed = ports.speed();
    }

    Reply answer(Request request) {
        try {
            return answer(request, doors.of(request));
        } catch (NoDoor lacking) {
            return error(String.valueOf(lacking.getMessage()), true);
        } catch (PortFailure failure) {
            return error(String.valueOf(failure.getMessage()), false);
        }
    }

    private Reply answer(Request request, Door door) {
        try (var connections = Connections.open(door, request)) {
            return switch (request.operation()) {
                case "count-connections" -> counted(connections, null);
                case "end-idle-connections" -> counted(connections, connections.end(ending(request)));
                case "slow-queries" -> slow(connections, seconds("running", request.longerThan()));
                case "vacuum-analyze" -> vacuumed(connections, request);
                default -> error("'" + request.operation() + "' is nothing that can be asked of a database", true);
            };
        } catch (SQLException failure) {
            return error(request.database() + ": " + Veiled.text(said(failure), door.password()), isRefusal(failure));
        }
    }

    private static Reply counted(Connections connections, @Nullable Long ended) throws SQLException {
        var count = connections.count();
        return new Reply(null, count.open(), count.idle(), count.limit(), ended);
    }

    private static Reply slow(Connections connections, long seconds) throws SQLException {
        connections.mustSeeOthers();
        var slow = new SlowQueries(connections.connection()).longerThan(seconds);
        return new Reply(null, null, null, null, null, null, slow.count(), slow.slowest(), null, null);
    }

    private Reply vacuumed(Connections connections, Request request) throws SQLException {
        var since = request.since();
        if (since == null) {
            throw new NoDoor("vacuumed since when? it says nothing");
        }
        var vacuumed =
                new Vacuum(connections.connection(), clock, speed).run(request.table(), Instant.ofEpochSecond(since));
        return new Reply(null, null, null, null, null, null, null, null, vacuumed.tables(), vacuumed.underWay());
    }

    private static Connections.Ending ending(Request request) {
        return new Connections.Ending(seconds("idle", request.idleFor()), Boolean.TRUE.equals(request.inTransaction()));
    }

    /** A second is the least: 0 would end what has only just become idle. */
    private static long seconds(String what, @Nullable Long seconds) {
        if (seconds == null || seconds < 1) {
            throw new NoDoor(what + " for how long? " + seconds + " is no number of seconds, 1 or more");
        }
        return seconds;
    }

    /** What PostgreSQL does not know, or does not let the role do, it will not the next time. */
    private static boolean isRefusal(SQLException failure) {
        return failure.getSQLState() != null && failure.getSQLState().startsWith("42");
    }

    /** PostgreSQL's own words; the driver's would name the address. */
    private static String said(SQLException failure) {
        var server = failure instanceof PSQLException known ? known.getServerErrorMessage() : null;
        var state = " (SQLSTATE " + failure.getSQLState() + ")";
        return server == null
                ? "PostgreSQL cannot be reached, or did not answer in time" + state
                : "PostgreSQL says: " + server.getMessage() + state;
    }

    private static Reply error(String sentence, boolean refused) {
        return new Reply(sentence, null, null, null, null, refused ? true : null, null, null, null, null);
    }
}
