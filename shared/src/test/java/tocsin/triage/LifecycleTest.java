package tocsin.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tocsin.config.Configuration;
import tocsin.config.Hearing;
import tocsin.config.Paging;
import tocsin.config.Severity;
import tocsin.incident.Phase;
import tocsin.page.Wanted;

/** What people say of an incident, and what becomes of one of which nobody says anything. */
class LifecycleTest {
    private static final String DB = Night.DB;
    private static final String API = Night.API;
    private static final String MEDIA = Night.MEDIA;

    private final Night night = new Night();

    private static Configuration responding() {
        var usual = Night.configuration(Paging.ON, Paging.ON, List.of());
        var hear = new LinkedHashMap<String, Hearing>();
        usual.hear().forEach((severity, hearing) -> hear.put(severity, hearing.withRespond(within(severity))));
        return usual.withHear(hear);
    }

    private static Duration within(String severity) {
        return switch (severity) {
            case "P0" -> Duration.ofMinutes(15);
            case "P1" -> Duration.ofHours(1);
            case "P2" -> Duration.ofHours(4);
            default -> Duration.ofHours(24);
        };
    }

    private static List<String> ringing(Night night) {
        return night.pages.entrySet().stream()
                .filter(page -> page.getKey().endsWith("/pagerduty") && page.getValue() == Wanted.TRIGGERED)
                .map(page -> page.getKey())
                .toList();
    }

    private @Nullable String by(String partition) {
        var has = night.open(partition).acknowledgement();
        return has == null ? null : has.by() + " via " + has.via();
    }

    @Test
    void a_severity_raised_by_hand_pages_where_it_is_worse_than_what_was_paged() {
        night.raise("media-slow");
        assertThat(night.pager()).isEmpty();

        night.grade(MEDIA, Severity.P0, "nobody can upload");

        assertThat(night.open(MEDIA).severity()).isEqualTo(Severity.P0);
        assertThat(night.open(MEDIA).because()).isEqualTo("nobody can upload (ann)");
        assertThat(ringing(night)).containsExactly("prod/media#1 1/pager/team/pagerduty");
    }

    @Test
    void a_severity_lowered_by_hand_stays_until_something_worse_than_before_comes() {
        night.raise("db-high");
        night.grade(DB, Severity.P3, "a test load");
        night.recover("db-high");
        night.raise("db-high");
        assertThat(night.open(DB).severity()).isEqualTo(Severity.P3);

        night.raise("db-down");

        assertThat(night.open(DB).severity()).isEqualTo(Severity.P0);
        assertThat(night.open(DB).because()).isEqualTo("it is down");
    }

    @Test
    void acknowledged_and_then_a_worse_signal_pages_anew_and_more_of_the_same_does_not() {
        night.raise("db-high");
        night.acknowledge(DB, "command");
        night.raise("db-2-high");
        assertThat(ringing(night)).isEmpty();

        night.raise("db-down");

        assertThat(ringing(night)).containsExactly("prod/db#1 2/pager/team/pagerduty");
        assertThat(night.open(DB).acknowledgement()).isNull();
    }

    @Test
    void a_P1_that_also_takes_another_service_down_is_a_P0() {
        night.raise("db-high");
        night.acknowledge(DB, "command");
        assertThat(night.open(DB).severity()).isEqualTo(Severity.P1);

        night.raise("api-down");

        assertThat(night.open(DB).severity()).isEqualTo(Severity.P0);
        assertThat(night.open(DB).because()).isEqualTo("it is down");
        assertThat(ringing(night)).containsExactly("prod/db#1 2/pager/team/pagerduty");
    }

    @Test
    void whoever_is_at_what_ends_it_has_it() {
        night.raise("db-high");

        night.mitigate(DB);

        assertThat(night.open(DB).phase()).isEqualTo(Phase.MITIGATING);
        assertThat(by(DB)).isEqualTo("ann via command");
        night.acknowledge(DB, "command");
        assertThat(night.open(DB).phase()).isEqualTo(Phase.MITIGATING);
        assertThat(night.open(DB).acknowledgedAt()).isEqualTo(Night.NOON);
    }

    @Test
    void merged_incidents_are_acknowledged_as_one_and_part_again() {
        night.raise("media-down");
        night.raise("db-high");
        assertThat(night.split(MEDIA)).isNull();
        night.acknowledge(DB, "command");
        assertThat(by(MEDIA)).isNull();

        assertThat(night.merge(MEDIA, DB)).isNull();

        assertThat(Objects.requireNonNull(night.open(MEDIA).cause()).partition())
                .isEqualTo(DB);
        assertThat(by(MEDIA)).isEqualTo("ann via merge");
        assertThat(night.merge(DB, MEDIA)).isEqualTo("db-1 and media-1 are one already");

        assertThat(night.split(MEDIA)).isNull();
        assertThat(night.open(DB).symptoms()).isEmpty();
        assertThat(night.split(MEDIA)).isEqualTo("media-1 is linked with nothing");
    }

    @Test
    void what_is_merged_into_a_symptom_belongs_to_its_cause() {
        night.raise("media-down");
        night.raise("api-down");
        night.raise("db-down");
        night.split(MEDIA);
        assertThat(night.open(DB).symptoms()).hasSize(1);

        night.merge(MEDIA, API);

        assertThat(night.open(DB).symptoms().stream()
                        .map(ref -> ref.partition())
                        .collect(Collectors.toList()))
                .containsExactly(API, MEDIA);
    }

    @Test
    void what_nobody_acknowledges_within_its_time_rings_anew() {
        var silent = new Night(responding());
        silent.raise("db-down");

        silent.pass(Duration.ofMinutes(14));
        assertThat(ringing(silent)).hasSize(1);
        silent.pass(Duration.ofMinutes(2));

        assertThat(ringing(silent)).containsExactly("prod/db#1 2/pager/team/pagerduty");
        assertThat(silent.texts()).contains("nobody has acknowledged it within 15 min");
        silent.acknowledge(DB, "command");
        assertThat(ringing(silent)).isEmpty();
    }

    @Test
    void what_is_only_mailed_and_left_alone_for_a_day_pages_in_the_hours_of_what_pages() {
        var silent = new Night(responding());
        silent.now = Instant.parse("2026-03-02T22:00:00Z");
        silent.raise("media-slow");
        assertThat(silent.pager()).isEmpty();

        silent.pass(Duration.ofHours(24).plusMinutes(1));
        assertThat(ringing(silent)).isEmpty();
        assertThat(silent.texts())
                .contains("nobody has acknowledged it within 24 h; the page waits until 2026-03-04 08:00:00 UTC");
        silent.pass(Duration.ofHours(10));

        assertThat(ringing(silent)).containsExactly("prod/media#1 1/pager/team/pagerduty");
    }

    @Test
    void what_somebody_has_had_is_not_late() {
        var silent = new Night(responding());
        silent.raise("media-slow");
        silent.acknowledge(MEDIA, "command");

        silent.pass(Duration.ofHours(30));

        assertThat(silent.pager().values()).doesNotContain(Wanted.TRIGGERED);
    }
}
