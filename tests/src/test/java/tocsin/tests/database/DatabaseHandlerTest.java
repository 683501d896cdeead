package tocsin.tests.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.jsonb.Jsonb;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.cloud.Database.Reply;
import tocsin.cloud.Database.Request;
import tocsin.database.DatabaseHandler;
import tocsin.local.product.Login;
import tocsin.local.product.ProductDatabase;
import tocsin.testing.TestingContext;
import tocsin.testing.TestingPorts;
import tocsin.testing.TestingProduct;

/** What is counted here is counted by the superuser, over a connection of its own. */
class DatabaseHandlerTest {
    private static final String COUNT = "count-connections";
    private static final String END_IDLE = "end-idle-connections";
    private static final String SECRET = "secret:valine/database";
    private static final String DATABASE = "project-valine-prod";

    @TempDir
    private static Path data;

    private static ProductDatabase server;
    private static Connection superuser;

    private final List<Connection> held = new ArrayList<>();
    private final TestingPorts ports = new TestingPorts(Instant.parse("2026-03-02T12:00:00Z"), TestingProduct.paging());

    @BeforeAll
    static void start() throws SQLException {
        server = ProductDatabase.start(
                data, Path.of(System.getProperty("tocsin.root", ".")).resolve(".tocsin/postgresql"));
        superuser = server.superuser().connect("the test");
    }

    @AfterAll
    static void stop() throws SQLException {
        superuser.close();
        server.close();
    }

    @AfterEach
    void close() throws SQLException {
        for (var connection : held) {
            connection.close();
        }
        query("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'valine'");
    }

    @Test
    void it_counts_what_clients_have_open_and_what_idles() throws Exception {
        hold(3);
        busy();

        var reply = ask(COUNT, null);

        assertThat(reply.error()).isNull();
        assertThat(reply.open()).isEqualTo(open() + 1); // with the test's own
        assertThat(reply.idle()).isEqualTo(3 + 1);
        assertThat(reply.limit()).isEqualTo(100);
    }

    @Test
    void it_ends_what_idles_for_long_and_leaves_who_works_who_has_just_come_and_the_superuser() throws Exception {
        hold(5);
        var working = busy();
        query("select pg_sleep(1.2)");
        hold(2);

        var reply = ask(END_IDLE, 1L);

        assertThat(reply.error()).isNull();
        assertThat(reply.ended()).isEqualTo(5);
        assertThat(reply.open()).isEqualTo(3 + 1); // with the test's own
        assertThat(reply.idle()).isEqualTo(2 + 1);
        assertThat(open()).isEqualTo(3);
        assertThat(working.isValid(1)).isTrue();
        assertThat(superuser.isValid(1)).isTrue();
    }

    @Test
    void asked_again_it_ends_nothing_more() throws Exception {
        hold(2);
        query("select pg_sleep(1.2)");

        assertThat(ask(END_IDLE, 1L).ended()).isEqualTo(2);
        assertThat(ask(END_IDLE, 1L).ended()).isZero();
    }

    @Test
    void it_gets_in_when_the_application_is_refused() throws Exception {
        assertThat(fill().getSQLState()).isEqualTo("53300");

        var reply = ask(COUNT, null);

        assertThat(reply.error()).isNull();
        assertThat(reply.open()).isGreaterThan(90);
    }

    @Test
    void without_how_long_nothing_is_ended() throws Exception {
        hold(1);

        assertThat(ask(END_IDLE, null).error()).startsWith("idle for how long?");
        assertThat(ask(END_IDLE, 0L).error()).startsWith("idle for how long?");
        assertThat(open()).isEqualTo(1);
    }

    @Test
    void what_is_wrong_is_said_without_password_or_address() throws Exception {
        secret(server.tocsin(), "not-the-password");
        assertThat(invoke(request(COUNT, SECRET, null)).error())
                .isEqualTo("project-valine-prod: PostgreSQL says: password authentication failed for user \"tocsin\""
                        + " (SQLSTATE 28P01)");

        ports.secrets.set("valine/database", "s3cret, and no JSON");
        assertThat(invoke(request(COUNT, SECRET, null)).error())
                .isEqualTo("the secret valine/database is no JSON with username and password");

        secret(1, server.tocsin(), "s3cret");
        assertThat(invoke(request(COUNT, SECRET, null)).error())
                .isEqualTo("project-valine-prod: PostgreSQL cannot be reached, or did not answer in time"
                        + " (SQLSTATE 08001)");
    }

    @Test
    void what_cannot_be_asked_is_said() throws Exception {
        assertThat(ask("drop-tables", null).error())
                .isEqualTo("'drop-tables' is nothing that can be asked of a database");
        assertThat(invoke(request(COUNT, "root", null)).error())
                .isEqualTo("login: 'root' is neither iam:ROLE nor secret:NAME");
        assertThat(invoke(request(COUNT, "iam:tocsin", null)).error())
                .isEqualTo("with iam:tocsin the service of project-valine-prod needs an address among its resources:"
                        + " HOST:PORT/DATABASE");
    }

    @Test
    void the_daily_call_is_answered_and_asks_nothing() throws Exception {
        assertThat(invoke("{\"heartbeat\":true}")).isEqualTo("{\"heartbeat\":true}");
    }

    private Reply ask(String operation, @Nullable Long idleFor) throws IOException {
        secret(server.tocsin(), server.tocsin().password());
        return invoke(request(operation, SECRET, idleFor));
    }

    private static Request request(String operation, String login, @Nullable Long idleFor) {
        return new Request(operation, DATABASE, login, idleFor, "db-1/1");
    }

    private void secret(Login login, String password) {
        secret(login.port(), login, password);
    }

    private void secret(int port, Login login, String password) {
        ports.secrets.set(
                "valine/database",
                "{\"engine\":\"postgres\",\"host\":\"" + login.host() + "\",\"port\":" + port
                        + ",\"dbname\":\"" + login.database() + "\",\"username\":\"" + login.role()
                        + "\",\"password\":\"" + password + "\"}");
    }

    private Reply invoke(Request request) throws IOException {
        return Jsonb.instance()
                .type(Reply.class)
                .fromJson(invoke(Jsonb.instance().type(Request.class).toJson(request)));
    }

    private String invoke(String input) throws IOException {
        var output = new ByteArrayOutputStream();
        new DatabaseHandler(ports)
                .handleRequest(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        output,
                        new TestingContext(Duration.ofSeconds(30)));
        return output.toString(StandardCharsets.UTF_8);
    }

    private void hold(int connections) throws SQLException {
        for (var i = 0; i < connections; i++) {
            held.add(server.application().connect("held"));
        }
    }

    /** One within a transaction: idle, but not to be ended. */
    private Connection busy() throws SQLException {
        var connection = server.application().connect("busy");
        held.add(connection);
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("select 1");
        }
        return connection;
    }

    private SQLException fill() {
        try {
            while (true) {
                hold(1);
            }
        } catch (SQLException refused) {
            return refused;
        }
    }

    private static long open() throws SQLException {
        return query("select count(*) from pg_stat_activity where usename = 'valine'");
    }

    private static long query(String query) throws SQLException {
        try (var statement = superuser.createStatement();
                var found = statement.executeQuery(query)) {
            return found.next() && found.getMetaData().getColumnTypeName(1).equals("int8") ? found.getLong(1) : 0;
        }
    }
}
