package tocsin.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.triage.Night.API;
import static tocsin.triage.Night.DB;
import static tocsin.triage.Night.MEDIA;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tocsin.alarm.AlarmState;
import tocsin.config.Paging;
import tocsin.config.Severity;
import tocsin.incident.Decided.Outcome;
import tocsin.incident.Deployment;
import tocsin.incident.Phase;
import tocsin.incident.Withheld.Why;
import tocsin.maintenance.Window;
import tocsin.page.PagerNews;
import tocsin.page.Wanted;
import tocsin.testing.TestingProduct;

class TriageTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String ASKING = "prod/db#1 0/run-1/team/pagerduty";

    private final Night night = new Night();

    @Test
    void an_alarm_opens_an_incident_and_pages_at_once() {
        var decided = night.raise("db-high");

        assertThat(decided.outcome()).isEqualTo(Outcome.OPENED);
        assertThat(decided.incident()).isEqualTo("db-1");
        assertThat(decided.severity()).isEqualTo(Severity.P1);
        assertThat(night.pager()).containsExactly(Map.entry("prod/db#1 1/pager/team/pagerduty", Wanted.TRIGGERED));
        assertThat(night.due.get("prod/db#1 1/backup-1/owner/sms")).isEqualTo(Night.NOON.plus(Duration.ofMinutes(6)));
        assertThat(night.due).doesNotContainKey("prod/db#1 1/fallback/team/mail");
        assertThat(night.runs)
                .extracting(run -> run.id() + " " + run.runbook())
                .containsExactly("db-1/1 connection-pool");
    }

    @Test
    void a_copy_of_a_known_transition_changes_nothing() {
        var transition = night.alarm("db-high");
        night.take(transition);
        var before = night.view;

        var again = night.take(transition.withAt(transition.at().plusMillis(700)));

        assertThat(again.outcome()).isEqualTo(Outcome.DROPPED);
        assertThat(night.view).isEqualTo(before);
    }

    @Test
    void a_transition_older_than_what_is_known_changes_nothing_but_the_story() {
        night.raise("db-high");
        night.pass(MINUTE);
        night.recover("db-high");

        var late = night.take(Night.transition("db-high", AlarmState.ALARM, Night.NOON.plusSeconds(20)));

        assertThat(late.outcome()).isEqualTo(Outcome.STALE);
        assertThat(night.open(DB).phase()).isEqualTo(Phase.MONITORING);
        assertThat(night.told()).endsWith("late");
    }

    @Test
    void a_copy_that_brings_the_value_observed_decides_again_and_withdraws_no_page() {
        var bare = night.alarm("api-rate");
        assertThat(night.take(bare).severity()).isEqualTo(Severity.P0);

        var completed = night.take(bare.withObserved(6.0));

        assertThat(completed.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(night.open(API).severity()).isEqualTo(Severity.P2);
        assertThat(night.pager().values()).containsExactly(Wanted.TRIGGERED);
    }

    @Test
    void every_page_of_an_incident_is_resolved_when_its_last_signal_is_ok_and_it_is_watched_for_30_minutes() {
        night.raise("db-high");
        night.pass(MINUTE);
        night.recover("db-high");

        assertThat(night.open(DB).phase()).isEqualTo(Phase.MONITORING);
        assertThat(night.pages)
                .containsEntry("prod/db#1 1/pager/team/pagerduty", Wanted.RESOLVED)
                .containsEntry("prod/db#1 1/backup-1/owner/sms", Wanted.DROPPED);

        night.told(told(night, RunTold.What.ENDED));
        night.pass(Duration.ofMinutes(29));
        assertThat(night.hasOpen(DB)).isTrue();
        night.pass(MINUTE);
        assertThat(night.hasOpen(DB)).isFalse();
        assertThat(night.ended).extracting(incident -> incident.phase()).containsExactly(Phase.RESOLVED);
    }

    @Test
    void an_incident_is_watched_for_as_long_as_a_run_of_it_goes_on() {
        night.raise("db-high");
        night.pass(MINUTE);
        night.recover("db-high");
        night.pass(Duration.ofMinutes(45));

        assertThat(night.open(DB).phase()).isEqualTo(Phase.MONITORING);
        assertThat(night.told()).filteredOn("monitoring"::equals).hasSize(2);

        night.told(told(night, RunTold.What.ENDED));
        night.pass(Duration.ofMinutes(10));
        assertThat(night.hasOpen(DB)).isFalse();
    }

    @Test
    void a_relapse_while_watched_opens_the_same_incident_and_pages_anew() {
        night.raise("db-high");
        night.pass(MINUTE);
        night.recover("db-high");
        night.pass(Duration.ofMinutes(20));

        night.raise("db-high");

        assertThat(night.open(DB).id()).isEqualTo("db-1");
        assertThat(night.open(DB).phase()).isEqualTo(Phase.OPEN);
        assertThat(night.pager())
                .containsExactly(
                        Map.entry("prod/db#1 1/pager/team/pagerduty", Wanted.RESOLVED),
                        Map.entry("prod/db#1 2/pager/team/pagerduty", Wanted.TRIGGERED));
    }

    @Test
    void more_of_the_same_severity_joins_without_a_page_and_worse_pages_anew() {
        night.raise("db-high");
        night.raise("db-also-high");
        assertThat(night.paged()).isEqualTo(1);

        night.acknowledge(DB, "command");
        night.raise("db-down");

        assertThat(night.open(DB).severity()).isEqualTo(Severity.P0);
        assertThat(night.open(DB).phase()).isEqualTo(Phase.OPEN);
        assertThat(night.pager())
                .containsExactly(
                        Map.entry("prod/db#1 1/pager/team/pagerduty", Wanted.RESOLVED),
                        Map.entry("prod/db#1 2/pager/team/pagerduty", Wanted.TRIGGERED));
    }

    @Test
    void no_data_after_alarm_resolves_nothing() {
        night.raise("db-high");

        assertThat(night.lose("db-high").outcome()).isEqualTo(Outcome.BLIND);

        night.pass(Duration.ofHours(2));
        assertThat(night.open(DB).phase()).isEqualTo(Phase.OPEN);
        assertThat(night.open(DB).signals()).allMatch(signal -> signal.blind());
    }

    @Test
    void five_alarms_of_a_region_without_data_in_five_minutes_open_one_incident_that_ends_when_they_see_again() {
        for (var number = 1; number <= 5; number++) {
            night.now = night.now.plusSeconds(10);
            night.take(Night.transition("db-" + number, AlarmState.INSUFFICIENT_DATA, night.now)
                    .withPrevious(AlarmState.OK));
        }
        assertThat(night.open("region/us-west-2").signals()).hasSize(5);
        assertThat(night.paged()).isEqualTo(1);

        for (var number = 1; number <= 5; number++) {
            night.now = night.now.plusSeconds(10);
            night.take(Night.transition("db-" + number, AlarmState.OK, night.now)
                    .withPrevious(AlarmState.INSUFFICIENT_DATA));
        }
        assertThat(night.open("region/us-west-2").phase()).isEqualTo(Phase.MONITORING);
        assertThat(night.pager().values()).containsExactly(Wanted.RESOLVED);
    }

    @Test
    void four_alarms_without_data_open_nothing() {
        for (var number = 1; number <= 4; number++) {
            night.take(Night.transition("db-" + number, AlarmState.INSUFFICIENT_DATA, night.now)
                    .withPrevious(AlarmState.OK));
        }
        night.pass(Duration.ofMinutes(6));
        night.take(Night.transition("db-5", AlarmState.INSUFFICIENT_DATA, night.now)
                .withPrevious(AlarmState.OK));

        assertThat(night.hasOpen("region/us-west-2")).isFalse();
    }

    @Test
    void an_ignored_alarm_is_counted_and_opens_nothing() {
        var decided = night.raise("TargetTracking-db");

        assertThat(decided.outcome()).isEqualTo(Outcome.IGNORED);
        assertThat(night.head("unmatched/111122223333/us-west-2").counts()).containsEntry("ignored", 1L);
        assertThat(night.paged() + night.mailed()).isZero();
    }

    @Test
    void an_alarm_of_no_service_is_mailed_and_never_paged() {
        assertThat(night.raise("billing").outcome()).isEqualTo(Outcome.UNMATCHED);

        assertThat(night.paged()).isZero();
        assertThat(night.mailed()).isEqualTo(1);
    }

    @Test
    void a_muted_alarm_pages_once_when_the_mute_ends_while_it_stands() {
        var end = night.now.plus(Duration.ofMinutes(20));
        night.take(night.alarm("db-high").withMuted(true).withMutedUntil(end));
        assertThat(night.paged()).isZero();

        night.pass(Duration.ofMinutes(19));
        assertThat(night.paged()).isZero();
        night.pass(Duration.ofHours(2));
        assertThat(night.paged()).isEqualTo(1);
    }

    @Test
    void a_muted_alarm_that_recovers_pages_nobody() {
        night.take(night.alarm("db-high").withMuted(true).withMutedUntil(night.now.plus(Duration.ofMinutes(20))));
        night.pass(MINUTE);
        night.recover("db-high");
        night.pass(Duration.ofHours(1));

        assertThat(night.paged()).isZero();
        assertThat(night.head(DB).withheld()).isEmpty();
    }

    @Test
    void a_suppressed_alarm_is_asked_about_again_and_pages_once_it_is_free() {
        var alarm = night.alarm("db-high");
        night.cloudWatchSays.put(alarm.id().text(), new Readings.Now(AlarmState.ALARM, false, "Alarm"));
        night.take(alarm.withSuppressedBy("Alarm"));
        night.pass(Duration.ofMinutes(35));
        assertThat(night.paged()).isZero();

        night.cloudWatchSays.put(alarm.id().text(), new Readings.Now(AlarmState.ALARM, false, null));
        night.pass(Duration.ofMinutes(10));
        assertThat(night.paged()).isEqualTo(1);
    }

    @Test
    void a_suppressed_alarm_of_which_cloudwatch_says_that_it_recovered_pages_nobody() {
        var alarm = night.alarm("db-high");
        night.cloudWatchSays.put(alarm.id().text(), new Readings.Now(AlarmState.OK, false, null));
        night.take(alarm.withSuppressedBy("Alarm"));
        night.pass(Duration.ofHours(1));

        assertThat(night.paged()).isZero();
        assertThat(night.head(DB).withheld()).isEmpty();
    }

    @Test
    void a_mute_of_which_nobody_knows_the_end_is_asked_about_and_pages_once_it_is_over() {
        var alarm = night.alarm("db-high");
        night.cloudWatchSays.put(alarm.id().text(), new Readings.Now(AlarmState.ALARM, true, null));
        night.take(alarm.withMuted(true));
        night.pass(Duration.ofMinutes(35));
        assertThat(night.paged()).isZero();

        night.cloudWatchSays.put(alarm.id().text(), new Readings.Now(AlarmState.ALARM, false, null));
        night.pass(Duration.ofHours(1));
        assertThat(night.paged()).isEqualTo(1);
    }

    @Test
    void an_alarm_that_leaves_its_suppressor_pages_at_once() {
        night.take(night.alarm("db-high").withSuppressedBy("Alarm"));
        night.pass(MINUTE);

        night.take(night.alarm("db-high").withPrevious(AlarmState.ALARM).withPreviouslySuppressedBy("Alarm"));

        assertThat(night.paged()).isEqualTo(1);
        assertThat(night.head(DB).withheld()).isEmpty();
    }

    @Test
    void a_window_holds_until_its_end_and_the_severities_that_pierce_it_page() {
        var monday = Window.weekly(
                DayOfWeek.MONDAY,
                LocalTime.of(11, 0),
                LocalTime.of(13, 0),
                ZoneOffset.UTC,
                List.of(),
                List.of(Severity.P0),
                null,
                "maintenance");
        var held = new Night(Paging.ON, List.of(monday));
        held.raise("db-high");
        assertThat(held.paged()).isZero();
        held.raise("api-down");
        assertThat(held.paged()).isEqualTo(1);
        held.pass(Duration.ofMinutes(61));
        assertThat(held.paged()).isEqualTo(2);
    }

    @Test
    void what_cloudwatch_still_mutes_or_suppresses_at_a_window_s_end_pages_once_it_is_free() {
        var monday = Window.weekly(
                DayOfWeek.MONDAY,
                LocalTime.of(11, 0),
                LocalTime.of(13, 0),
                ZoneOffset.UTC,
                List.of(),
                List.of(),
                null,
                "maintenance");
        var held = new Night(Paging.ON, List.of(monday));
        var muted = held.alarm("db-high").id().text();
        var suppressed = held.alarm("api-high").id().text();
        held.cloudWatchSays.put(muted, new Readings.Now(AlarmState.ALARM, true, null));
        held.cloudWatchSays.put(suppressed, new Readings.Now(AlarmState.ALARM, false, "Alarm"));
        held.raise("db-high");
        held.raise("api-high");
        held.pass(Duration.ofMinutes(90));
        assertThat(held.paged()).isZero();
        assertThat(held.head(DB).withheld()).allMatch(signal -> signal.isWithheld(Why.MUTED));
        assertThat(held.head(API).withheld()).allMatch(signal -> signal.isWithheld(Why.SUPPRESSED));

        held.cloudWatchSays.put(muted, new Readings.Now(AlarmState.ALARM, false, null));
        held.pass(Duration.ofMinutes(11));
        assertThat(held.paged()).isEqualTo(1);
    }

    @Test
    void what_recovers_within_a_window_pages_nobody_after_it() {
        var monday = Window.weekly(
                DayOfWeek.MONDAY,
                LocalTime.of(11, 0),
                LocalTime.of(13, 0),
                ZoneOffset.UTC,
                List.of(),
                List.of(),
                null,
                "maintenance");
        var held = new Night(Paging.ON, List.of(monday));
        held.raise("db-high");
        held.pass(MINUTE);
        held.recover("db-high");
        held.pass(Duration.ofHours(3));

        assertThat(held.paged()).isZero();
    }

    @Test
    void a_silence_holds_until_its_end_and_no_longer() {
        night.silence("{\"alarm\":[\"db-high\"]}", Duration.ofHours(2));
        assertThat(night.raise("db-high").outcome()).isEqualTo(Outcome.HELD);
        night.pass(Duration.ofMinutes(119));
        assertThat(night.paged()).isZero();
        night.pass(Duration.ofMinutes(2));
        assertThat(night.paged()).isEqualTo(1);
    }

    @Test
    void a_silence_that_somebody_ends_holds_nothing_any_more() {
        night.silence("{\"alarm\":[\"db-high\"]}", Duration.ofHours(2));
        night.raise("db-high");
        night.pass(Duration.ofMinutes(10));
        assertThat(night.paged()).isZero();

        night.unsilence();
        night.pass(MINUTE);

        assertThat(night.paged()).isEqualTo(1);
    }

    @Test
    void a_silence_that_somebody_ends_lets_go_of_nothing_that_another_reason_holds() {
        night.take(night.alarm("db-high").withMuted(true).withMutedUntil(night.now.plus(Duration.ofHours(1))));
        night.silence("{\"alarm\":[\"api-down\"]}", Duration.ofHours(2));
        night.raise("api-down");

        night.unsilence();
        night.pass(MINUTE);

        assertThat(night.pager()).containsExactly(Map.entry("prod/api#1 1/pager/team/pagerduty", Wanted.TRIGGERED));
    }

    @Test
    void a_silenced_alarm_that_recovers_pages_nobody() {
        night.silence("{\"alarm\":[\"db-high\"]}", Duration.ofHours(2));
        night.raise("db-high");
        night.pass(MINUTE);
        night.recover("db-high");
        night.pass(Duration.ofHours(3));
        assertThat(night.paged()).isZero();
    }

    @Test
    void six_moves_in_30_minutes_are_flapping_held_open_with_one_page_and_calm_ends_it() {
        for (var time = 0; time < 3; time++) {
            night.raise("db-high");
            night.pass(MINUTE);
            night.recover("db-high");
            night.pass(MINUTE);
        }
        assertThat(night.open(DB).phase()).isEqualTo(Phase.OPEN);
        var pagedSoFar = night.paged();
        for (var time = 0; time < 5; time++) {
            night.raise("db-high");
            night.pass(MINUTE);
            night.recover("db-high");
            night.pass(MINUTE);
        }
        assertThat(night.paged()).isEqualTo(pagedSoFar);
        assertThat(night.open(DB).phase()).isEqualTo(Phase.OPEN);

        night.pass(Duration.ofMinutes(31));
        assertThat(night.open(DB).phase()).isEqualTo(Phase.MONITORING);
    }

    @Test
    void flapping_that_ends_in_alarm_has_a_page_that_is_followed() {
        for (var time = 0; time < 3; time++) {
            night.raise("db-high");
            night.pass(MINUTE);
            night.recover("db-high");
            night.pass(MINUTE);
        }
        night.raise("db-high");
        night.pass(Duration.ofMinutes(40));

        assertThat(night.open(DB).phase()).isEqualTo(Phase.OPEN);
        assertThat(night.pager().values()).filteredOn(Wanted.TRIGGERED::equals).hasSize(1);
    }

    @Test
    void a_symptom_belongs_to_the_incident_of_the_service_it_needs_and_stays_silent() {
        night.raise("db-down");
        night.pass(MINUTE);

        var symptom = night.raise("api-down");

        assertThat(symptom.outcome()).isEqualTo(Outcome.SYMPTOM);
        assertThat(symptom.incident()).isEqualTo("db-1");
        assertThat(night.hasOpen(API)).isFalse();
        assertThat(night.head(API).joined()).isEqualTo(night.open(DB).ref());
        assertThat(night.paged()).isEqualTo(1);
    }

    @Test
    void a_symptom_worse_than_what_was_paged_makes_the_cause_page_anew() {
        night.raise("db-high");
        night.pass(MINUTE);

        night.raise("api-down");

        assertThat(night.open(DB).severity()).isEqualTo(Severity.P0);
        assertThat(night.paged()).isEqualTo(2);
    }

    @Test
    void a_mail_only_incident_of_the_database_does_not_silence_the_apis_page() {
        night.raise("db-slow");
        assertThat(night.paged()).isZero();

        night.raise("api-down");

        assertThat(night.paged()).isEqualTo(1);
    }

    @Test
    void what_is_in_shadow_silences_nobody() {
        var dark = new Night(Night.configuration(Paging.SHADOW, Paging.ON, List.of()));
        dark.raise("db-down");
        assertThat(dark.paged()).isZero();

        assertThat(dark.raise("api-down").outcome()).isEqualTo(Outcome.OPENED);
        assertThat(dark.paged()).isEqualTo(1);
    }

    @Test
    void a_symptom_whose_cause_recovered_stands_for_itself_within_ten_minutes() {
        night.raise("db-down");
        night.pass(MINUTE);
        night.raise("api-down");
        night.pass(MINUTE);
        night.recover("db-down");
        assertThat(night.open(DB).phase()).isEqualTo(Phase.OPEN);

        night.pass(Duration.ofMinutes(10));

        assertThat(night.open(API).phase()).isEqualTo(Phase.OPEN);
        assertThat(night.open(DB).phase()).isEqualTo(Phase.MONITORING);
        assertThat(night.pager())
                .containsEntry("prod/db#1 1/pager/team/pagerduty", Wanted.RESOLVED)
                .containsEntry("prod/api#1 1/pager/team/pagerduty", Wanted.TRIGGERED);
    }

    @Test
    void a_symptom_whose_cause_is_resolved_by_hand_stands_for_itself_at_once() {
        night.raise("db-down");
        night.pass(MINUTE);
        night.raise("api-down");

        assertThat(night.resolve(DB, Duration.ofHours(1))).isNull();
        night.pass(MINUTE);

        assertThat(night.pager())
                .containsEntry("prod/db#1 1/pager/team/pagerduty", Wanted.RESOLVED)
                .containsEntry("prod/api#1 1/pager/team/pagerduty", Wanted.TRIGGERED);
    }

    @Test
    void a_symptom_that_recovers_with_its_cause_pages_nobody() {
        night.raise("db-down");
        night.raise("api-down");
        night.pass(MINUTE);
        night.recover("api-down");
        night.recover("db-down");
        night.pass(Duration.ofHours(1));

        assertThat(night.paged()).isEqualTo(1);
        assertThat(night.hasOpen(DB)).isFalse();
        assertThat(night.head(API).joined()).isNull();
    }

    @Test
    void below_p0_a_page_waits_a_minute_for_its_cause_and_goes_out_when_none_came() {
        night.raise("api-high");
        assertThat(night.paged()).isZero();

        night.pass(Duration.ofSeconds(61));

        assertThat(night.paged()).isEqualTo(1);
    }

    @Test
    void a_page_that_waits_for_its_cause_stays_silent_when_the_cause_has_paged_and_goes_out_when_it_is_over() {
        night.raise("api-high");
        night.now = night.now.plusSeconds(20);
        night.raise("db-down");
        night.pass(Duration.ofMinutes(5));
        assertThat(night.paged()).isEqualTo(1);
        assertThat(night.open(DB).symptoms()).containsExactly(night.open(API).ref());

        night.recover("db-down");
        night.pass(Duration.ofMinutes(11));
        assertThat(night.paged()).isEqualTo(2);
    }

    @Test
    void a_page_that_waits_for_its_cause_does_not_go_out_when_the_alarm_recovers() {
        night.raise("api-high");
        night.now = night.now.plusSeconds(20);
        night.recover("api-high");
        night.pass(Duration.ofHours(1));
        assertThat(night.paged()).isZero();
    }

    @Test
    void a_service_that_was_just_seen_to_be_well_is_not_waited_for() {
        night.recover("db-high");
        night.raise("api-high");
        assertThat(night.paged()).isEqualTo(1);
    }

    @Test
    void a_cause_that_comes_after_its_symptom_leads_and_acknowledging_either_does_both() {
        night.raise("api-down");
        night.pass(MINUTE);
        night.raise("db-down");
        assertThat(night.paged()).isEqualTo(2);
        assertThat(night.open(API).cause()).isEqualTo(night.open(DB).ref());

        night.acknowledge(API, "pagerduty");

        assertThat(night.open(DB).phase()).isEqualTo(Phase.ACKNOWLEDGED);
        assertThat(night.open(API).phase()).isEqualTo(Phase.ACKNOWLEDGED);
        assertThat(night.pager().values()).containsOnly(Wanted.ACKNOWLEDGED);
    }

    @Test
    void symptoms_reach_through_services_between() {
        night.raise("db-down");
        assertThat(night.raise("media-down").outcome()).isEqualTo(Outcome.SYMPTOM);
        assertThat(night.hasOpen(MEDIA)).isFalse();
    }

    @Test
    void p2_outside_its_hours_is_mailed_and_pages_when_they_begin() {
        night.now = Night.NOON.plus(Duration.ofHours(10));
        night.raise("db-rate-x");
        night.take(night.alarm("db-rate").withObserved(6.0));
        assertThat(night.paged()).isZero();
        assertThat(night.mailed()).isEqualTo(1);

        night.pass(Duration.ofHours(10).plus(MINUTE));
        assertThat(night.paged()).isEqualTo(1);
    }

    @Test
    void p2_that_recovers_before_its_hours_pages_nobody() {
        night.now = Night.NOON.plus(Duration.ofHours(10));
        night.take(night.alarm("db-rate").withObserved(6.0));
        night.pass(Duration.ofHours(2));
        night.recover("db-rate");
        night.pass(Duration.ofHours(12));

        assertThat(night.paged()).isZero();
    }

    @Test
    void p3_is_mailed_at_once_and_never_paged() {
        night.raise("db-slow");
        night.pass(Duration.ofHours(30));
        assertThat(night.mailed()).isEqualTo(1);
        assertThat(night.paged()).isZero();
    }

    @Test
    void six_percent_that_becomes_sixty_without_a_message_is_raised_and_paged() {
        var alarm = night.alarm("db-rate").withObserved(6.0);
        night.take(alarm);
        assertThat(night.open(DB).severity()).isEqualTo(Severity.P2);

        night.metrics.put(alarm.id().text(), 60.0);
        night.pass(Duration.ofMinutes(2));

        assertThat(night.open(DB).severity()).isEqualTo(Severity.P0);
        assertThat(night.pager().values()).containsExactly(Wanted.RESOLVED, Wanted.TRIGGERED);
    }

    @Test
    void a_metric_that_got_better_lowers_nothing() {
        var alarm = night.alarm("db-rate").withObserved(60.0);
        night.take(alarm);
        night.metrics.put(alarm.id().text(), 1.0);
        night.pass(Duration.ofMinutes(5));
        assertThat(night.open(DB).severity()).isEqualTo(Severity.P0);
    }

    @Test
    void an_acknowledgement_lapses_after_30_minutes_without_a_sign_of_life_and_pages_anew() {
        night.raise("db-high");
        night.acknowledge(DB, "command");
        assertThat(night.pages).containsEntry("prod/db#1 1/backup-1/owner/sms", Wanted.DROPPED);

        night.pass(Duration.ofMinutes(29));
        night.acknowledge(DB, "command");
        night.pass(Duration.ofMinutes(29));
        assertThat(night.paged()).isEqualTo(1);
        night.pass(MINUTE);
        assertThat(night.paged()).isEqualTo(2);
        assertThat(night.open(DB).phase()).isEqualTo(Phase.OPEN);
    }

    @Test
    void what_was_deployed_to_a_service_or_to_what_it_needs_stands_beside_what_opens_in_the_next_two_hours() {
        night.deployed(DB, new Deployment("v42", true, night.now, "ci", null));
        night.deployed(DB, new Deployment("v42", true, night.now, "ci", null));
        night.pass(Duration.ofMinutes(12));

        night.raise("api-down");

        assertThat(night.texts()).contains("prod/db v42 deployed 12 min before by ci, with a migration");
        assertThat(night.open(API).openedAt()).isEqualTo(night.now);
    }

    @Test
    void a_deployment_of_more_than_two_hours_ago_is_no_news_and_five_are_kept() {
        for (var version = 1; version <= 7; version++) {
            night.deployed(DB, new Deployment("v" + version, false, night.now, "ci", null));
            night.pass(Duration.ofMinutes(40));
        }

        night.raise("db-down");

        assertThat(night.view.head(DB).deployments())
                .extracting(Deployment::version)
                .containsExactly("v7", "v6", "v5", "v4", "v3");
        assertThat(night.texts()).contains("prod/db v7 deployed 40 min before by ci");
        assertThat(night.texts()).noneMatch(text -> text.contains("v4"));
    }

    @Test
    void told_a_day_late_it_changes_nothing_and_told_twice_it_is_one() {
        night.deployed(DB, new Deployment("v42", false, night.now.minus(Duration.ofHours(24)), "ci", "a"));
        assertThat(night.view.head(DB).deployments()).isEmpty();

        night.deployed(DB, new Deployment("d-1", false, night.now, "CodeDeploy", "event-1"));
        night.pass(Duration.ofHours(1));
        night.deployed(DB, new Deployment("d-1", false, night.now.minus(Duration.ofHours(1)), "CodeDeploy", "event-1"));
        assertThat(night.view.head(DB).deployments()).hasSize(1);
    }

    @Test
    void no_number_of_other_deployments_hides_a_migration() {
        night.deployed(DB, new Deployment("v42", true, night.now, "ann", null));
        for (var event = 1; event <= 20; event++) {
            night.pass(MINUTE);
            night.deployed(DB, new Deployment("d-" + event, false, night.now, "CodeDeploy", "event-" + event));
        }

        assertThat(night.view.head(DB).deployments())
                .extracting(Deployment::version)
                .containsExactly("d-20", "d-19", "d-18", "d-17", "d-16", "v42");
    }

    @Test
    void that_it_came_with_a_migration_is_heard_though_the_version_was_told_before() {
        night.deployed(DB, new Deployment("v42", false, night.now, "a pipeline", "first"));
        night.pass(MINUTE);
        night.deployed(DB, new Deployment("v42", true, night.now, "ann", null));
        night.deployed(DB, new Deployment("v42", false, night.now, "a pipeline", "again"));

        assertThat(night.view.head(DB).deployments())
                .containsExactly(new Deployment("v42", true, night.now, "ann", null));
    }

    @Test
    void what_was_withdrawn_is_beside_nothing_and_a_late_copy_of_it_brings_it_not_back() {
        var told = new Deployment("v42", false, night.now, "CodeDeploy", "event-1");
        night.deployed(DB, told);
        night.pass(MINUTE);
        night.withdraw(DB, "v42", "bob");
        night.pass(MINUTE);
        night.deployed(DB, told);
        night.deployed(DB, new Deployment("v42", false, night.now, "CodeDeploy", "event-1"));
        night.deployed(DB, new Deployment("v42", true, told.at(), "a pipeline", "event-2"));

        night.raise("db-down");
        assertThat(night.view.head(DB).live()).isEmpty();
        assertThat(night.texts()).contains("v42 was not deployed after all: bob takes it back");
        assertThat(night.texts()).noneMatch(text -> text.contains("v42 deployed"));
    }

    @Test
    void what_was_withdrawn_may_go_live_after_all() {
        night.deployed(DB, new Deployment("v42", true, night.now, "ann", null));
        night.pass(MINUTE);
        night.withdraw(DB, "v42", "ann");
        night.pass(MINUTE);
        var again = new Deployment("v42", false, night.now, "ann", null);
        night.deployed(DB, again);

        assertThat(night.view.head(DB).deployments()).containsExactly(again);
    }

    @Test
    void what_aws_tells_is_of_the_services_that_have_it_among_their_resources() {
        assertThat(night.deployedTo("function", "valine-prod-db", "live")).containsExactly(DB);
        assertThat(night.deployedTo("function", "valine-prod-db", "canary")).isEmpty();
        assertThat(night.deployedTo("stack", "valine-prod-api", null)).containsExactly(API);
        assertThat(night.deployedTo("stack", "valine-prod-api-nested", null)).isEmpty();
        assertThat(night.deployedTo("codedeploy", "valine-prod-api-ServerlessDeploymentApplication-1EXAMPLE", null))
                .containsExactly(API);
        assertThat(night.deployedTo("codedeploy", "valine-prod-api", null)).isEmpty();
        assertThat(night.deployedTo("function", "valine-staging-db", "live")).isEmpty();
    }

    @Test
    void one_that_is_told_while_an_incident_is_open_stands_in_its_story() {
        night.raise("db-down");
        night.deployed(DB, new Deployment("v42", false, night.now, "ann", null));

        assertThat(night.texts()).endsWith("v42 deployed just now by ann");
    }

    @Test
    void what_gets_worse_after_an_acknowledgement_lapsed_where_nothing_paged_is_paged_anew() {
        night.raise("db-high");
        night.raise("db-slow");
        night.acknowledge(DB, "command");
        night.silence("{\"alarm\":[\"db-high\"]}", Duration.ofHours(1));
        night.pass(MINUTE);
        night.recover("db-high");
        night.raise("db-high");
        assertThat(night.open(DB).severity()).isEqualTo(Severity.P3);

        night.pass(Duration.ofMinutes(35));
        assertThat(night.told()).contains("lapsed");
        assertThat(night.paged()).isEqualTo(1);

        night.pass(Duration.ofMinutes(25));
        assertThat(night.open(DB).severity()).isEqualTo(Severity.P1);
        assertThat(night.paged()).isEqualTo(2);
    }

    @Test
    void an_acknowledgement_of_what_has_recovered_does_not_lapse() {
        night.raise("db-high");
        night.acknowledge(DB, "command");
        night.pass(MINUTE);
        night.recover("db-high");
        night.pass(Duration.ofHours(2));

        assertThat(night.paged()).isEqualTo(1);
    }

    @Test
    void a_command_that_is_repeated_within_a_minute_since_no_answer_came_is_told_once() {
        night.raise("db-down");
        night.acknowledge(DB, "command");
        var told = night.story.size();

        night.acknowledge(DB, "command");
        assertThat(night.story).hasSize(told);

        night.pass(Duration.ofMinutes(2));
        night.acknowledge(DB, "command");
        assertThat(night.story).hasSizeGreaterThan(told);
    }

    @Test
    void resolving_by_hand_is_refused_while_something_stands_unless_it_is_silenced() {
        night.raise("db-high");
        assertThat(night.resolve(DB, null)).contains("db-high is in ALARM");

        assertThat(night.resolve(DB, Duration.ofHours(1))).isNull();
        assertThat(night.hasOpen(DB)).isFalse();
        night.pass(Duration.ofMinutes(59));
        assertThat(night.paged()).isEqualTo(1);
        night.pass(Duration.ofMinutes(2));
        assertThat(night.paged()).isEqualTo(2);
        assertThat(night.open(DB).id()).isEqualTo("db-2");
    }

    @Test
    void what_was_resolved_by_hand_and_recovers_within_its_silence_pages_nobody_again() {
        night.raise("db-high");
        night.resolve(DB, Duration.ofHours(1));
        night.pass(MINUTE);
        night.recover("db-high");
        night.pass(Duration.ofHours(2));

        assertThat(night.paged()).isEqualTo(1);
    }

    @Test
    void resolved_at_the_pager_while_something_stands_counts_as_an_acknowledgement() {
        night.raise("db-high");
        night.resolvedAtPager(DB);

        assertThat(night.open(DB).phase()).isEqualTo(Phase.ACKNOWLEDGED);
        night.pass(Duration.ofMinutes(31));
        assertThat(night.paged()).isEqualTo(2);
    }

    @Test
    void a_deleted_alarm_ends_its_signals() {
        night.raise("db-high");
        night.delete(DB, "db-high");
        assertThat(night.open(DB).phase()).isEqualTo(Phase.MONITORING);
    }

    @Test
    void in_shadow_everything_is_decided_and_nobody_is_told() {
        var shadow = new Night(Paging.SHADOW, List.of());
        shadow.raise("db-down");
        shadow.raise("db-slow");

        assertThat(shadow.open(DB).severity()).isEqualTo(Severity.P0);
        assertThat(shadow.pages).isEmpty();
        assertThat(shadow.told()).contains("shadow");
    }

    @Test
    void with_paging_on_notice_a_mail_takes_the_place_of_the_page() {
        var notice = new Night(Paging.NOTICE, List.of());
        notice.raise("db-down");
        assertThat(notice.paged()).isZero();
        assertThat(notice.mailed()).isEqualTo(1);
    }

    @Test
    void a_run_that_asks_changes_the_open_pages_text_and_one_that_fails_on_an_acknowledged_incident_pages_anew() {
        night.raise("db-high");
        var ref = night.open(DB).ref();
        night.told(new RunTold(ref, 1, "db-1/1", RunTold.What.ASKS, "may I?", null));
        assertThat(night.paged()).isEqualTo(1);

        night.acknowledge(DB, "command");
        night.told(new RunTold(ref, 1, "db-1/1", RunTold.What.FAILED, "not proven", null));
        assertThat(night.paged()).isEqualTo(2);
        assertThat(night.open(DB).runs()).allMatch(run -> run.over());
    }

    private static Night mended(int proven) {
        var night = new Night(TestingProduct.mended());
        for (var run = 0; run < proven; run++) {
            night.raise("db-high");
            night.told(new RunTold(night.open(DB).ref(), 1, "db-1/1", RunTold.What.PROVEN, "proven", null));
            night.pass(MINUTE);
            night.recover("db-high");
            night.pass(Duration.ofMinutes(31));
        }
        night.raise("db-high");
        return night;
    }

    private static RunTold told(Night night, RunTold.What what) {
        return new RunTold(night.open(DB).ref(), 1, night.open(DB).id() + "/1", what, "says so", null);
    }

    @Test
    void a_page_waits_for_a_runbook_that_has_helped_ten_times_in_a_row_and_no_longer_than_it_may() {
        var rung = mended(9).paged();
        var night = mended(10);
        assertThat(rung).isEqualTo(10);
        assertThat(night.paged()).isEqualTo(10);
        assertThat(night.texts().getLast()).contains("the runbook connection-pool is to run");

        night.pass(Duration.ofMinutes(5));
        assertThat(night.paged()).isEqualTo(11);
    }

    @Test
    void a_page_that_waits_for_a_runbook_goes_out_when_that_fails_or_asks_and_never_where_it_mends() {
        for (var what : List.of(RunTold.What.FAILED, RunTold.What.STOPPED, RunTold.What.ENDED, RunTold.What.ASKS)) {
            var night = mended(10);
            night.told(told(night, what));
            night.pass(MINUTE);
            assertThat(night.paged()).as(what.name()).isEqualTo(11);
        }
        var night = mended(10);
        night.told(told(night, RunTold.What.PROVEN));
        night.recover("db-high");
        night.pass(Duration.ofHours(1));
        assertThat(night.paged()).isEqualTo(10);
    }

    @Test
    void a_run_that_could_do_nothing_about_what_is_only_mailed_is_mailed_too_and_one_that_did_something_rings() {
        night.raise("db-slow");
        night.told(told(night, RunTold.What.STOPPED));
        assertThat(night.pager()).isEmpty();
        assertThat(night.mailed()).isEqualTo(2);

        night.told(told(night, RunTold.What.FAILED));
        assertThat(night.pager()).hasSize(1);
    }

    /** A run that asks about an incident that rings nobody. */
    private void ask() {
        night.raise("db-slow");
        night.told(new RunTold(night.open(DB).ref(), 1, "db-1/1", RunTold.What.ASKS, "may I?", null));
        assertThat(night.pager()).containsExactly(Map.entry(ASKING, Wanted.TRIGGERED));
    }

    @Test
    void who_acknowledges_the_page_of_a_run_has_seen_it_and_has_not_approved_it() {
        ask();

        night.atPager(DB, "run-1", PagerNews.What.ACKNOWLEDGED);
        var told = night.story.size();
        night.atPager(DB, "run-1", PagerNews.What.ACKNOWLEDGED);

        assertThat(night.pages).containsEntry(ASKING, Wanted.ACKNOWLEDGED);
        assertThat(night.story).hasSize(told);
        assertThat(night.story.getLast().text())
                .isEqualTo("ann has seen the page about run-1 at the pager; it waits on, to be approved or rejected");
        assertThat(night.open(DB).phase()).isEqualTo(Phase.OPEN);

        night.atPager(DB, "run-1", PagerNews.What.UNACKNOWLEDGED);
        assertThat(night.pages).containsEntry(ASKING, Wanted.TRIGGERED);
    }

    @Test
    void the_page_of_a_run_that_is_resolved_at_the_pager_rings_anew_when_the_run_fails() {
        ask();
        night.atPager(DB, "run-1", PagerNews.What.RESOLVED);
        assertThat(night.pages).containsEntry(ASKING, Wanted.RESOLVED);

        night.recover("db-slow");
        night.told(new RunTold(night.open(DB).ref(), 1, "db-1/1", RunTold.What.FAILED, "nobody approved", null));

        assertThat(night.pages).containsEntry("prod/db#1 0/run-1-failed/team/pagerduty", Wanted.TRIGGERED);
    }

    @Test
    void what_was_opened_for_a_run_by_hand_is_over_when_somebody_resolves_the_page_of_its_failure_at_the_pager() {
        night.byHand(DB, "connection-pool");
        night.told(new RunTold(night.open(DB).ref(), 1, "db-1/1", RunTold.What.FAILED, "not proven", null));
        assertThat(night.paged()).isEqualTo(1);

        night.resolvedAtPager(DB);

        assertThat(night.hasOpen(DB)).isFalse();
        assertThat(night.story.getLast().what()).isEqualTo("resolved");
        assertThat(night.pages.values()).doesNotContain(Wanted.TRIGGERED, Wanted.ACKNOWLEDGED);
    }

    @Test
    void what_was_opened_for_runs_by_hand_is_over_with_the_last_of_them_and_not_where_one_has_failed() {
        night.byHand(DB, "connection-pool");
        night.byHand(DB, "connection-pool");
        night.told(new RunTold(night.open(DB).ref(), 2, "db-1/2", RunTold.What.ENDED, "nothing was changed", null));
        assertThat(night.hasOpen(DB)).isTrue();

        night.told(new RunTold(night.open(DB).ref(), 1, "db-1/1", RunTold.What.FAILED, "not proven", null));
        assertThat(night.paged()).isEqualTo(1);
        night.byHand(DB, "connection-pool");
        night.told(new RunTold(night.open(DB).ref(), 3, "db-1/3", RunTold.What.ENDED, "nothing was changed", null));
        assertThat(night.hasOpen(DB)).isTrue();
    }

    @Test
    void a_run_that_asks_rings_nobody_in_the_shadow() {
        var shadow = new Night(Paging.SHADOW, List.of());
        shadow.byHand(DB, "connection-pool");
        shadow.told(new RunTold(shadow.open(DB).ref(), 1, "db-1/1", RunTold.What.ASKS, "may I?", null));

        assertThat(shadow.pages).isEmpty();
        assertThat(shadow.told()).contains("shadow");
    }

    @Test
    void while_its_run_goes_on_it_is_not() {
        night.byHand(DB, "connection-pool");

        night.resolvedAtPager(DB);

        assertThat(night.hasOpen(DB)).isTrue();
    }

    @Test
    void who_answers_a_run_by_the_command_need_not_be_rung_about_it() {
        ask();

        night.told(new RunTold(night.open(DB).ref(), 1, "db-1/1", RunTold.What.SAID, "approved by ann", "ann"));
        assertThat(night.pages).containsEntry(ASKING, Wanted.ACKNOWLEDGED);
        var told = night.story.size();
        night.atPager(DB, "run-1", PagerNews.What.ACKNOWLEDGED); // our own word, coming back
        assertThat(night.story).hasSize(told);
    }
}
