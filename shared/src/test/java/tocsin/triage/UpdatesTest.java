package tocsin.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tocsin.config.Paging;
import tocsin.config.Severity;
import tocsin.incident.Incident;
import tocsin.incident.Phase;
import tocsin.incident.Update;
import tocsin.incident.Update.Given;
import tocsin.incident.Update.Status;
import tocsin.page.Wanted;
import tocsin.state.Documents;

/** What everybody is told of an incident, and when it is owed. */
class UpdatesTest {
    private static final String DB = Night.DB;
    private static final String PAGER = "prod/db#1 1/pager/team/pagerduty";

    private final Night night = new Night();

    private static Given given(@Nullable Status status, @Nullable String cause, @Nullable String mitigation) {
        return new Given(status, null, null, null, cause, mitigation, null, null);
    }

    private List<String> told(String what) {
        return night.story.stream()
                .filter(entry -> entry.what().equals(what))
                .map(entry -> entry.text())
                .toList();
    }

    private Update last() {
        return Objects.requireNonNull(night.open(DB).update());
    }

    @Test
    void an_update_says_all_that_the_team_wants_to_know() {
        night.raise("db-high");
        night.pass(Duration.ofMinutes(3));

        night.update(
                DB,
                new Given(
                        Status.IDENTIFIED,
                        "the pool is full",
                        "nobody can log in",
                        "about 300",
                        "a leak in v42",
                        "ending what idles",
                        "12:30 UTC",
                        null),
                "ann");

        assertThat(last().fields())
                .containsExactly(
                        entry("severity", "P1"),
                        entry("status", "Identified"),
                        entry("started", "2026-03-02 12:00:00 UTC"),
                        entry("updated", "2026-03-02 12:03:00 UTC by ann"),
                        entry("issue", "the pool is full"),
                        entry("impact", "nobody can log in; users: about 300"),
                        entry("root cause", "a leak in v42"),
                        entry("mitigation", "ending what idles"),
                        entry("expected resolution", "12:30 UTC"),
                        entry("next update", "2026-03-02 12:18:00 UTC"));
    }

    @Test
    void the_first_one_says_what_the_alarms_say_where_nobody_said_better() {
        night.raise("db-high");

        night.update(DB, given(null, null, null), "ann");

        assertThat(last().line())
                .isEqualTo("update 1: P1; Investigating; issue: it is high; impact: all of db; mitigation: none yet;"
                        + " expected resolution: not known yet; next update: 2026-03-02 12:15:00 UTC");
        assertThat(told("update")).containsExactly(last().line());
    }

    @Test
    void what_is_not_given_stays_as_the_last_one_said_and_empty_takes_it_back() {
        night.raise("db-high");
        night.update(DB, given(Status.IDENTIFIED, "a leak", "ending what idles"), "ann");

        night.update(DB, given(null, "", null), "bob");

        assertThat(last().number()).isEqualTo(2);
        assertThat(last().status()).isEqualTo(Status.IDENTIFIED);
        assertThat(last().cause()).isEmpty();
        assertThat(last().fields()).doesNotContainKey("root cause").containsEntry("mitigation", "ending what idles");
    }

    @Test
    void the_same_told_twice_within_a_moment_is_one_update() {
        night.raise("db-high");
        night.update(DB, given(null, "a leak", null), "ann");
        night.pass(Duration.ofSeconds(50));

        night.update(DB, given(null, "a leak", null), "ann");
        assertThat(last().number()).isEqualTo(1);

        night.update(DB, given(null, "a leak", null), "bob");
        night.pass(Duration.ofMinutes(2));
        night.update(DB, given(null, "a leak", null), "bob");
        assertThat(last().number()).isEqualTo(3);
    }

    @Test
    void it_is_mailed_to_the_team_and_the_open_page_says_it() {
        night.raise("db-high");

        night.update(DB, given(null, "a leak", null), "ann");

        var mail = Objects.requireNonNull(night.says.get("prod/db#1 0/update-1/team/mail"));
        assertThat(mail.summary()).isEqualTo("P1 db-1 all of db: update 1, Investigating");
        assertThat(mail.details()).containsEntry("root cause", "a leak").containsEntry("status", "Investigating");
        assertThat(Objects.requireNonNull(night.says.get(PAGER)).details()).containsEntry("note", last().line());
        assertThat(night.pages).containsEntry(PAGER, Wanted.TRIGGERED);
    }

    @Test
    void in_the_shadow_nobody_is_told_and_the_story_says_so() {
        var shadow = new Night(Paging.SHADOW, List.of());
        shadow.raise("db-high");
        shadow.update(DB, Given.of(Status.INVESTIGATING), "ann");

        assertThat(shadow.pages).isEmpty();
        assertThat(shadow.texts()).contains("would mail update 1");
    }

    @Test
    void an_update_is_a_sign_of_life_and_takes_the_incident_from_nobody() {
        night.raise("db-high");
        night.acknowledge(DB, "command");
        night.pass(Duration.ofMinutes(25));

        night.update(DB, given(null, null, "a restart"), "bob");
        night.pass(Duration.ofMinutes(25));

        var has = Objects.requireNonNull(night.open(DB).acknowledgement());
        assertThat(has.by()).isEqualTo("ann");
        assertThat(has.until()).isEqualTo(Night.NOON.plus(Duration.ofMinutes(55)));
    }

    @Test
    void by_an_update_alone_nobody_has_it_but_by_one_that_says_mitigating() {
        night.raise("db-high");
        night.update(DB, Given.of(Status.IDENTIFIED), "ann");
        assertThat(night.open(DB).acknowledgement()).isNull();
        assertThat(night.pages).containsEntry(PAGER, Wanted.TRIGGERED);

        night.update(DB, Given.of(Status.MITIGATING), "ann");

        assertThat(night.open(DB).phase()).isEqualTo(Phase.MITIGATING);
        assertThat(night.pages).containsEntry(PAGER, Wanted.ACKNOWLEDGED);
    }

    @Test
    void nobody_is_told_that_it_is_resolved_while_an_alarm_stands() {
        night.raise("db-high");

        assertThat(night.update(DB, Given.of(Status.RESOLVED), "ann"))
                .isEqualTo("status: db-high is in ALARM; nobody is told that it is resolved");
        assertThat(night.open(DB).update()).isNull();

        night.recover("db-high");
        assertThat(night.update(DB, Given.of(Status.RESOLVED), "ann")).isNull();
        assertThat(last().fields()).containsEntry("next update", "none, this is the last");
    }

    private Update atTheEnd() {
        return Objects.requireNonNull(night.ended.getLast().update());
    }

    @Test
    void when_it_is_over_a_last_update_says_so_with_all_that_was_told_before() {
        night.raise("db-high");
        night.acknowledge(DB, "command");
        night.update(
                DB,
                new Given(
                        Status.MITIGATING,
                        "the pool is full",
                        "nobody can log in",
                        "about 300",
                        "a leak in v42",
                        "ending what idles",
                        "12:30 UTC",
                        null),
                "ann");
        night.pass(Duration.ofMinutes(5));
        night.recover("db-high");
        night.pass(Duration.ofMinutes(30));
        night.resolve(DB, null);

        assertThat(atTheEnd().fields())
                .containsExactly(
                        entry("severity", "P1"),
                        entry("status", "Resolved"),
                        entry("started", "2026-03-02 12:00:00 UTC"),
                        entry("updated", "2026-03-02 12:35:00 UTC by ann"),
                        entry("issue", "the pool is full"),
                        entry("impact", "nobody can log in; users: about 300"),
                        entry("root cause", "a leak in v42"),
                        entry("mitigation", "ending what idles"),
                        entry("expected resolution", "it is resolved"),
                        entry("next update", "none, this is the last"));
        assertThat(told("update")).last().isEqualTo(atTheEnd().line());
        var mail = Objects.requireNonNull(night.says.get("prod/db#1 0/update-2/team/mail"));
        assertThat(mail.summary()).isEqualTo("P1 db-1 all of db: update 2, Resolved");
        assertThat(mail.details()).isEqualTo(atTheEnd().fields());
    }

    @Test
    void a_P0_of_which_nobody_told_has_a_last_update_too_and_a_P3_has_none() {
        night.raise("api-down");
        night.pass(Duration.ofMinutes(1));
        night.recover("api-down");
        night.pass(Duration.ofMinutes(30));

        assertThat(atTheEnd().by()).isEqualTo("Tocsin");
        assertThat(atTheEnd().line())
                .isEqualTo("update 1: P0; Resolved; issue: it is down; impact: all of api; mitigation: none was told;"
                        + " expected resolution: it is resolved; next update: none, this is the last");

        night.raise("media-slow");
        night.pass(Duration.ofMinutes(1));
        night.recover("media-slow");
        night.pass(Duration.ofMinutes(30));

        assertThat(night.ended).hasSize(2);
        assertThat(night.ended.getLast().update()).isNull();
    }

    @Test
    void whoever_said_that_it_is_resolved_is_not_said_after() {
        night.raise("db-high");
        night.recover("db-high");
        night.update(DB, Given.of(Status.RESOLVED), "ann");
        night.resolve(DB, null);

        assertThat(told("update")).hasSize(1);
        assertThat(atTheEnd().number()).isEqualTo(1);
    }

    @Test
    void in_the_shadow_nobody_is_told_that_it_is_over() {
        var shadow = new Night(Paging.SHADOW, List.of());
        shadow.raise("db-high");
        shadow.recover("db-high");
        shadow.resolve(DB, null);

        assertThat(shadow.pages).isEmpty();
        assertThat(shadow.ended.getLast().update()).isNull();
    }

    @Test
    void whoever_has_a_P1_is_asked_for_the_update_before_it_is_late() {
        night.raise("db-high");
        night.acknowledge(DB, "command");

        night.pass(Duration.ofMinutes(9));
        assertThat(told("update due")).isEmpty();
        night.pass(Duration.ofMinutes(1));

        assertThat(told("update due"))
                .containsExactly("ann is asked for it: update 1 is due at 2026-03-02 12:15:00 UTC: tocsin update db-1");
        assertThat(night.pages.keySet()).contains("prod/db#1 0/update-due-1772453700/team/mail");
        assertThat(night.pages).as("nobody is rung").containsEntry(PAGER, Wanted.ACKNOWLEDGED);
    }

    @Test
    void whoever_can_be_told_by_text_message_is_asked_so() {
        night.raise("db-high");
        night.acknowledge(DB, "command", "Owner");

        night.pass(Duration.ofMinutes(10));

        assertThat(night.says.keySet()).contains("prod/db#1 0/update-due-1772453700/owner/sms");
    }

    @Test
    void one_that_does_not_come_is_late_once_and_the_next_one_is_due_after_that() {
        night.raise("db-high");
        night.acknowledge(DB, "command");

        night.pass(Duration.ofMinutes(24));

        assertThat(told("update late")).containsExactly("update 1 is late: ann owed it at 2026-03-02 12:15:00 UTC");
        assertThat(Objects.requireNonNull(night.says.get(PAGER)).details())
                .containsEntry("note", "update 1 is late: ann owed it at 2026-03-02 12:15:00 UTC");
        night.pass(Duration.ofMinutes(1));
        assertThat(told("update due")).hasSize(2);
    }

    @Test
    void whoever_tells_in_time_is_late_with_nothing() {
        night.raise("db-high");
        night.acknowledge(DB, "command");
        for (var update = 1; update <= 8; update++) {
            night.pass(Duration.ofMinutes(14));
            night.update(DB, Given.of(Status.INVESTIGATING), "ann");
        }

        assertThat(told("update late")).isEmpty();
        assertThat(night.told()).doesNotContain("lapsed");
    }

    @Test
    void of_a_P1_none_is_promised_for_later_than_it_is_due_and_of_a_P3_none_is_due() {
        night.raise("media-slow");
        night.raise("db-high");
        var inAnHour = new Given(null, null, null, null, null, null, null, Duration.ofHours(1));

        night.update(DB, inAnHour, "ann");
        night.split(Night.MEDIA);
        night.update(Night.MEDIA, inAnHour, "ann");
        night.acknowledge(Night.MEDIA, "command");
        night.pass(Duration.ofMinutes(29));

        assertThat(last().next()).isEqualTo(Instant.parse("2026-03-02T12:15:00Z"));
        assertThat(Objects.requireNonNull(night.open(Night.MEDIA).update()).next())
                .isEqualTo(Instant.parse("2026-03-02T13:00:00Z"));
        assertThat(night.told()).doesNotContain("update due", "update late");
    }

    @Test
    void what_becomes_a_P1_while_somebody_has_it_owes_updates_from_then_on() {
        night.raise("media-slow");
        night.acknowledge(Night.MEDIA, "command");
        night.pass(Duration.ofMinutes(20));
        night.grade(Night.MEDIA, Severity.P1, "nobody can upload");
        night.acknowledge(Night.MEDIA, "command");

        night.pass(Duration.ofMinutes(14));
        assertThat(told("update due")).hasSize(1);
        assertThat(told("update late")).isEmpty();
        night.grade(Night.MEDIA, Severity.P3, "it was one user");
        night.pass(Duration.ofMinutes(14));
        assertThat(told("update late")).isEmpty();
    }

    @Test
    void of_incidents_that_are_one_only_the_leading_one_owes_updates() {
        night.raise("media-down");
        night.raise("db-high");
        night.acknowledge(DB, "command");

        night.pass(Duration.ofMinutes(20));

        assertThat(night.story.stream()
                        .filter(entry -> entry.what().equals("update late"))
                        .map(entry -> entry.partition()))
                .containsExactly(DB);
    }

    @Test
    void an_incident_that_was_written_before_there_were_updates_is_read() {
        night.raise("db-high");
        var documents = new Documents().incidents();
        var json = documents.toJson(night.open(DB));

        Incident read = documents.fromJson(json.replaceAll(",\"update(Due)?\":null", ""));

        assertThat(read.update()).isNull();
        assertThat(read).isEqualTo(night.open(DB));
    }
}
