package tocsin.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.alarm.CloudWatch.Place;
import tocsin.page.Sns.ToPhone;
import tocsin.state.Condition;
import tocsin.state.Key;
import tocsin.state.Queues.Message;
import tocsin.state.Queues.Queue;
import tocsin.state.Row;
import tocsin.state.Table.Cause;
import tocsin.state.Table.Committed;
import tocsin.state.Table.Why;
import tocsin.state.Table.Written;
import tocsin.state.Value;
import tocsin.state.Write;

/** What the wire says of a request decides what may be done next; and one call is one request, whatever it says. */
@Timeout(60)
class AwsFailuresTest {
    private static final Write WRITE = new Write.Put(
            new Row(new Key("prod/api", "head"), Map.of("version", Value.of(1))), List.of(Condition.noRow()));

    private static AwsPorts ports(URI endpoint) {
        return AwsPorts.of(Map.of(
                "AWS_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "AWS_ENDPOINT_URL", endpoint.toString(),
                "TOCSIN_TABLE", "table",
                "TOCSIN_PAGES_QUEUE", endpoint + "/111122223333/pages"));
    }

    private static String error(int status, String code) {
        return Wire.answer(status, "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + code + "\",\"message\":\"m\"}");
    }

    private static Kind kindOf(URI endpoint) {
        var failure = catchThrowableOfType(
                PortFailure.class, () -> ports(endpoint).table().write(WRITE));
        assertThat(failure).isNotNull();
        return failure.kind();
    }

    @ParameterizedTest
    @CsvSource({
        "400, ProvisionedThroughputExceededException, THROTTLED",
        "400, ThrottlingException, THROTTLED",
        "400, RequestLimitExceeded, THROTTLED",
        "429, Whatever, THROTTLED",
        "400, TransactionConflictException, CONFLICT",
        "400, TransactionInProgressException, CONFLICT",
        "400, ExpiredTokenException, UNAVAILABLE",
        "400, ValidationException, REFUSED",
        "400, AccessDeniedException, REFUSED",
        "400, ResourceNotFoundException, REFUSED",
        "400, SomethingNew, REFUSED",
        "500, InternalServerError, UNCLEAR",
        "503, ServiceUnavailable, UNCLEAR"
    })
    void an_error_has_its_kind_and_is_not_tried_again(int status, String code, Kind kind) {
        try (var wire = new Wire(number -> error(status, code))) {
            assertThat(kindOf(wire.uri())).isEqualTo(kind);
            assertThat(wire.requests()).hasSize(1);
        }
    }

    @Test
    void a_refused_condition_is_an_answer_and_shows_the_row() {
        var body = "{\"__type\":\"x#ConditionalCheckFailedException\",\"Item\":"
                + "{\"pk\":{\"S\":\"prod/api\"},\"sk\":{\"S\":\"head\"},"
                + "\"version\":{\"N\":\"7\"},\"odd\":{\"BOOL\":true}}}";
        try (var wire = new Wire(number -> Wire.answer(400, body))) {
            assertThat(ports(wire.uri()).table().write(WRITE))
                    .isEqualTo(
                            new Written.Refused(new Row(new Key("prod/api", "head"), Map.of("version", Value.of(7)))));
        }
    }

    @Test
    void the_reasons_of_a_cancelled_transaction_are_told_apart() {
        var reasons = List.of(
                "None",
                "ConditionalCheckFailed",
                "TransactionConflict",
                "ProvisionedThroughputExceeded",
                "ThrottlingError",
                "ItemCollectionSizeLimitExceeded",
                "ValidationError");
        var body = reasons.stream()
                .map(code -> "{\"Code\":\"" + code + "\"}")
                .toList()
                .toString();
        try (var wire = new Wire(number -> Wire.answer(
                400, "{\"__type\":\"x#TransactionCanceledException\",\"CancellationReasons\":" + body + "}"))) {
            var writes = reasons.stream()
                    .<Write>map(code -> new Write.Delete(new Key("prod/api", code), List.of()))
                    .toList();

            assertThat(ports(wire.uri()).table().transact(writes, "token"))
                    .isEqualTo(new Committed.Cancelled(List.of(
                            new Cause(Why.NONE, null),
                            new Cause(Why.CONDITION, null),
                            new Cause(Why.CONFLICT, null),
                            new Cause(Why.THROTTLED, null),
                            new Cause(Why.THROTTLED, null),
                            new Cause(Why.REFUSED, null),
                            new Cause(Why.REFUSED, null))));
        }
    }

    @Test
    void where_nobody_listens_nothing_was_sent() {
        assertThat(kindOf(Wire.nobody())).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void a_connection_closed_without_an_answer_is_unclear_and_not_tried_again_even_where_it_was_good_before() {
        try (var wire = new Wire(number -> number == 1 ? Wire.answer(200, "{}") : null)) {
            var table = ports(wire.uri()).table();
            table.write(WRITE);

            assertThatThrownBy(() -> table.write(WRITE))
                    .isInstanceOfSatisfying(
                            PortFailure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Kind.UNCLEAR));
            assertThat(wire.requests()).hasSize(2);
        }
    }

    @Test
    void a_publication_goes_where_it_says_that_sns_is_and_the_next_one_to_sns_itself() {
        var published = "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>";
        try (var sns = new Wire(number -> Wire.answer(200, published));
                var other = new Wire(number -> Wire.answer(200, published))) {
            var port = ports(sns.uri()).sns();
            port.publish(new ToPhone("+4915112345678", "wake up", Duration.ofSeconds(5), other.uri()));
            assertThat(other.requests()).hasSize(1);

            port.publish(new ToPhone("+4915112345678", "wake up", Duration.ofSeconds(5)));
            assertThat(sns.requests()).hasSize(1);
            assertThat(other.requests()).hasSize(1);
        }
    }

    @Test
    void a_call_ends_in_its_own_time_and_is_unclear() {
        try (var wire = new Wire(number -> Wire.never())) {
            assertThatThrownBy(() -> ports(wire.uri())
                            .sns()
                            .publish(new ToPhone("+4915112345678", "wake up", Duration.ofMillis(300))))
                    .isInstanceOfSatisfying(
                            PortFailure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Kind.UNCLEAR));
            assertThat(wire.requests()).hasSize(1);
        }
    }

    @Test
    void the_bound_holds_for_an_answer_that_begins_and_does_not_end() {
        try (var wire = new Wire(number -> "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<Publish")) {
            assertThatThrownBy(() -> ports(wire.uri())
                            .sns()
                            .publish(new ToPhone("+4915112345678", "wake up", Duration.ofMillis(300))))
                    .isInstanceOfSatisfying(
                            PortFailure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Kind.UNCLEAR));
        }
    }

    @Test
    void messages_that_a_queue_does_not_take_are_named_by_their_positions() {
        var body = "{\"Successful\":[{\"Id\":\"1\",\"MessageId\":\"m\","
                + "\"MD5OfMessageBody\":\"99914b932bd37a50b983c5e7c90ae93b\"}],"
                + "\"Failed\":[{\"Id\":\"2\",\"SenderFault\":false,\"Code\":\"InternalError\"},"
                + "{\"Id\":\"0\",\"SenderFault\":false,\"Code\":\"InternalError\"}]}";
        try (var wire = new Wire(number -> Wire.answer(200, body))) {
            var message = new Message("{}", Duration.ZERO);

            assertThat(ports(wire.uri()).queues().send(Queue.PAGES, List.of(message, message, message)))
                    .containsExactly(0, 2);
        }
    }

    @Test
    void another_account_is_refused_before_anything_is_sent() {
        var regions = new Regions<>(() -> "111122223333", region -> {
            throw new AssertionError("a client was made in " + region);
        });

        assertThatThrownBy(() -> regions.at(new Place("444455556666", "us-east-1")))
                .isInstanceOfSatisfying(
                        PortFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.REFUSED))
                .hasMessage("the account 444455556666 is not ours, 111122223333, and tocsin.yaml has no spoke for it");
    }

    @Test
    void variables_that_cannot_be_read_are_not_taken_for_none() {
        var body = "{\"FunctionArn\":\"arn:aws:lambda:eu-central-1:111122223333:function:api\",\"Environment\":"
                + "{\"Error\":{\"ErrorCode\":\"AccessDeniedException\",\"Message\":\"key\"}}}";
        try (var wire = new Wire(number -> Wire.answer(200, body))) {
            var here = new Place("111122223333", "eu-central-1");

            assertThatThrownBy(() -> ports(wire.uri())
                            .cloud("a test's")
                            .functions()
                            .describe(here, "api", null, Duration.ofSeconds(5)))
                    .isInstanceOfSatisfying(
                            PortFailure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Kind.REFUSED))
                    .hasMessageContaining("AccessDeniedException");
        }
    }

    @Test
    void what_is_missing_in_the_environment_is_named_when_it_is_needed() {
        var ports = AwsPorts.of(Map.of("AWS_REGION", "eu-central-1"));

        assertThat(ports.clock().instant()).isAfter(Instant.EPOCH);
        assertThatThrownBy(ports::table)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TOCSIN_TABLE");
    }
}
