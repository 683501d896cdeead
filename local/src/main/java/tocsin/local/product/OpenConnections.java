package tocsin.local.product;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many connections clients have open to the product's database, its own not counted. It keeps one connection, by a
 * role that may enter when only reserved ones are left, and opens another when that one is gone.
 */
public final class OpenConnections implements Measure, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenConnections.class);
    private static final String COUNT =
            "select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()";

    private final Login login;
    private Optional<Connection> connection = Optional.empty();

    public OpenConnections(Login login) {
        this.login = login;
    }

    @Override
    public synchronized OptionalDouble now() {
        try {
            return OptionalDouble.of((double) count());
        } catch (SQLException gone) { // perhaps only this connection: somebody may have ended it
            close();
            return again();
        }
    }

    private OptionalDouble again() {
        try {
            return OptionalDouble.of((double) count());
        } catch (SQLException e) {
            LOG.debug("the connections of {} cannot be counted", login, e);
            close();
            return OptionalDouble.empty();
        }
    }

    private long count() throws SQLException {
        if (connection.isEmpty()) {
            connection = Optional.of(login.connect("cloudwatch"));
        }
        try (var statement = connection.get().createStatement();
                var result = statement.executeQuery(COUNT)) {
            result.next();
            return result.getLong(1);
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (connection.isPresent()) {
                connection.get().close();
            }
        } catch (SQLException e) {
            LOG.debug("a connection that was gone already", e);
        } finally {
            connection = Optional.empty();
        }
    }
}
