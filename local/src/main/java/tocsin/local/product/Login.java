package tocsin.local.product;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** How one role enters the product's database. The password is in no text that this gives of itself. */
public final class Login {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String host;
    private final int port;
    private final String database;
    private final String role;
    private final String password;

    Login(String host, int port, String database, String role, String password) {
        this.host = host;
        this.port = port;
        this.database = database;
        this.role = role;
        this.password = password;
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    public String database() {
        return database;
    }

    public String role() {
        return role;
    }

    public String password() {
        return password;
    }

    /** Opens a connection that shows itself under this name. */
    public Connection connect(String application) throws SQLException {
        return source(application).getConnection();
    }

    DataSource source(String application) {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(role);
        source.setPassword(password);
        source.setApplicationName(application);
        source.setConnectTimeout((int) PATIENCE.toSeconds());
        source.setSocketTimeout((int) PATIENCE.toSeconds());
        return source;
    }

    @Override
    public String toString() {
        return role + " on " + host + ":" + port + "/" + database;
    }
}
