package tocsin.tests.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.avaje.json.node.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.command.Main;
import tocsin.testing.Interference;

/** Maintenance as somebody types it, in a JVM of its own, on a Tocsin in memory. */
class MaintenanceCommandTest {
    private static final Instant SUNDAY = Instant.parse("2026-02-08T02:00:00Z");

    private final World world = new World(Valine.paging(), new Interference() {});

    @TempDir
    private Path data;

    private final HttpServer server;

    MaintenanceCommandTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void serve() throws IOException {
        server.createContext("/", this::answer);
        server.start();
        Files.writeString(
                data.resolve("up.json"),
                "{\"address\": \"http://127.0.0.1:" + server.getAddress().getPort() + "\", \"token\": \"here\"}");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var answer = world.http(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                JsonObject.create(),
                body,
                "arn:aws:iam::111122223333:user/ann");
        var text = answer.extract("body", "").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("content-type", answer.extract("headers.content-type", ""));
        exchange.sendResponseHeaders(answer.extract("statusCode", 0), text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    @Test
    void from_its_plan_to_its_end() throws Exception {
        assertThat(tocsin(0, "list")).isEqualTo("""
                nothing is planned

                window: weekly maintenance, Sun 02:00-04:00 UTC; next Sun 2026-02-08 02:00 - 04:00 UTC
                """);
        assertThat(tocsin(0, "plan", "the database gets larger", "--service", "db"))
                .isEqualTo(
                        "maintenance-1 is planned for Sunday, 8 February 2026, 02:00 to 04:00 UTC; users are mailed at"
                                + " 2026-02-05 02:00:00 UTC\n");
        assertThat(tocsin(0, "list")).isEqualTo("""
                maintenance-1  Sun 2026-02-08 02:00 - 04:00 UTC  planned  prod: db
                  the database gets larger, says ann
                  users are mailed at Thu 2026-02-05 02:00 UTC, the banner goes up at Sat 2026-02-07 02:00 UTC

                window: weekly maintenance, Sun 02:00-04:00 UTC; next Sun 2026-02-15 02:00 - 04:00 UTC
                """);

        assertThat(tocsin(0, "start")).startsWith("maintenance-1 has begun: what alarms is held");
        world.send(Valine.sample("db-cpu.eventbridge"));
        world.run();
        assertThat(tocsin(0, "list"))
                .startsWith("maintenance-1  Mon 2026-02-02 03:12 - 05:12 UTC  under way  prod: db\n")
                .contains("maintenance-1/1: please see that all users were mailed")
                .contains("held: prod/db: valine-prod-db-cpu");
        assertThat(tocsin(0, "end", "--in", "30m")).isEqualTo("maintenance-1 ends at 2026-02-02 03:42:20 UTC\n");
        assertThat(tocsin(0, "end")).startsWith("maintenance-1 is over once the smoke tests pass");
        world.pass(Duration.ofMinutes(2));
        assertThat(tocsin(0, "list")).startsWith("nothing is planned");
    }

    @Test
    void an_emergency_begins_at_once() throws Exception {
        assertThat(tocsin(0, "emergency", "a hole is closed", "--for", "30m"))
                .isEqualTo(
                        "maintenance-1 has begun, until 2026-02-02 03:42:20 UTC: the team is told, what alarms is held"
                                + " but for P0; tick it off with 'approve maintenance-1/1'\n");
        assertThat(tocsin(0, "list")).contains("  EMERGENCY, under way  prod: all\n");
    }

    @Test
    void what_is_late_says_so_and_what_cannot_be_says_why() throws Exception {
        world.ports.clock.set(SUNDAY.minus(Duration.ofHours(30)));
        assertThat(tocsin(0, "plan", "certificates")).contains("LATE: 30 h ahead, not 72 h");
        assertThat(tocsin(1, "plan", "something else", "--at", "2026-02-08T02:00:00Z"))
                .contains("maintenance-1 is planned for that window already: say another time (--at), or end it");
        assertThat(tocsin(1, "start", "maintenance-9")).contains("there is no maintenance-9 that is planned");
        assertThat(tocsin(2, "plan", "x", "--service", "web"))
                .contains("services: 'web' is no service of prod; there is frontend, api, db, media, bot");
        assertThat(tocsin(2, "end", "--anyway", "--in", "5m")).contains("--anyway ends it now");
        assertThat(tocsin(2)).contains("expected one of list, plan, start, end, emergency");
    }

    private String tocsin(int code, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Dtocsin.root=" + System.getProperty("tocsin.root", ".."),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "maintenance"));
        command.addAll(List.of(arguments));
        if (arguments.length > 0) {
            command.addAll(List.of("--data", data.toString()));
        }
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(code);
        return said;
    }
}
