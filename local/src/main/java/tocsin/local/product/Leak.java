package tocsin.local.product;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections that somebody opened by the application's role and forgot. They are held here, so that no restart of the
 * API gives them back.
 */
public final class Leak implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Leak.class);

    private final Login login;
    private final List<Connection> held = new ArrayList<>();

    public Leak(Login login) {
        this.login = login;
    }

    /** Opens so many more. */
    public void open(long connections) throws SQLException {
        for (var i = 0L; i < connections; i++) {
            held.add(login.connect("forgotten"));
        }
    }

    /** Opens so many more, or as many as PostgreSQL gives. */
    public void openUpTo(long connections) {
        try {
            open(connections);
        } catch (SQLException refused) {
            LOG.debug("no more than these", refused);
        }
    }

    /** Opens connections until PostgreSQL refuses another one; gives what it said then. */
    public SQLException openAll() {
        try {
            while (true) {
                held.add(login.connect("forgotten"));
            }
        } catch (SQLException refused) {
            return refused;
        }
    }

    public int size() {
        return held.size();
    }

    @Override
    public void close() {
        for (var connection : held) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("it was ended already", e);
            }
        }
        held.clear();
    }
}
