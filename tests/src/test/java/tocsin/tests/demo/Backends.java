package tocsin.tests.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** The product's PostgreSQL, entered by what stands on the disk: as nobody who takes part does. */
record Backends(Path data) {
    private static final String APPLICATION = "valine";

    /** How many the application's role has; asked over a superuser's connection, which is closed again. */
    int ofTheApplication() throws IOException, SQLException {
        try (var connection = enter("postgres");
                var statement =
                        connection.prepareStatement("select count(*) from pg_stat_activity where usename = ?")) {
            statement.setString(1, APPLICATION);
            try (var found = statement.executeQuery()) {
                found.next();
                return found.getInt(1);
            }
        }
    }

    /** What the application's role is answered now: SQLSTATE of the refusal, or nothing. */
    String refusal() throws IOException {
        try (var _ = enter(APPLICATION)) {
            return "";
        } catch (SQLException refused) {
            return refused.getSQLState();
        }
    }

    private Connection enter(String role) throws IOException, SQLException {
        var folder = data.resolve("postgresql");
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {
            Integer.parseInt(Files.readAllLines(folder.resolve("cluster/postmaster.pid"))
                    .get(3)
                    .strip())
        });
        source.setDatabaseName("valine");
        source.setUser(role);
        source.setPassword(Files.readString(folder.resolve("passwords").resolve(role)));
        return source.getConnection();
    }
}
