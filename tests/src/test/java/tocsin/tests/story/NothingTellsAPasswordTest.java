package tocsin.tests.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import io.avaje.jsonb.Jsonb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.cloud.Database;
import tocsin.cloud.Functions;
import tocsin.config.Pattern;
import tocsin.database.DatabaseHandler;
import tocsin.incident.StoryEntry;
import tocsin.page.Web;
import tocsin.runbook.Given;
import tocsin.runbook.Runbook;
import tocsin.runbook.Runbook.Step;
import tocsin.runbook.Runbooks;
import tocsin.state.Documents;
import tocsin.state.Queues.Queue;
import tocsin.testing.Interference;
import tocsin.testing.LambdaEvents;
import tocsin.testing.TestingContext;
import tocsin.testing.TestingWeb;

/**
 * Runs that fail where a password or a token is what everybody else tells: nothing that leaves, is kept, is answered or
 * is logged holds it.
 */
class NothingTellsAPasswordTest {
    private static final String PASSWORD = "hunter2-Sesam0effneDich";
    private static final String TALKS = "{\"password\":\"" + PASSWORD + "\",\"url\":\"postgres://valine:" + PASSWORD
            + "-" + "x".repeat(200) + "@db.example.com/valine\"}";
    private static final String API = "valine-prod-api";
    private static final String TOKEN = "MTIz.an-example-of.a-token-0123456789";
    private static final String ROUTING = "0123456789abcdef0123456789abcdef";
    private static final String PHONE = "+15555550100";
    private static final String ANN = "arn:aws:sts::111122223333:assumed-role/on-call/ann";

    private final List<String> told = new ArrayList<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final Handler logged = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            told.add(entry.getMessage() + " " + entry.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        var heard = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(heard);
        System.setErr(heard);
        Logger.getLogger("").addHandler(logged);
    }

    @AfterEach
    void stopListening() {
        System.setOut(out);
        System.setErr(err);
        Logger.getLogger("").removeHandler(logged);
    }

    private static World world(UnaryOperator<String> edit) {
        var world = new World(Valine.paging(edit), new Interference() {});
        world.ports.secrets.set("tocsin/discord", TOKEN);
        return world;
    }

    /** The real function of the database, asked as REMEDIATE asks it. */
    private World entering(String login, @Nullable String secret) {
        var world = world(text -> text.replace("login: \"iam:tocsin\"", "login: \"" + login + "\"")
                .replaceFirst("address: \"project-valine[^\"]*\"", "address: \"127.0.0.1:1/valine\""));
        if (secret != null) {
            world.ports.secrets.set("valine/database", secret);
        }
        var handler = new DatabaseHandler(world.ports);
        world.ports.database.answering(request -> {
            var asked = Jsonb.instance().type(Database.Request.class).toJson(request);
            var reply = LambdaEvents.call(handler, asked, new TestingContext(Duration.ofSeconds(30)));
            told.add(reply);
            return Jsonb.instance().type(Database.Reply.class).fromJson(reply);
        });
        return world;
    }

    private static String secret(int port) {
        return "{\"username\":\"valine\",\"password\":\"" + PASSWORD + "\",\"host\":\"127.0.0.1\",\"port\":" + port
                + ",\"dbname\":\"valine\"}";
    }

    /** An alarm, what runs for it, and somebody who plans and runs it by hand and looks at everything. */
    private List<String> story(World world, String sample, String runbook, String service) {
        world.production.leak(83);
        if (!sample.isEmpty()) {
            world.send(Valine.sample(sample));
        }
        world.pass(Duration.ofMinutes(30));
        var plan = ask(
                world, "POST", "/api/v1/plans", "{\"runbook\":\"" + runbook + "\",\"service\":\"" + service + "\"}");
        var identity = JsonNodeMapper.builder().build().fromJsonObject(plan).extract("identity", "0123456789abcdef");
        ask(
                world,
                "POST",
                "/api/v1/runs",
                "{\"runbook\":\"" + runbook + "\",\"service\":\"" + service + "\",\"plan\":\"" + identity + "\"}");
        world.pass(Duration.ofHours(2));
        ask(world, "GET", "/api/v1/incidents", "");
        ask(world, "GET", "/api/v1/incidents/" + service.replace("prod/", "") + "-1", "");
        ask(world, "GET", "/api/v1/unread", "");
        return world.ports.table.rows().stream()
                .filter(row -> row.key().sk().contains("/story#"))
                .map(row -> new Documents().stories().fromJson(String.valueOf(row.text("body"))))
                .map(StoryEntry::text)
                .toList();
    }

    private String ask(World world, String method, String path, String body) {
        var answer = world.http(method, path, JsonObject.create(), body, ANN);
        told.add(path + ": " + answer);
        return answer.extract("body", "{}");
    }

    /** Everything there is to be found, but the one header and field that the receiver knows the secret by. */
    private void assertThatNothingTells(World world, String... secrets) {
        world.ports.table.rows().forEach(row -> told.add(row.toString()));
        world.ports
                .sns
                .published()
                .forEach(publication -> told.add(publication.toString().replace(PHONE, "")));
        for (var call : world.ports.web.calls()) {
            told.add(call.toString());
            told.add(call.uri() + " " + String.valueOf(call.body()).replace("\"routing_key\":\"" + ROUTING + "\"", ""));
        }
        world.pagerDuty.alerts().forEach(alert -> told.add(alert.toString()));
        for (var queue : Queue.values()) {
            told.addAll(world.ports.queues.bodies(queue));
            assertThat(world.ports.queues.deadBodies(queue)).isEmpty();
        }
        told.add(printed.toString(StandardCharsets.UTF_8));
        for (var secret :
                Stream.concat(Stream.of(secrets), Stream.of(ROUTING, PHONE)).toList()) {
            var base64 = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
            assertThat(told).noneMatch(text -> text.contains(secret) || text.contains(base64));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_database_that_tells_the_password_it_was_given(TalkativePostgres.Manner manner) throws IOException {
        try (var server = new TalkativePostgres(manner)) {
            var world = entering("secret:valine/database", secret(server.port()));

            var story = story(world, "db-connections.eventbridge", "connection-pool", "prod/db");

            assertThat(server.heard).hasPositiveValue();
            assertThat(story).anyMatch(text -> text.contains("project-valine-prod: PostgreSQL"));
            assertThat(world.alerts()).isNotEmpty();
            assertThatNothingTells(world, PASSWORD, "unter2"); // nor a piece of it
        }
    }

    static Stream<String> unfitSecrets() {
        return Stream.of(
                PASSWORD,
                "{\"username\":\"valine\",\"password\":\"" + PASSWORD,
                "{\"user\":\"valine\",\"password\":\"" + PASSWORD + "\"}",
                "[\"" + PASSWORD + "\"]",
                "postgres://valine:" + PASSWORD + "@db.example.com:5432/valine",
                "{\"username\":\"valine\",\"password\":{\"is\":\"" + PASSWORD + "\"}}");
    }

    @ParameterizedTest
    @MethodSource("unfitSecrets")
    void a_secret_that_is_not_in_the_form_expected(String secret) {
        var world = entering("secret:valine/database", secret);

        var story = story(world, "db-connections.eventbridge", "connection-pool", "prod/db");

        assertThat(story).anyMatch(text -> text.contains("\"See how many are open\": the secret valine/database"));
        assertThatNothingTells(world, PASSWORD, "unter2"); // nor a piece of it
    }

    @Test
    void a_token_of_iam_for_a_database_that_is_not_there() {
        var world = entering("iam:tocsin", null);

        var story = story(world, "db-connections.eventbridge", "connection-pool", "prod/db");

        assertThat(story).anyMatch(text -> text.contains("PostgreSQL cannot be reached"));
        assertThatNothingTells(world, "token of tocsin for");
    }

    enum Discord {
        REFUSES(401, "{\"message\":\"401: Unauthorized\",\"token\":\"" + TOKEN + "\"}"),
        BREAKS(500, "<html>Bot " + TOKEN + "</html>"),
        IS_ODD(418, TOKEN),
        ECHOES(200, "{\"id\":\"1\",\"username\":\"" + TOKEN + "\"}"),
        IS_NOT_THERE(0, "");

        private final int status;
        private final String body;

        Discord(int status, String body) {
            this.status = status;
            this.body = body;
        }

        Web.Answer answer() {
            if (status == 0) {
                throw new PortFailure(Kind.UNCLEAR, "invalid header value: \"Bot " + TOKEN + "\"");
            }
            return TestingWeb.answer(status, body);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_discord_that_tells_the_token_it_was_given(Discord discord) {
        var world = world(text -> text);
        world.ports.functions.create(Production.PLACE, "valine-orchestrator-prod", "live", Collections.emptyMap());
        world.ports.web.answering(call -> switch (String.valueOf(call.uri().getHost())) {
            case "discord.com" -> discord.answer();
            case "events.pagerduty.com" -> pagerDuty(world, call);
            default -> TestingWeb.answer(200, "");
        });

        story(world, "", "bot-silent", "prod/bot");

        assertThat(world.ports.web.calls())
                .anyMatch(call -> ("Bot " + TOKEN).equals(call.headers().get("authorization")));
        assertThatNothingTells(world, TOKEN, "example-of");
    }

    /** What others say is told by each in its own way: in an answer, a log line, a cause, and what is asked. */
    @Test
    void a_function_a_log_and_a_state_machine_that_tell_a_password() {
        var runbooks = new Runbooks(List.of(new Runbook(
                "connection-pool",
                "The database has no connections left",
                new Pattern("{\"metric\":[\"DatabaseConnections\"]}"),
                List.of(
                        step("lines", "logs.search", null, "group", "/aws/lambda/valine-prod-api"),
                        step("call", "lambda.invoke", null, "function", API, "payload", TALKS),
                        step("left", "lambda.invoke", "{\"call.answer\":[\"well\"]}", "function", API),
                        step("move", "stepfunctions.run", null, "machine", TalkativeCloud.MACHINE, "input", TALKS)),
                new Runbook.Proof(true, true, Duration.ofMinutes(10), Duration.ofMinutes(5), 40))));
        var world = new World(Valine.paging(), new Interference() {}, ports -> {
            ports.runbooks = runbooks;
            ports.cloud = TalkativeCloud.of(ports.cloud, TALKS);
        });
        world.ports.functions.answers(Production.PLACE, API, new Functions.Answer(TALKS, null));

        var story = story(world, "db-connections.eventbridge", "connection-pool", "prod/db");

        assertThat(story)
                .anyMatch(text ->
                        text.contains("may it ") && text.contains("invoke valine-prod-api with {\"password\":?"))
                .anyMatch(text -> text.contains("answers {\"password\":?"))
                .anyMatch(text -> text.contains("leaves out \"Step left\""))
                .anyMatch(text -> text.contains("valine-move has failed: {\"password\":?"))
                .anyMatch(text -> text.contains("has 1 lines with errors of the last 15 min: {\"password\":?"));
        assertThatNothingTells(world, PASSWORD, "unter2"); // nor a piece of it
    }

    private static Step step(String id, String action, @Nullable String given, String... parameters) {
        var named = new TreeMap<String, String>();
        for (var i = 0; i < parameters.length; i += 2) {
            named.put(parameters[i], parameters[i + 1]);
        }
        return new Step(id, "Step " + id, "", action, named, given == null ? null : new Given(given), 1);
    }

    @Test
    void a_pager_that_refuses_and_tells_the_key_it_was_given() {
        var world = world(text -> text);
        world.ports.web.answering(call ->
                TestingWeb.answer(400, "{\"status\":\"invalid event\",\"errors\":[\"routing_key " + ROUTING + "\"]}"));

        story(world, "db-connections.eventbridge", "connection-pool", "prod/db");

        assertThat(world.ports.web.calls())
                .anyMatch(call -> String.valueOf(call.body()).contains(ROUTING));
        assertThatNothingTells(world);
    }

    private static Web.Answer pagerDuty(World world, Web.Call call) {
        var reply = world.pagerDuty.enqueue(String.valueOf(call.body()), world.ports.clock.instant());
        return TestingWeb.answer(reply.status(), reply.body());
    }
}
