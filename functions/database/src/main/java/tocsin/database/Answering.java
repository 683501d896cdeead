package tocsin.database;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import tocsin.PortFailure;
import tocsin.cloud.Database.Reply;
import tocsin.cloud.Database.Request;

/** Does what is asked; what goes wrong is an answer too, and names neither a password nor an address. */
final class Answering {
    private final Doors doors;

    Answering(Doors doors) {
        this.doors = doors;
    }

    Reply answer(Request request) {
        try (var connections = Connections.open(doors.of(request), request)) {
            return switch (request.operation()) {
                case "count-connections" -> counted(connections, null);
                case "end-idle-connections" -> counted(connections, connections.endIdle(idleFor(request)));
                default -> error("'" + request.operation() + "' is nothing that can be asked of a database");
            };
        } catch (NoDoor | PortFailure failure) {
            return error(String.valueOf(failure.getMessage()));
        } catch (SQLException failure) {
            return error(request.database() + ": " + said(failure));
        }
    }

    private static Reply counted(Connections connections, @Nullable Long ended) throws SQLException {
        var count = connections.count();
        return new Reply(null, count.open(), count.idle(), count.limit(), ended);
    }

    /** A second is the least: 0 would end what has only just become idle. */
    private static long idleFor(Request request) {
        var idleFor = request.idleFor();
        if (idleFor == null || idleFor < 1) {
            throw new NoDoor("idle for how long? " + idleFor + " is no number of seconds, 1 or more");
        }
        return idleFor;
    }

    /** PostgreSQL's own words; the driver's would name the address. */
    private static String said(SQLException failure) {
        var server = failure instanceof PSQLException known ? known.getServerErrorMessage() : null;
        var state = " (SQLSTATE " + failure.getSQLState() + ")";
        return server == null
                ? "PostgreSQL cannot be reached, or did not answer in time" + state
                : "PostgreSQL says: " + server.getMessage() + state;
    }

    private static Reply error(String sentence) {
        return new Reply(sentence, null, null, null, null);
    }
}
