package tocsin.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Automations.HandedOver;
import tocsin.cloud.Automations.HandedOver.Status;
import tocsin.cloud.Cloud;
import tocsin.cloud.Functions.Changed;
import tocsin.cloud.Gateways.Throttle;
import tocsin.config.Configuration;
import tocsin.config.Spoke;
import tocsin.config.Stage;
import tocsin.testing.TestingProduct;

/** The product's cloud where moto is none: what is sent, and what is made of answers that moto never gives. */
@Timeout(60)
class AwsCloudTest {
    private static final Place PLACE = new Place("111122223333", "eu-central-1");
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Pattern TOKEN = Pattern.compile("\"ClientToken\":\"([0-9a-f-]{36})\"");

    private static Cloud cloud(URI endpoint, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("AWS_REGION", "eu-central-1");
        environment.put("AWS_ACCESS_KEY_ID", "test");
        environment.put("AWS_SECRET_ACCESS_KEY", "test");
        environment.put("AWS_ENDPOINT_URL", endpoint.toString());
        environment.put("TOCSIN_PAGES_QUEUE", endpoint + "/111122223333/pages");
        return AwsPorts.of(environment).cloud("db-42/1");
    }

    private static Cloud cloud(Wire wire) {
        return cloud(wire.uri(), Map.of());
    }

    private static Kind kindOf(Runnable call) {
        var failure = catchThrowableOfType(PortFailure.class, call::run);
        assertThat(failure).isNotNull();
        return failure.kind();
    }

    private static String query(int status, String code) {
        return Wire.answer(
                status,
                "<ErrorResponse><Error><Type>Sender</Type><Code>" + code
                        + "</Code><Message>m</Message></Error><RequestId>1</RequestId></ErrorResponse>");
    }

    @ParameterizedTest
    @CsvSource({
        "400, InvalidDBInstanceState, CONFLICT",
        "400, Throttling, THROTTLED",
        "404, DBInstanceNotFound, REFUSED",
        "400, InvalidParameterCombination, REFUSED",
        "503, ServiceUnavailable, UNCLEAR"
    })
    void what_rds_says_decides_what_may_be_done_next(int status, String code, Kind kind) {
        try (var wire = new Wire(number -> query(status, code))) {
            assertThat(kindOf(() -> cloud(wire).instances().reboot(PLACE, "db", false, TIMEOUT)))
                    .isEqualTo(kind);
            assertThat(wire.requests()).hasSize(1);
        }
    }

    @Test
    void too_many_invalidations_are_asked_for_again_later() {
        try (var wire = new Wire(number -> query(400, "TooManyInvalidationsInProgress"))) {
            assertThat(kindOf(() -> cloud(wire).distributions().invalidate(PLACE, "E1", "r", List.of("/*"), TIMEOUT)))
                    .isEqualTo(Kind.THROTTLED);
        }
    }

    @ParameterizedTest
    @CsvSource({"409, OperationAborted, CONFLICT", "503, SlowDown, THROTTLED", "404, NoSuchBucket, REFUSED"})
    void what_s3_says_decides_what_may_be_done_next(int status, String code, Kind kind) {
        var body = "<Error><Code>" + code + "</Code><Message>m</Message></Error>";
        try (var wire = new Wire(number -> Wire.answer(status, body))) {
            assertThat(kindOf(() -> cloud(wire).buckets().write(PLACE, "bucket", "key", "text", TIMEOUT)))
                    .isEqualTo(kind);
            assertThat(wire.requests()).hasSize(1);
        }
    }

    @Test
    void what_s3_did_not_delete_is_no_success() {
        var body = "<DeleteResult><Error><Key>a</Key><Code>AccessDenied</Code></Error></DeleteResult>";
        try (var wire = new Wire(number -> Wire.answer(200, body))) {
            assertThat(kindOf(() -> cloud(wire).buckets().delete(PLACE, "bucket", List.of("a", "b"), TIMEOUT)))
                    .isEqualTo(Kind.REFUSED);
        }
    }

    private static String config(int number) {
        var body = "<DistributionConfig><CallerReference>c</CallerReference><Comment>kept</Comment>"
                + "<Enabled>true</Enabled></DistributionConfig>";
        return "HTTP/1.1 200 OK\r\nETag: E" + number + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @Test
    void of_a_distribution_only_one_word_is_changed_and_only_under_the_etag_that_was_read() {
        try (var wire = new Wire(number -> number == 1 ? config(1) : query(412, "PreconditionFailed"))) {
            assertThat(cloud(wire).distributions().enable(PLACE, "E1", false, "E1", TIMEOUT))
                    .isInstanceOf(Changed.Moved.class);
            assertThat(wire.requests()).hasSize(2);
            assertThat(wire.requests().getLast())
                    .startsWith("PUT ")
                    .containsIgnoringCase("If-Match: E1")
                    .contains("<Comment>kept</Comment>", "<Enabled>false</Enabled>");
        }
    }

    @Test
    void nothing_is_written_where_the_etag_is_another_already() {
        try (var wire = new Wire(number -> config(2))) {
            assertThat(cloud(wire).distributions().enable(PLACE, "E1", false, "E1", TIMEOUT))
                    .isInstanceOf(Changed.Moved.class);
            assertThat(wire.requests()).hasSize(1);
        }
    }

    @Test
    void a_throttle_is_patched_and_takes_no_longer_than_it_may() {
        try (var wire = new Wire(number ->
                number == 1 ? Wire.answer(200, "{\"deploymentId\":\"d\",\"stageName\":\"prod\"}") : Wire.never())) {
            var gateways = cloud(wire).gateways();
            gateways.throttle(PLACE, "api", "prod", new Throttle(20_000_000, 5), TIMEOUT);
            assertThat(wire.requests().getFirst())
                    .startsWith("PATCH /restapis/api/stages/prod ")
                    .contains("\"path\":\"/*/*/throttling/rateLimit\"", "\"value\":\"20000000\"");

            assertThat(kindOf(() -> gateways.throttle(PLACE, "api", "prod", null, Duration.ofMillis(300))))
                    .isEqualTo(Kind.UNCLEAR);
        }
    }

    @Test
    void where_no_gateway_listens_nothing_was_sent() {
        assertThat(kindOf(
                        () -> cloud(Wire.nobody(), Map.of()).gateways().throttle(PLACE, "api", "prod", null, TIMEOUT)))
                .isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void an_automation_is_begun_under_a_token_that_is_the_same_for_the_same_and_fits_ssm() {
        try (var wire = new Wire(number -> Wire.answer(200, "{\"AutomationExecutionId\":\"x\"}"))) {
            var automations = cloud(wire).automations();
            for (var token : List.of("db-1/1 a", "db-1/1 a", "db-1/2 a")) {
                automations.start(PLACE, "Valine-Migrate", Map.of(), token, TIMEOUT);
            }
            var tokens = wire.requests().stream()
                    .map(request -> TOKEN.matcher(request)
                            .results()
                            .findFirst()
                            .orElseThrow()
                            .group(1))
                    .toList();
            assertThat(tokens.get(0)).isEqualTo(tokens.get(1)).isNotEqualTo(tokens.get(2));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "InProgress, RUNNING",
        "Waiting, WAITING",
        "PendingApproval, WAITING",
        "Success, SUCCEEDED",
        "CompletedWithFailure, FAILED",
        "TimedOut, FAILED",
        "SomethingNew, RUNNING"
    })
    void where_an_automation_stands(String told, Status status) {
        var body = "{\"AutomationExecution\":{\"AutomationExecutionStatus\":\"" + told
                + "\",\"FailureMessage\":\"because\"}}";
        try (var wire = new Wire(number -> Wire.answer(200, body))) {
            assertThat(cloud(wire).automations().state(PLACE, "x", TIMEOUT))
                    .isEqualTo(new HandedOver(status, "because"));
        }
    }

    @Test
    void where_the_role_is_not_taken_nothing_was_sent_and_nothing_is_unclear() {
        try (var wire = new Wire(number -> query(500, "InternalFailure"))) {
            var cloud = cloud(wire.uri(), Map.of("TOCSIN_MEND_ROLE", "arn:aws:iam::111122223333:role/tocsin-mend"));

            assertThat(kindOf(() -> cloud.instances().reboot(PLACE, "db", false, TIMEOUT)))
                    .isEqualTo(Kind.UNAVAILABLE);
            assertThat(wire.requests()).hasSize(1);
            assertThat(wire.requests().getFirst()).contains("RoleSessionName=tocsin-db-42.1");
        }
    }

    /** What STS gives, then what RDS says. */
    private static String inAnotherAccount(int number) {
        return number == 1
                ? Wire.answer(
                        200,
                        "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIASPOKE</AccessKeyId>"
                                + "<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>"
                                + "<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult>"
                                + "</AssumeRoleResponse>")
                : query(404, "DBInstanceNotFound");
    }

    /** A function in our own account. */
    private static AwsPorts hub(Wire wire, Configuration configuration, @Nullable String purpose) {
        Map<String, String> environment = new HashMap<>();
        environment.put("AWS_REGION", "eu-central-1");
        environment.put("AWS_ACCESS_KEY_ID", "AKIAHUB");
        environment.put("AWS_SECRET_ACCESS_KEY", "secret");
        environment.put("AWS_ENDPOINT_URL", wire.uri().toString());
        environment.put("TOCSIN_PAGES_QUEUE", wire.uri() + "/111122223333/pages");
        if (purpose != null) {
            environment.put("TOCSIN_SPOKE_PURPOSE", purpose);
        }
        return AwsPorts.of(environment, () -> configuration);
    }

    private static Configuration withSpoke(@Nullable Spoke spoke) {
        var product = TestingProduct.paging();
        var stage = product.stages().getFirst();
        return product.withStages(List.of(new Stage(
                "staging", "444455556666", stage.regions(), null, stage.services(), stage.severities(), spoke)));
    }

    @Test
    void another_account_is_entered_by_the_role_of_its_spoke_in_a_session_called_as_the_run_is() {
        var there = new Place("444455556666", "us-east-1");
        var configuration = withSpoke(new Spoke("tocsin-spoke", "valine-and-tocsin"));
        try (var wire = new Wire(AwsCloudTest::inAnotherAccount)) {
            var cloud = hub(wire, configuration, null).cloud("db-42/1");

            assertThat(kindOf(() -> cloud.instances().reboot(there, "db", false, TIMEOUT)))
                    .isEqualTo(Kind.REFUSED);
            assertThat(kindOf(() -> cloud.instances().reboot(PLACE, "db", false, TIMEOUT)))
                    .isEqualTo(Kind.REFUSED);

            assertThat(wire.requests().getFirst())
                    .contains("RoleArn=arn%3Aaws%3Aiam%3A%3A444455556666%3Arole%2Ftocsin-spoke")
                    .contains("ExternalId=valine-and-tocsin")
                    .contains("RoleSessionName=tocsin-db-42.1")
                    .contains("Credential=AKIAHUB/");
            assertThat(wire.requests().get(1)).contains("Credential=ASIASPOKE/").contains("/us-east-1/rds/");
            assertThat(wire.requests().get(2)).contains("Credential=AKIAHUB/").contains("/eu-central-1/rds/");
        }
    }

    @ParameterizedTest
    @CsvSource({"look, tocsin-spoke-look", "notice, tocsin-spoke-notice", ", tocsin-spoke"})
    void whatever_a_function_does_in_another_account_it_enters_by_the_role_of_its_own_purpose(
            @Nullable String purpose, String role) {
        var there = new Place("444455556666", "us-east-1");
        var configuration = withSpoke(new Spoke("tocsin-spoke", "valine-and-tocsin"));
        for (var call : List.<Consumer<AwsPorts>>of(
                ports -> ports.cloud("tocsin-notice").buckets().write(there, "bucket", "notice.json", "{}", TIMEOUT),
                ports -> ports.cloudWatch().alarm(there, "valine-staging-db-cpu"),
                ports -> ports.gauges().put(there, "Valine/Health", List.of(), TIMEOUT))) {
            try (var wire = new Wire(AwsCloudTest::inAnotherAccount)) {
                var ports = hub(wire, configuration, purpose);

                assertThat(kindOf(() -> call.accept(ports))).isEqualTo(Kind.REFUSED);
                assertThat(wire.requests().getFirst())
                        .contains("RoleArn=arn%3Aaws%3Aiam%3A%3A444455556666%3Arole%2F" + role + "&")
                        .contains("ExternalId=valine-and-tocsin");
                assertThat(wire.requests().getLast()).contains("Credential=ASIASPOKE/");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"look", "notice"})
    void in_our_own_account_a_function_needs_no_role_for_its_purpose(String purpose) {
        var configuration = withSpoke(new Spoke("tocsin-spoke", "valine-and-tocsin"));
        try (var wire = new Wire(number -> query(404, "DBInstanceNotFound"))) {
            var cloud = hub(wire, configuration, purpose).cloud("tocsin-health");

            assertThat(kindOf(() -> cloud.instances().describe(PLACE, "db", TIMEOUT)))
                    .isEqualTo(Kind.REFUSED);
            assertThat(wire.requests()).singleElement(STRING).contains("Credential=AKIAHUB/");
        }
    }

    @Test
    void an_account_for_which_tocsin_yaml_has_no_spoke_is_not_entered() {
        try (var wire = new Wire(AwsCloudTest::inAnotherAccount)) {
            var cloud = hub(wire, withSpoke(null), null).cloud("db-42/1");

            assertThatThrownBy(() ->
                            cloud.instances().reboot(new Place("444455556666", "us-east-1"), "db", false, TIMEOUT))
                    .hasMessageContaining("444455556666")
                    .hasMessageContaining("tocsin.yaml has no spoke for it");
            assertThat(wire.requests()).isEmpty();
        }
    }
}
