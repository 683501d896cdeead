package tocsin.tests.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.Ports;
import tocsin.alarm.CloudWatch.Datapoint;
import tocsin.alarm.CloudWatch.Place;
import tocsin.alarm.Metric;
import tocsin.aws.VirtualThreads;
import tocsin.cloud.Buckets.CorsRule;
import tocsin.cloud.Database.Reply;
import tocsin.config.Check;
import tocsin.config.Layer;
import tocsin.config.TestingConfiguration;
import tocsin.health.Reports;
import tocsin.health.Result;
import tocsin.health.State;
import tocsin.health.Sweep;
import tocsin.health.Sweeping;
import tocsin.health.Together;
import tocsin.local.product.PretendCloud;
import tocsin.page.Web;
import tocsin.page.Web.Answer;
import tocsin.testing.Failing;
import tocsin.testing.InterferedPorts;
import tocsin.testing.PortsOver;
import tocsin.testing.TestingPorts;
import tocsin.testing.TestingWeb;

/** What each kind of check finds well, unwell, and not to be known. */
class CheckKindsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Place PLACE = new Place("111122223333", "us-west-2");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String SITE = "https://valine.example.com";

    private final TestingPorts ports = new TestingPorts(NOON, TestingConfiguration.small());
    private final PretendCloud cloud = new PretendCloud(ports.clock, ports.functions, URI.create("http://127.0.0.1:1"));

    @BeforeEach
    void a_cloud() {
        ports.cloud = cloud.ports();
    }

    private static Check check(String kind, String... parameters) {
        var given = new TreeMap<String, String>();
        for (var at = 0; at < parameters.length; at += 2) {
            given.put(parameters[at], parameters[at + 1]);
        }
        return new Check("prod", kind + "-check", "api", Layer.API, kind, given, Duration.ofSeconds(5), 1, null);
    }

    private Result look(String kind, String... parameters) {
        return new Sweep(ports).look(List.of(check(kind, parameters)), PATIENCE).getFirst();
    }

    private static void is(Result result, State state, String says) {
        assertThat(result.says()).isEqualTo(says);
        assertThat(result.state()).isEqualTo(state);
    }

    private void measured(
            String namespace, String name, String stat, String dimension, String value, double... values) {
        var metric = new Metric("m", namespace, name, Map.of(dimension, value), stat, 60, null, null, null, true);
        for (var ago = values.length; ago > 0; ago--) {
            ports.cloudWatch.measure(
                    PLACE, metric, new Datapoint(NOON.minusSeconds(60L * ago), values[values.length - ago]));
        }
    }

    @Test
    void an_address_is_well_by_its_status_what_it_holds_and_its_time() {
        ports.web.answering(call -> TestingWeb.answer(200, "<div id=\"root\">"));
        is(look("http", "url", SITE + "/?key=x", "matches", "id=\"ro+t\""), State.WELL, SITE + "/ answers 200");
        is(
                look("http", "url", SITE, "matches", "other"),
                State.UNWELL,
                SITE + " answers 200, without what it should hold (other)");
        is(look("http", "url", SITE, "status", "204"), State.UNWELL, SITE + " answers 200");
        ports.web.answering(call -> {
            ports.clock.advance(Duration.ofMillis(1500));
            return TestingWeb.answer(200, "");
        });
        is(
                look("http", "url", SITE, "within", "1s"),
                State.UNWELL,
                SITE + " answers 200, after 1500 ms; expected within 1 s");
        ports.web.answering(call -> {
            throw new PortFailure(Kind.UNAVAILABLE, "nobody");
        });
        is(look("http", "url", SITE), State.UNWELL, SITE + " gives no answer");
    }

    /** As the wire waits: for as long as it is told to. */
    private static Answer hangs(Web.Call call) {
        try {
            new CountDownLatch(1).await(call.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException leftBehind) {
            Thread.currentThread().interrupt();
        }
        throw new PortFailure(Kind.UNCLEAR, "no answer within " + call.timeout());
    }

    /** The same ports, with room for several at once. */
    private record SideBySide(Ports others, Together together) implements PortsOver {
        @Override
        public InstantSource clock() {
            return InstantSource.system();
        }
    }

    @Test
    void what_takes_a_request_and_never_answers_is_unwell_before_it_is_late() {
        ports.web.answering(CheckKindsTest::hangs);
        var second = Duration.ofSeconds(1);
        var address = new Check("prod", "a", "api", Layer.API, "http", Map.of("url", SITE), second, 1, null);
        var login = new Check("prod", "b", "api", Layer.API, "login", Map.of("steps", JOURNEY), second, 1, null);
        var together = new SideBySide(ports, new VirtualThreads());

        is(new Sweep(together).look(List.of(address), PATIENCE).getFirst(), State.UNWELL, SITE + " gives no answer");
        is(
                new Sweep(together).look(List.of(login), PATIENCE).getFirst(),
                State.UNWELL,
                "request 1 of 2, POST https://valine.example.com/login, gets no answer");
    }

    @Test
    void what_the_net_loses_once_is_not_held_against_the_address() {
        ports.web.answering(call -> {
            ports.clock.advance(Duration.ofMillis(1500));
            if (ports.web.calls().size() == 1) {
                throw new PortFailure(Kind.UNCLEAR, "lost");
            }
            return TestingWeb.answer(200, "");
        });

        is(look("http", "url", SITE, "within", "2s"), State.WELL, SITE + " answers 200");
    }

    @Test
    void a_part_that_cannot_be_looked_at_hides_nothing_of_what_the_others_see() {
        cloud.instances.create("project-valine-prod", "db.t4g.medium", 100, false, Map.of());
        cloud.instances.reboot(PLACE, "project-valine-prod", false, PATIENCE);
        cloud.buckets.create("uploads", Map.of());
        ports.web.answering(call -> TestingWeb.answer(503, ""));
        assertThat(look("http", "url", SITE, "certificate-days", "21"))
                .returns(State.UNWELL, Result::state)
                .returns(SITE + " answers 503; no TLS handshake with valine.example.com", Result::says);

        var throttled = ports.with(Failing.notDone(
                Kind.THROTTLED,
                call -> call.port().equals("cloudWatch") || call.method().equals("policy")));
        var results = new Sweep(throttled)
                .look(
                        List.of(
                                check("rds", "database", "project-valine-prod", "free-storage", "10"),
                                check("s3", "bucket", "uploads", "origin", SITE, "policy", "yes")),
                        PATIENCE);

        assertThat(results).extracting(Result::state).containsOnly(State.UNWELL);
        assertThat(results).extracting(Result::says).allMatch(says -> says.contains("; injected at "));
    }

    @Test
    void a_certificate_that_ends_soon_is_unwell_and_one_that_nobody_shows_is_not_known() {
        ports.web.answering(call -> TestingWeb.answer(200, ""));
        assertThat(look("http", "url", SITE, "certificate-days", "21").state()).isEqualTo(State.UNKNOWN);
        ports.outside.certificate("valine.example.com", NOON.plus(Duration.ofDays(20)));
        is(
                look("http", "url", SITE, "certificate-days", "21"),
                State.UNWELL,
                SITE + " answers 200; its certificate has 20 days left, expected 21");
        ports.outside.certificate("valine.example.com", NOON.plus(Duration.ofDays(90)));
        is(
                look("http", "url", SITE, "certificate-days", "21"),
                State.WELL,
                SITE + " answers 200; its certificate has 90 days left");
    }

    private static final String JOURNEY = """
            [{"post": "https://valine.example.com/login", "body": "{\\"password\\": \\"{secret}\\"}", "keep": "session.token"},
             {"get": "https://valine.example.com/me", "bearer": "session.token", "matches": "ada"}]""";

    @Test
    void a_journey_carries_on_what_it_was_given_and_tells_none_of_it() {
        ports.secrets.set("tocsin/probe", "hunter2hunter2");
        ports.web.answeringInTurn(
                new Answer(200, Map.of("set-cookie", "id=c00kie; HttpOnly"), "{\"session\": {\"token\": \"t0ken\"}}"),
                TestingWeb.answer(200, "ada"));

        is(
                look("login", "steps", JOURNEY, "secret", "secret:tocsin/probe"),
                State.WELL,
                "2 requests are answered 200, 200");
        var calls = ports.web.calls();
        assertThat(calls.get(0).body()).isEqualTo("{\"password\": \"hunter2hunter2\"}");
        assertThat(calls.get(1).headers())
                .containsEntry("authorization", "Bearer t0ken")
                .containsEntry("cookie", "id=c00kie");

        ports.web.answeringInTurn(TestingWeb.answer(401, "hunter2hunter2 is wrong"));
        is(
                look("login", "steps", JOURNEY, "secret", "secret:tocsin/probe"),
                State.UNWELL,
                "request 1 of 2, POST https://valine.example.com/login, is answered 401");
        ports.web.answeringInTurn(TestingWeb.answer(200, "{}"));
        assertThat(look("login", "steps", JOURNEY, "secret", "secret:tocsin/probe")
                        .says())
                .endsWith("is answered without session.token");
    }

    @Test
    void all_requests_of_a_journey_share_one_time() {
        ports.web.answering(call -> {
            ports.clock.advance(Duration.ofSeconds(3));
            return TestingWeb.answer(200, "{\"session\": {\"token\": \"t0ken\"}, \"name\": \"ada\"}");
        });

        look("login", "steps", JOURNEY);

        assertThat(ports.web.calls())
                .extracting(Web.Call::timeout)
                .containsExactly(Duration.ofSeconds(4), Duration.ofSeconds(1));
    }

    @Test
    void a_distribution_is_well_that_is_enabled_and_deployed() {
        cloud.distributions.create("E1", Map.of());
        is(look("cloudfront", "distribution", "E1"), State.WELL, "distribution E1 is Deployed and enabled");
        cloud.distributions.set("E1", false);
        assertThat(look("cloudfront", "distribution", "E1", "is", "enabled").state())
                .isEqualTo(State.UNWELL);
        assertThat(look("cloudfront", "distribution", "E1").state()).isEqualTo(State.UNWELL);
        assertThat(look("cloudfront", "distribution", "E2").state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void an_instance_is_well_that_is_available_with_room_and_a_certificate_that_lasts() {
        cloud.instances.create("project-valine-prod", "db.t4g.medium", 100, false, Map.of());
        is(look("rds", "database", "project-valine-prod"), State.WELL, "project-valine-prod is available");
        assertThat(look("rds", "database", "project-valine-prod", "free-storage", "10")
                        .state())
                .isEqualTo(State.UNKNOWN);
        measured("AWS/RDS", "FreeStorageSpace", "Minimum", "DBInstanceIdentifier", "project-valine-prod", 9.9e9, 8.6e9);
        is(
                look("rds", "database", "project-valine-prod", "free-storage", "10"),
                State.UNWELL,
                "project-valine-prod is available; 8 GiB are free, expected 10");
        assertThat(look("rds", "database", "project-valine-prod", "certificate-days", "30")
                        .state())
                .isEqualTo(State.WELL);
        assertThat(look("rds", "database", "project-valine-prod", "certificate-days", "20000")
                        .state())
                .isEqualTo(State.UNWELL);
        cloud.instances.reboot(PLACE, "project-valine-prod", false, PATIENCE);
        is(look("rds", "database", "project-valine-prod"), State.UNWELL, "project-valine-prod is rebooting");
    }

    @Test
    void a_database_is_well_that_lets_us_in_and_has_connections_left() {
        is(
                look("postgres", "database", "valine"),
                State.UNKNOWN,
                "nothing says how to enter valine: its service has no login");
    }

    @Test
    void a_database_is_entered_by_the_login_of_the_service_that_has_it() {
        var entered = TestingConfigurations.withResources(
                TestingConfiguration.small(), "db", Map.of("database", "valine", "login", "secret:db"));
        var database = new TestingPorts(NOON, entered);
        var check = check("postgres", "database", "valine", "connections", "80");

        database.database.answering(request -> new Reply(null, 81L, 1L, 100L, null));
        is(
                new Sweep(database).look(List.of(check), PATIENCE).getFirst(),
                State.UNWELL,
                "valine has 81 of 100 connections open, expected at most 80");
        database.database.answering(request -> new Reply(null, 80L, 1L, 100L, null));
        assertThat(new Sweep(database).look(List.of(check), PATIENCE).getFirst().state())
                .isEqualTo(State.WELL);
        database.database.answering(request -> new Reply("no connection", null, null, null, null));
        is(
                new Sweep(database).look(List.of(check), PATIENCE).getFirst(),
                State.UNWELL,
                "valine cannot be entered: no connection");
        database.database.answering(
                request -> new Reply("no such role", null, null, null, null, true, null, null, null, null));
        is(new Sweep(database).look(List.of(check), PATIENCE).getFirst(), State.UNKNOWN, "no such role");
    }

    private void rate(double... values) {
        var metric =
                new Metric("rate", null, null, Map.of(), null, 300, null, "100*errors/invocations", "error rate", true);
        for (var ago = values.length; ago > 0; ago--) {
            ports.cloudWatch.measure(
                    PLACE, metric, new Datapoint(NOON.minusSeconds(300L * ago), values[values.length - ago]));
        }
    }

    @Test
    void a_function_is_judged_by_its_last_calls_and_tells_its_hour_and_its_version() {
        is(
                look("lambda", "function", "valine-prod-api"),
                State.WELL,
                "valine-prod-api was not called in the last hour; 0 throttled; its versions cannot be read");
        measured("AWS/Lambda", "Invocations", "Sum", "FunctionName", "valine-prod-api", 100, 100);
        measured("AWS/Lambda", "Errors", "Sum", "FunctionName", "valine-prod-api", 0, 20);
        rate(0, 20);
        is(
                look("lambda", "function", "valine-prod-api", "errors", "5"),
                State.UNWELL,
                "valine-prod-api failed 20 of 200 calls in the last hour, 20 % of the last, expected at most 5 %;"
                        + " 0 throttled; its versions cannot be read");
        ports.clock.advance(Duration.ofMinutes(30));
        assertThat(look("lambda", "function", "valine-prod-api", "errors", "5").says())
                .as("nobody has called it since")
                .startsWith("valine-prod-api failed 20 of 200 calls in the last hour, expected at most 5 %");
    }

    @Test
    void a_table_a_queue_and_a_name_are_looked_at() {
        cloud.tables.create("state");
        assertThat(look("dynamodb", "table", "state").state()).isEqualTo(State.WELL);
        measured("AWS/DynamoDB", "ReadThrottleEvents", "Sum", "TableName", "state", 3);
        assertThat(look("dynamodb", "table", "state", "throttles", "2").state()).isEqualTo(State.UNWELL);
        assertThat(look("dynamodb", "table", "other").state()).isEqualTo(State.UNKNOWN);

        is(look("sqs", "queue", "work", "oldest", "10m"), State.WELL, "nothing waits in work");
        measured("AWS/SQS", "ApproximateAgeOfOldestMessage", "Maximum", "QueueName", "work", 900);
        measured("AWS/SQS", "ApproximateNumberOfMessagesVisible", "Maximum", "QueueName", "dead", 2);
        is(
                look("sqs", "queue", "work", "oldest", "10m", "dead-letters", "dead"),
                State.UNWELL,
                "the oldest message of work is 15 min old, expected at most 10 min; 2 dead letters in dead");

        is(look("dns", "name", "valine.example.com"), State.UNWELL, "valine.example.com has no address");
        ports.outside.name("valine.example.com", "192.0.2.1");
        is(look("dns", "name", "valine.example.com"), State.WELL, "valine.example.com is 192.0.2.1");
    }

    @Test
    void a_bucket_without_its_rules_is_unwell() {
        cloud.buckets.create("uploads", Map.of());
        assertThat(look("s3", "bucket", "uploads", "origin", SITE, "policy", "yes")
                        .state())
                .isEqualTo(State.UNWELL);
        var rule = new CorsRule(List.of(SITE), List.of("GET", "PUT", "POST"), List.of("*"), List.of(), null);
        cloud.buckets.putCors(PLACE, "uploads", List.of(rule), PATIENCE);
        is(
                look("s3", "bucket", "uploads", "origin", SITE, "policy", "yes"),
                State.WELL,
                "the CORS rules of uploads let " + SITE + " GET, PUT and POST; uploads has no policy, so none hinders"
                        + " presigned URLs");
        assertThat(look("s3", "bucket", "uploads", "presign", "yes").state()).isEqualTo(State.UNWELL);
    }

    @Test
    void a_bot_is_well_that_Discord_knows_with_its_commands() {
        ports.secrets.set("tocsin/discord", "token-of-the-pretend-bot");
        var told = new String[] {
            "token", "secret:tocsin/discord", "application", "112233445566778899", "commands", "list-users user-info"
        };
        ports.web.answering(call -> call.uri().getPath().endsWith("/commands")
                ? TestingWeb.answer(200, "[{\"name\": \"user-info\"}]")
                : TestingWeb.answer(200, "{\"username\": \"valine\"}"));
        is(
                look("discord", told),
                State.UNWELL,
                "Discord knows the bot as valine; Discord has the commands user-info, without list-users");
        ports.web.answering(call -> TestingWeb.answer(401, ""));
        is(look("discord", told), State.UNWELL, "Discord refuses the bot's token");
        ports.web.answering(call -> {
            throw new PortFailure(Kind.UNAVAILABLE, "nobody");
        });
        assertThat(look("discord", told).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void a_metric_and_an_expression_are_compared_with_a_number() {
        var cpu = "{\"cpu\": \"AWS/RDS CPUUtilization Average DBInstanceIdentifier=valine\"}";
        assertThat(look("metric", "metrics", cpu, "above", "80").state()).isEqualTo(State.UNKNOWN);
        assertThat(look("metric", "metrics", cpu, "above", "80", "missing", "well")
                        .state())
                .isEqualTo(State.WELL);
        measured("AWS/RDS", "CPUUtilization", "Average", "DBInstanceIdentifier", "valine", 10, 91.25);
        is(
                look("metric", "metrics", cpu, "above", "80"),
                State.UNWELL,
                "AWS/RDS CPUUtilization is 91.25, expected at most 80");
        assertThat(look("metric", "metrics", cpu, "below", "95").state()).isEqualTo(State.UNWELL);
        rate(7);
        is(
                look("metric", "expression", "100*errors/invocations", "above", "5"),
                State.UNWELL,
                "100*errors/invocations is 7, expected at most 5");
    }

    @Test
    void one_that_is_late_or_throws_is_not_known_and_holds_no_other() {
        cloud.tables.create("state");
        ports.web.answering(call -> {
            ports.clock.advance(Duration.ofSeconds(6));
            return TestingWeb.answer(200, "");
        });
        var results = new Sweep(ports)
                .look(
                        Stream.of(
                                        check("http", "url", SITE),
                                        check("rds", "database", "none"),
                                        check("nothing-known"),
                                        check("dynamodb", "table", "state"))
                                .toList(),
                        PATIENCE);

        assertThat(results)
                .extracting(Result::state)
                .containsExactly(State.UNKNOWN, State.UNKNOWN, State.UNKNOWN, State.WELL);
        assertThat(results.getFirst().says()).isEqualTo("no answer within 5 s");
    }

    @Test
    void what_has_not_begun_when_the_time_is_over_is_not_known() {
        ports.web.answering(call -> {
            ports.clock.advance(Duration.ofSeconds(2));
            return TestingWeb.answer(200, "");
        });
        var three = List.of(check("http", "url", SITE), check("http", "url", SITE), check("http", "url", SITE));

        assertThat(new Sweep(ports).look(three, Duration.ofSeconds(3)))
                .extracting(Result::says)
                .containsExactly(SITE + " answers 200", "no answer within 1 s", "no time was left to look");
    }

    @Test
    void whoever_asks_has_an_answer_within_their_time_even_if_less_is_known() {
        ports.web.answering(call -> {
            ports.clock.advance(Duration.ofSeconds(2));
            return TestingWeb.answer(200, "");
        });
        var configuration =
                ports.configuration().withChecks(List.of(check("http", "url", SITE), check("login", "steps", JOURNEY)));
        var reports = new Reports(InterferedPorts.as(ports, ports.clock, configuration));

        var reply = reports.answer(new Sweeping.Request(null, null, 2_000), PATIENCE);

        assertThat(Objects.requireNonNull(reply.report()).results())
                .extracting(Result::state)
                .containsExactly(State.WELL, State.UNKNOWN);
    }
}
