package tocsin.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tocsin.alarm.Received;

class IssueTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private static Received.Health page(int page, List<String> entities) {
        return new Received.Health(
                "telling",
                "arn:outage",
                "111122223333",
                "us-west-2",
                "RDS",
                "AWS_RDS_ISSUE",
                "issue",
                false,
                false,
                NOON,
                page,
                2,
                entities,
                "",
                "");
    }

    @Test
    void of_what_is_affected_the_first_few_are_named_and_the_others_of_all_pages_counted() {
        var some = IntStream.range(0, 4).mapToObj(number -> "db-" + number).toList();
        var more = IntStream.range(0, 30).mapToObj(number -> "other-" + number).toList();
        var first = page(1, some);
        var issue = Issue.of(first, NOON).with(first, List.of());
        assertThat(issue.affected()).isEqualTo("db-0, db-1, db-2, db-3");

        assertThat(issue.with(page(2, more), List.of()).affected())
                .isEqualTo("db-0, db-1, db-2, db-3, other-0, and 29 more");
        assertThat(Issue.of(first, NOON).affected()).isEqualTo("not named");
    }
}
