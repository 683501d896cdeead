package tocsin.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tocsin.Ports;
import tocsin.incident.Head;
import tocsin.incident.Issue;
import tocsin.state.Batch;
import tocsin.state.Documents;
import tocsin.state.Keys;
import tocsin.testing.Interference;
import tocsin.testing.LambdaEvents;
import tocsin.testing.PortCall;
import tocsin.testing.TestingContext;
import tocsin.testing.TestingPorts;
import tocsin.testing.TestingProduct;
import tocsin.testing.TestingQueues.Delivery;
import tocsin.testing.TestingTable;

/** What AWS Health tells, as it comes out of the queue. */
class IssuesTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final String NONE_FAILED = Batch.failures(List.of());

    private final TestingPorts ports = new TestingPorts(NOON, TestingProduct.paging());
    private final Documents documents = new Documents();
    private Duration left = TIMEOUT;

    private String take(Ports around, List<String> bodies) {
        var deliveries = IntStream.range(0, bodies.size())
                .mapToObj(number -> new Delivery("receipt-" + number, "message-" + number, bodies.get(number), NOON, 1))
                .toList();
        return LambdaEvents.call(
                new IntakeHandler(around), LambdaEvents.batch(deliveries), new TestingContext(() -> left));
    }

    private void take(String... bodies) {
        for (var body : bodies) {
            assertThat(take(ports, List.of(body))).isEqualTo(NONE_FAILED);
        }
    }

    /** @param time of the day on which it was told so */
    private static String told(
            int telling, String event, String status, String time, int page, int pages, String names) {
        return """
                {"source": "aws.health", "detail-type": "AWS Health Event", "account": "111122223333",
                 "region": "us-west-2", "time": "2026-03-02T11:59:00Z", "resources": [], "detail": {
                 "eventArn": "%s", "service": "LAMBDA", "eventTypeCode": "AWS_LAMBDA_ISSUE",
                 "eventTypeCategory": "issue", "communicationId": "telling-%d", "statusCode": "%s",
                 "eventRegion": "us-west-2", "lastUpdatedTime": "Mon, 02 Mar 2026 %s GMT",
                 "eventDescription": [{"language": "en_US", "latestDescription": "%s"}],
                 "affectedEntities": [%s], "affectedAccount": "111122223333", "page": "%d", "totalPages": "%d"
                }}""".formatted(event, telling, status, time, "It is slow. ".repeat(60), names, page, pages);
    }

    private static String ofDb(int telling, String status, String time) {
        return told(telling, "arn:outage", status, time, 1, 1, "{\"entityValue\": \"valine-prod-db\"}");
    }

    private List<Issue> issues() {
        var row = Objects.requireNonNull(ports.table.row(Keys.ISSUES));
        return documents.issues().fromJson(Objects.requireNonNull(row.text("body")));
    }

    private Head db() {
        var row = Objects.requireNonNull(ports.table.row(Keys.head("prod/db")));
        return documents.heads().fromJson(Objects.requireNonNull(row.text("body")));
    }

    private boolean stands() {
        var prod = ports.configuration().stages().getFirst();
        return issues().stream().anyMatch(issue -> issue.stands(prod, NOON));
    }

    @Test
    void hundreds_of_pages_of_an_issue_take_no_time_from_the_alarms_of_their_batch() {
        var pages = IntStream.rangeClosed(1, 200)
                .mapToObj(page ->
                        told(1, "arn:outage", "open", "11:58:00", page, 200, "{\"entityValue\": \"valine-prod-db\"}"));
        var alarm = """
                {"source": "aws.cloudwatch", "detail-type": "CloudWatch Alarm State Change", "account": "111122223333",
                 "region": "us-west-2", "time": "2026-03-02T11:59:30Z",
                 "resources": ["arn:aws:cloudwatch:us-west-2:111122223333:alarm:db-down"],
                 "detail": {"alarmName": "db-down", "state": {"value": "ALARM", "reason": "it is down",
                 "timestamp": "2026-03-02T11:59:30.000+0000"}}}""";
        var slow = ports.with(new Interference() {
            @Override
            public void before(PortCall call) {
                left = call.port().equals("table") ? left.minus(Duration.ofMillis(100)) : left;
            }
        });

        var failed = take(slow, Stream.concat(pages, Stream.of(alarm)).toList());

        assertThat(failed).contains("message-199").doesNotContain("message-200");
        assertThat(Objects.requireNonNull(db().open()).paged()).isNotNull();
    }

    @Test
    void what_is_kept_of_a_hundred_issues_with_long_lists_of_what_is_affected_fits_into_one_row() {
        var many = IntStream.range(0, 50)
                .mapToObj(number -> "{\"entityValue\": \"" + number + "漢".repeat(250) + "\"}")
                .collect(Collectors.joining(", "));
        var event = "arn:" + "a".repeat(240);
        IntStream.range(0, 101).forEach(number -> take(told(number, event + number, "open", "11:58:00", 1, 1, many)));

        assertThat(TestingTable.size(Objects.requireNonNull(ports.table.row(Keys.ISSUES))))
                .isLessThan(400 * 1024);
        assertThat(issues().size()).isGreaterThan(40);
        assertThat(issues().getFirst().id()).isEqualTo("telling-100");
    }

    @Test
    void a_telling_that_comes_after_the_end_of_what_it_tells_of_counts_no_more() {
        take(ofDb(2, "closed", "11:50:00"), ofDb(1, "open", "11:20:00"));

        assertThat(stands()).isFalse();
        assertThat(ports.table.row(Keys.head("prod/db"))).isNull();

        take(ofDb(3, "open", "11:55:00"));
        assertThat(stands()).as("it began anew").isTrue();
        assertThat(db().aws()).hasSize(1);
    }

    @Test
    void an_end_that_comes_late_does_not_end_what_began_anew_since() {
        take(ofDb(3, "open", "11:55:00"), ofDb(2, "closed", "11:50:00"));

        assertThat(stands()).isTrue();
        assertThat(db().aws()).hasSize(1);

        take(ofDb(4, "closed", "11:57:00"));
        assertThat(stands()).isFalse();
        assertThat(db().aws()).isEmpty();
    }
}
