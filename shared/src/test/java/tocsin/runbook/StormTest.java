package tocsin.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tocsin.alarm.AlarmState;
import tocsin.config.Mode;
import tocsin.config.Rate;
import tocsin.incident.Head;
import tocsin.incident.Issue;
import tocsin.incident.View;
import tocsin.testing.TestingProduct;
import tocsin.triage.Triage;

class StormTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Rate THREE_IN_FIVE = new Rate(3, Duration.ofMinutes(5));
    private static final List<String> ALARMS = List.of("db-down", "api-down", "media-down");

    /** Services whose incidents opened so many minutes after noon. */
    private static List<Head> opened(int... minutes) {
        var triage = new Triage(TestingProduct.paging());
        return IntStream.range(0, minutes.length)
                .mapToObj(index -> {
                    var at = NOON.plus(Duration.ofMinutes(minutes[index]));
                    var transition = TestingProduct.transition(ALARMS.get(index), AlarmState.ALARM, at);
                    var placed = triage.place(transition);
                    return triage.moved(View.EMPTY, List.of(placed), at).heads().stream()
                            .filter(head -> head.open() != null)
                            .findFirst()
                            .orElseThrow();
                })
                .toList();
    }

    @Test
    void three_services_within_five_minutes_are_one() {
        assertThat(Storm.over(opened(0, 2, 5), THREE_IN_FIVE, NOON))
                .isEqualTo("3 services or more got into trouble at once: db-1, api-1, media-1");
    }

    @Test
    void two_are_none_nor_are_three_one_after_the_other() {
        assertThat(Storm.over(opened(0, 1), THREE_IN_FIVE, NOON)).isNull();
        assertThat(Storm.over(opened(0, 3, 6), THREE_IN_FIVE, NOON)).isNull();
    }

    @Test
    void what_was_in_trouble_long_before_the_run_was_asked_for_is_none() {
        assertThat(Storm.over(opened(0, 1, 2), THREE_IN_FIVE, NOON.plusSeconds(90)))
                .isNull();
    }

    private static Issue issue(String category, String region, String account, boolean everybody, boolean over) {
        return new Issue(
                "c-1",
                "arn:aws:health:us-west-2::event/RDS/AWS_RDS_OPERATIONAL_ISSUE/1",
                account,
                region,
                "RDS",
                "AWS_RDS_OPERATIONAL_ISSUE",
                category,
                everybody,
                over,
                NOON,
                NOON.plus(Duration.ofHours(1)),
                List.of(1),
                1,
                List.of(),
                0,
                List.of(),
                "");
    }

    private static @Nullable String storm(Issue issue, Instant now) {
        return Storm.of(List.of(issue), TestingProduct.paging().stages().getFirst(), now);
    }

    @Test
    void an_issue_that_aws_health_tells_of_where_the_stage_is_is_one_for_a_day_or_until_it_is_over() {
        var soon = NOON.plusSeconds(60);
        assertThat(storm(issue("issue", "us-west-2", "111122223333", false, false), soon))
                .isEqualTo("AWS Health tells of an issue: RDS in us-west-2: AWS_RDS_OPERATIONAL_ISSUE");
        assertThat(storm(issue("issue", "us-west-2", "444455556666", true, false), soon))
                .isNotNull();
        assertThat(storm(issue("issue", "global", "111122223333", false, false), soon))
                .isNotNull();

        assertThat(storm(issue("issue", "us-west-2", "444455556666", false, false), soon))
                .isNull();
        assertThat(storm(issue("issue", "eu-west-1", "111122223333", false, false), soon))
                .isNull();
        assertThat(storm(issue("issue", "us-west-2", "111122223333", false, true), soon))
                .isNull();
        assertThat(storm(issue("scheduledChange", "us-west-2", "111122223333", false, false), soon))
                .isNull();
        assertThat(storm(issue("issue", "us-west-2", "111122223333", false, false), NOON.plus(Duration.ofHours(24))))
                .as("heard an hour after it was told")
                .isNull();
    }

    @Test
    void what_acts_by_itself_asks_and_what_is_in_the_shadow_stays_there() {
        assertThat(Caution.of(Mode.AUTOMATIC, "a storm")).isEqualTo(new Caution(Mode.APPROVE, "a storm"));
        assertThat(Caution.of(Mode.veto(Duration.ofMinutes(2)), "a storm").mode())
                .isEqualTo(Mode.APPROVE);
        assertThat(Caution.of(Mode.SHADOW, "a storm")).isEqualTo(new Caution(Mode.SHADOW, null));
        assertThat(Caution.of(Mode.AUTOMATIC, null)).isEqualTo(new Caution(Mode.AUTOMATIC, null));
    }
}
