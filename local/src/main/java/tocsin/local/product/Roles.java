package tocsin.local.product;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** Who may enter the product's database, and what they may do there. Making them twice changes nothing. */
final class Roles {
    /** The whole of pg_hba.conf. */
    static final String HOSTS = "host all all 127.0.0.1/32 scram-sha-256\n";

    private Roles() {}

    static void make(DataSource server, Login superuser, Passwords passwords) throws SQLException {
        try (var connection = server.getConnection()) {
            if (!exists(connection, "select 1 from pg_database where datname = '" + ProductDatabase.DATABASE + "'")) {
                execute(connection, List.of("create database " + ProductDatabase.DATABASE));
            }
        }
        try (var connection = superuser.connect("set-up")) {
            role(connection, ProductDatabase.APPLICATION, passwords, "");
            role(connection, ProductDatabase.MONITOR, passwords, "pg_monitor, pg_use_reserved_connections");
            role(
                    connection,
                    ProductDatabase.TOCSIN,
                    passwords,
                    "pg_signal_backend, pg_use_reserved_connections, pg_monitor, "
                            + ProductDatabase.APPLICATION); // before PostgreSQL 17 only an owner's role may vacuum
            execute(connection, List.of(password(ProductDatabase.SUPERUSER, passwords)));
        }
    }

    private static void role(Connection connection, String role, Passwords passwords, String member)
            throws SQLException {
        if (!exists(connection, "select 1 from pg_roles where rolname = '" + role + "'")) {
            execute(connection, List.of("create role " + role + " login"));
        }
        execute(connection, List.of(password(role, passwords)));
        if (!member.isEmpty()) {
            execute(connection, List.of("grant " + member + " to " + role));
        }
    }

    private static String password(String role, Passwords passwords) {
        return "alter role " + role + " password '" + passwords.of(role) + "'"; // letters and digits alone
    }

    /** Lets pg_hba.conf hold from now on. */
    static void reload(Login superuser) throws SQLException {
        try (var connection = superuser.connect("set-up")) {
            execute(connection, List.of("select pg_reload_conf()"));
        }
    }

    private static void execute(Connection connection, List<String> commands) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (var command : commands) {
                statement.execute(command);
            }
        }
    }

    private static boolean exists(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            return found.next();
        }
    }
}
