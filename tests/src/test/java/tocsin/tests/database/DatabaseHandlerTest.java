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
import org.junit.jupiter.api.BeforeEach;
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
    private static final String SLOW = "slow-queries";
    private static final String VACUUM = "vacuum-analyze";
    private static final String SECRET = "secret:valine/database";
    private static final String DATABASE = "project-valine-prod";

    @TempDir
    private static Path data;

    private static ProductDatabase server;
    private static Connection superuser;

    private long began;
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

    @BeforeEach
    void begin() throws SQLException {
        began = query("select floor(extract(epoch from clock_timestamp()))::bigint");
    }

    @AfterEach
    void close() throws SQLException {
        for (var connection : held) {
            connection.close();
        }
        query("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'valine'"
                + " and application_name not like 'tocsin%'"); // ours may still be closing
        execute("drop table if exists posts, \"Likes\", kept_from_it");
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
    void what_idles_within_a_transaction_is_ended_where_that_is_asked_for() throws Exception {
        hold(1);
        var within = busy();
        query("select pg_sleep(1.2)");

        assertThat(ask(ending(1L, true)).ended()).isEqualTo(2);

        assertThat(within.isValid(1)).isFalse();
        assertThat(open()).isZero();
    }

    @Test
    void an_older_message_is_read_and_ends_nobody_within_a_transaction() throws Exception {
        var within = busy();
        query("select pg_sleep(1.2)");
        secret(server.tocsin(), server.tocsin().password());

        var answer = invoke("{\"operation\":\"end-idle-connections\",\"database\":\"project-valine-prod\","
                + "\"login\":\"secret:valine/database\",\"idleFor\":1,\"run\":\"db-1/1\"}");

        assertThat(Jsonb.instance().type(Reply.class).fromJson(answer).ended()).isZero();
        assertThat(within.isValid(1)).isTrue();
    }

    @Test
    void it_counts_what_runs_for_long_and_shows_how_the_slowest_begins_without_its_literals() throws Exception {
        assertThat(ask(slow(1L)).slow()).isZero();
        try (var _ = running("select pg_sleep(30), 'hunter2' as password, 4242 -- by hunter2")) {
            until(
                    "select count(*) from pg_stat_activity where usename = 'valine' and state = 'active'"
                            + " and query_start < clock_timestamp() - interval '1.1 s'",
                    1);

            var reply = ask(slow(1L));

            assertThat(reply.error()).isNull();
            assertThat(reply.slow()).isEqualTo(1);
            assertThat(reply.slowest())
                    .matches("runs for [1-9][0-9]* s, of valine: select pg_sleep\\(\\?\\), \\? as password, \\?");
        }
    }

    @Test
    void a_table_is_vacuumed_and_asked_again_it_is_done() throws Exception {
        table("posts");

        var reply = ask(vacuum("posts"));

        assertThat(reply.error()).isNull();
        assertThat(reply.underWay()).isNull();
        assertThat(reply.tables()).isEqualTo("public.posts");
        assertThat(vacuums("posts")).isEqualTo(1);
        assertThat(ask(vacuum("public.posts")).tables()).isEqualTo("public.posts");
        assertThat(vacuums("posts")).isEqualTo(1);
    }

    @Test
    void without_a_table_each_is_vacuumed_that_the_role_may() throws Exception {
        table("Likes");
        table("posts");
        execute("create table kept_from_it (id int)");

        var reply = ask(vacuum(null));

        assertThat(reply.error()).isNull();
        assertThat(reply.tables()).isEqualTo("2 tables");
        assertThat(vacuums("Likes")).isEqualTo(1);
        assertThat(vacuums("posts")).isEqualTo(1);
        assertThat(vacuums("kept_from_it")).isZero();
    }

    @Test
    void a_long_vacuum_goes_on_by_itself_and_is_known_and_not_begun_twice() throws Exception {
        table("posts");
        execute("alter role tocsin set vacuum_cost_delay = 100; alter role tocsin set vacuum_cost_limit = 1");

        var begun = ask(vacuum("posts"));
        var again = ask(vacuum("posts"));

        assertThat(begun.error()).isNull();
        assertThat(begun.underWay()).isEqualTo("VACUUM of public.posts is at work");
        assertThat(again.underWay()).isEqualTo("VACUUM of public.posts is at work");
        assertThat(query("select count(*) from pg_stat_activity where query like 'VACUUM%'"))
                .isEqualTo(1);
        execute("alter role tocsin reset all");
        until("select vacuum_count from pg_stat_user_tables where relname = 'posts' and analyze_count = 1", 1);
        assertThat(ask(vacuum("posts")).tables()).isEqualTo("public.posts");
        assertThat(vacuums("posts")).isEqualTo(1);
    }

    @Test
    void a_table_that_somebody_else_holds_is_waited_for() throws Exception {
        table("posts");
        var other = busy();
        try (var statement = other.createStatement()) {
            statement.execute("lock table posts in share mode");
        }

        assertThat(ask(vacuum("posts")).underWay()).isEqualTo("public.posts is held by somebody else");

        other.rollback();
        assertThat(ask(vacuum("posts")).tables()).isEqualTo("public.posts");
    }

    @Test
    void what_is_no_table_is_refused_for_good_and_nothing_of_it_is_done() throws Exception {
        table("posts");

        for (var name : List.of("likes", "posts; drop table posts", "posts\"--", "pg_catalog.pg_class", "")) {
            var reply = ask(vacuum(name));
            assertThat(reply.error()).containsAnyOf("there is no table", "is no name of a table");
            assertThat(reply.refused()).isTrue();
        }
        assertThat(vacuums("posts")).isZero();
    }

    @Test
    void with_all_connections_taken_it_gets_in_and_does_all_of_it() throws Exception {
        table("posts");
        assertThat(fill().getSQLState()).isEqualTo("53300");
        query("select pg_sleep(1.2)");

        assertThat(ask(slow(1L)).slow()).isZero();
        assertThat(ask(vacuum("posts")).tables()).isEqualTo("public.posts");
        assertThat(ask(ending(1L, true)).ended()).isGreaterThan(90);
    }

    @Test
    void a_role_that_lacks_a_permission_is_told_which_and_is_not_taken_for_one_that_found_nothing() throws Exception {
        table("posts");
        hold(1);
        query("select pg_sleep(1.2)");

        secret(server.monitor(), server.monitor().password()); // may see, and nothing else
        assertThat(invoke(ending(1L, false)).error())
                .startsWith("project-valine-prod: PostgreSQL says: permission denied to terminate process");
        assertThat(invoke(vacuum("posts")).error())
                .startsWith("the role may not vacuum public.posts: it needs its owner's role");
        assertThat(invoke(vacuum(null)).error()).startsWith("the role may not vacuum any table");

        secret(server.application(), server.application().password()); // may not see
        assertThat(invoke(ending(1L, false)).error())
                .isEqualTo("the role valine may not see what others do: it needs pg_read_all_stats, or pg_monitor");
        assertThat(invoke(slow(1L)).error()).startsWith("the role valine may not see what others do");
        assertThat(invoke(slow(1L)).refused()).isTrue();
        assertThat(open()).isEqualTo(1);
        assertThat(vacuums("posts")).isZero();
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
        assertThat(invoke(request(COUNT, "root", null)).error()).isEqualTo("login: neither iam:ROLE nor secret:NAME");
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

    private Reply ask(Request request) throws IOException {
        secret(server.tocsin(), server.tocsin().password());
        return invoke(request);
    }

    private static Request ending(long idleFor, boolean inTransaction) {
        return new Request(END_IDLE, DATABASE, SECRET, idleFor, "db-1/1", inTransaction, null, null, null);
    }

    private static Request slow(long longerThan) {
        return new Request(SLOW, DATABASE, SECRET, null, "db-1/1", null, longerThan, null, null);
    }

    /** Since the test began, by the server's own clock. */
    private Request vacuum(@Nullable String table) {
        return new Request(VACUUM, DATABASE, SECRET, null, "db-1/1", null, null, table, began);
    }

    /** A table of the application's, of some pages, that nobody has vacuumed. */
    private static void table(String name) throws SQLException {
        execute("create table \"" + name + "\" (id int, filler text) with (autovacuum_enabled = false)");
        execute("insert into \"" + name + "\" select i, repeat('x', 500) from generate_series(1, 500) i");
        execute("alter table \"" + name + "\" owner to valine");
    }

    private static long vacuums(String table) throws SQLException {
        return query("select vacuum_count from pg_stat_user_tables where relname = '" + table + "'");
    }

    /** A query of the application's that runs until it is closed. */
    private static AutoCloseable running(String query) throws SQLException {
        var connection = server.application().connect("runs");
        var running = Thread.ofVirtual().start(() -> {
            try (var statement = connection.createStatement()) {
                statement.execute(query);
            } catch (SQLException ended) {
                // by who closes it
            }
        });
        return () -> {
            query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'runs'");
            running.join();
            connection.close();
        };
    }

    /** Looks until it is so; PostgreSQL has half a minute for it. */
    private static void until(String query, long value) throws SQLException {
        for (var look = 0; query(query) != value; look++) {
            assertThat(look).as(query).isLessThan(300);
            query("select pg_sleep(0.1)");
        }
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
        return query("select count(*) from pg_stat_activity where usename = 'valine'"
                + " and application_name not like 'tocsin%'"); // ours may still be closing
    }

    private static void execute(String statement) throws SQLException {
        try (var executing = superuser.createStatement()) {
            executing.execute(statement);
        }
    }

    private static long query(String query) throws SQLException {
        try (var statement = superuser.createStatement();
                var found = statement.executeQuery(query)) {
            return found.next() && found.getMetaData().getColumnTypeName(1).equals("int8") ? found.getLong(1) : 0;
        }
    }
}
