package tocsin.local.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.alarm.CloudWatch.Place;

/** On the real PostgreSQL. What is counted is counted by the superuser, past everything that is tested. */
final class ProductTest {
    private static final Place PLACE = new Place("111122223333", "us-west-2");
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int OPEN_TO_ALL = 94; // of 100: three are the superuser's, three reserved

    @TempDir
    private static Path data;

    private static Product product;

    @BeforeAll
    static void start() {
        product = started();
    }

    private static Product started() {
        var root = Path.of(System.getProperty("tocsin.root", "."));
        var settings = new Product.Settings(
                ProductApi.start(),
                root.resolve(".tocsin/postgresql"),
                PLACE,
                "arn:aws:sns:us-west-2:111122223333:alarms");
        return Product.start(settings, Instant::now, data);
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    private static int health() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(product.api().address().resolve("/health"))
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    private static long backends(String role) throws SQLException {
        try (var connection = product.database().superuser().connect("test");
                var statement =
                        connection.prepareStatement("select count(*) from pg_stat_activity where usename = ?")) {
            statement.setString(1, role);
            var result = statement.executeQuery();
            result.next();
            return result.getLong(1);
        }
    }

    private static void await(long expected, String role) throws Exception {
        for (var i = 0; i < 100 && backends(role) != expected; i++) {
            Thread.sleep(50);
        }
        assertThat(backends(role)).isEqualTo(expected);
    }

    @Test
    void the_api_holds_ten_connections_and_is_well() throws Exception {
        assertThat(health()).isEqualTo(200);
        await(10, ProductDatabase.APPLICATION);
    }

    @Test
    void what_the_configuration_names_of_production_is_there() {
        var cloud = product.cloud();
        var migrations = "arn:aws:states:us-west-2:111122223333:stateMachine:valine-migrations-prod";

        assertThat(cloud.functions()
                        .alias(PLACE, "valine-prod-media", "live", TIMEOUT)
                        .version())
                .isEqualTo("1");
        assertThat(cloud.instances()
                        .describe(PLACE, "project-valine-prod", TIMEOUT)
                        .status())
                .isEqualTo("available");
        assertThat(cloud.gateways().stage(PLACE, "a1b2c3d4e5", "prod", TIMEOUT).tags())
                .containsKey("tocsin");
        assertThat(cloud.keyTables()
                        .describe(PLACE, "valine-orchestrator-state-prod", TIMEOUT)
                        .status())
                .isEqualTo("ACTIVE");
        assertThat(cloud.stateMachines().tags(PLACE, migrations, TIMEOUT)).containsKey("tocsin");
    }

    @Test
    void when_every_open_slot_is_taken_the_application_is_refused_and_tocsin_enters_counts_and_ends_the_idle()
            throws Exception {
        var measure = new OpenConnections(product.database().monitor());
        assertThat(measure.now()).isPresent();
        product.api().closePool();
        await(0, ProductDatabase.APPLICATION);
        List<Connection> leak = new ArrayList<>();
        assertThatThrownBy(() -> {
                    while (leak.size() < 100) {
                        leak.add(product.database().application().connect("leak"));
                    }
                })
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo("53300"));
        assertThat(leak.size()).isGreaterThanOrEqualTo(OPEN_TO_ALL - 4);
        product.api().openPool();
        assertThat(health()).isEqualTo(503);
        assertThat(measure.now()).hasValue(leak.size());

        try (var tocsin = product.database().tocsin().connect("tocsin db-1/1");
                var statement = tocsin.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'valine'");
        }
        product.api().restart();
        await(10, ProductDatabase.APPLICATION);
        assertThat(health()).isEqualTo(200);
        measure.close();
    }

    @Test
    void an_alias_that_moves_gives_the_api_another_pool() throws Exception {
        await(10, ProductDatabase.APPLICATION);
        var before = pids();
        var lambda = product.functions();
        lambda.deploy(PLACE, Product.FUNCTION, 2);
        var latest = lambda.describe(PLACE, Product.FUNCTION, null, TIMEOUT);
        lambda.publish(PLACE, Product.FUNCTION, latest.codeSha256(), latest.revision(), "", TIMEOUT);
        var alias = lambda.alias(PLACE, Product.FUNCTION, "live", TIMEOUT);
        lambda.moveAlias(PLACE, Product.FUNCTION, "live", "2", alias.revision(), TIMEOUT);

        await(10, ProductDatabase.APPLICATION);
        assertThat(pids()).doesNotContainAnyElementsOf(before);
    }

    private static List<Long> pids() throws SQLException {
        try (var connection = product.database().superuser().connect("test");
                var statement = connection.createStatement();
                var result = statement.executeQuery("select pid from pg_stat_activity where usename = 'valine'")) {
            List<Long> pids = new ArrayList<>();
            while (result.next()) {
                pids.add(result.getLong(1));
            }
            return pids;
        }
    }

    @Test
    void nobody_enters_without_the_password() {
        var stranger = new Login(
                "127.0.0.1", product.database().application().port(), "valine", ProductDatabase.TOCSIN, "guessed");

        assertThatThrownBy(() -> stranger.connect("stranger"))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo("28P01"));
        assertThat(product.database().tocsin().toString())
                .doesNotContain(product.database().tocsin().password());
    }
}
