package tocsin.tests.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;

/**
 * Nights of the people who are on call, from the alarm on through the real functions: who is rung, by what, and at
 * which instant. What rang is compared as a whole, so that nobody was rung beside.
 */
class NightTest {
    private static final String DB = "tocsin-prod/db-1-1";
    private static final String DB_ANEW = "tocsin-prod/db-1-2";

    private Bells bells = new Bells(Team.climbs());

    private void pager() {
        bells = new Bells(Team.isPaged());
    }

    private void rang(String... rings) {
        assertThat(bells.rings()).containsExactly(rings);
        bells.nothingIsLost();
    }

    private static List<String> everybody(String... times) {
        return Stream.of(times)
                .flatMap(time -> Stream.of(
                        time + " ann by pushover: P1 db-1",
                        time + " bo by pushover: P1 db-1",
                        time + " cy by sms: P1 db-1"))
                .toList();
    }

    // nobody acknowledges

    @Test
    void nobody_acknowledges_for_an_hour_and_our_ladder_rings_one_after_the_other_and_then_everybody_again_and_again() {
        bells.alarm("db-connections");
        bells.minutes(65);

        var rings = new ArrayList<String>();
        rings.add("03:12:20 ann by pushover: P1 db-1");
        rings.add("03:17:20 bo by pushover: P1 db-1");
        rings.addAll(everybody("03:22:20", "03:32:20", "03:42:20", "03:52:20", "04:02:20", "04:12:20"));
        rang(rings.toArray(String[]::new));
        assertThat(bells.story()).contains("late: nobody has acknowledged it within 1 h");
    }

    @Test
    void
            nobody_acknowledges_for_an_hour_and_the_pager_rings_once_the_backup_after_six_minutes_and_both_anew_when_late() {
        pager();
        bells.alarm("db-connections");
        bells.minutes(70);

        rang(
                "03:12:20 team by pagerduty: P1 db-1",
                "03:18:20 cy by sms: P1 db-1",
                "04:12:20 team by pagerduty: P1 db-1",
                "04:18:20 cy by sms: P1 db-1");
        assertThat(bells.world.alerts()).containsExactly(DB + " RESOLVED, rang 1", DB_ANEW + " TRIGGERED, rang 1");
    }

    // acknowledged, and asleep again

    @Test
    void acknowledged_and_asleep_again_our_ladder_begins_anew_after_thirty_minutes() {
        bells.alarm("db-connections");
        bells.minutes(1);
        bells.acknowledgesInPushover("ann");
        bells.minutes(40);

        rang(
                "03:12:20 ann by pushover: P1 db-1",
                "03:44:20 ann by pushover: P1 db-1",
                "03:49:20 bo by pushover: P1 db-1");
    }

    @Test
    void acknowledged_and_asleep_again_the_pager_rings_anew_after_thirty_minutes() {
        pager();
        bells.alarm("db-connections");
        bells.minutes(2);
        bells.acknowledgesInPagerDuty(DB);
        bells.minutes(37);

        rang(
                "03:12:20 team by pagerduty: P1 db-1",
                "03:44:20 team by pagerduty: P1 db-1",
                "03:50:20 cy by sms: P1 db-1");
    }

    @Test
    void an_update_is_a_sign_of_life_and_the_thirty_minutes_begin_with_it() {
        bells.alarm("db-connections");
        bells.acknowledges("db-1");
        bells.minutes(29);
        bells.does("db-1/updates", "{\"status\": \"Identified\", \"issue\": \"the pool leaks\"}");
        bells.minutes(29);
        rang("03:12:20 ann by pushover: P1 db-1");

        bells.minutes(1);
        rang("03:12:20 ann by pushover: P1 db-1", "04:11:20 ann by pushover: P1 db-1");
    }

    // a dead telephone

    @Test
    void an_application_that_is_gone_is_passed_over_for_the_text_message_at_once() {
        bells.world.ports.secrets.set("tocsin/ann", "gone");
        bells.alarm("db-connections");
        bells.minutes(6);

        rang("03:12:20 ann by sms: P1 db-1", "03:17:20 bo by pushover: P1 db-1");
    }

    @Test
    void whoever_cannot_be_reached_at_all_is_passed_over_for_the_next_at_the_next_look() {
        bells.world.ports.secrets.set("tocsin/ann", "gone");
        bells.world.ports.secrets.set("tocsin/ann-phone", "none");
        bells.alarm("db-connections");
        bells.minutes(12);

        rang("03:13:20 bo by pushover: P1 db-1", "03:18:20 bo by pushover: P1 db-1", "03:18:20 cy by sms: P1 db-1");
        assertThat(bells.story())
                .anyMatch(line -> line.startsWith("undelivered: ") && line.contains("ladder-0/ann/sms"));
    }

    @Test
    void a_backup_without_a_telephone_is_told_by_mail() {
        pager();
        bells.world.ports.secrets.set("tocsin/cy-phone", "none");
        bells.alarm("db-connections");
        bells.minutes(10);

        rang("03:12:20 team by pagerduty: P1 db-1");
        assertThat(bells.told()).singleElement().asString().startsWith("03:18:20 P1 db-1");
    }

    // the pager does not take it

    @Test
    void pagerduty_answers_429_for_ten_minutes_and_the_backup_rings_at_once_and_the_pager_once_when_it_is_back() {
        pager();
        bells.world.pagerDuty.outage(429);
        bells.alarm("db-connections");
        bells.minutes(10);
        rang("03:12:50 cy by sms: P1 db-1");

        bells.world.pagerDuty.outageEnds();
        bells.minutes(10);
        rang("03:12:50 cy by sms: P1 db-1", "03:23:10 team by pagerduty: P1 db-1");
        assertThat(bells.world.alerts()).containsExactly(DB + " TRIGGERED, rang 1");
    }

    @Test
    void pagerduty_answers_500_for_an_hour_and_the_backup_rings_at_once_and_one_alert_is_opened_when_it_is_back() {
        pager();
        bells.world.pagerDuty.outage(500);
        bells.alarm("db-connections");
        bells.pass(Duration.ofMinutes(60).plusSeconds(30));
        bells.world.pagerDuty.outageEnds();
        bells.minutes(15);

        rang("03:12:30 cy by sms: P1 db-1", "04:12:30 cy by sms: P1 db-1", "04:13:00 team by pagerduty: P1 db-1");
        assertThat(bells.world.alerts()).containsExactly(DB_ANEW + " TRIGGERED, rang 1");
    }

    @Test
    void acknowledged_at_the_backup_the_pager_that_is_back_rings_nobody() {
        pager();
        bells.world.pagerDuty.outage(500);
        bells.alarm("db-connections");
        bells.minutes(8);
        bells.acknowledges("db-1");
        bells.world.pagerDuty.outageEnds();
        bells.minutes(20);

        rang("03:12:30 cy by sms: P1 db-1");
    }

    // the answer to our own call

    @Test
    void the_webhook_comes_before_the_response_to_our_own_call_and_nobody_is_rung_again() {
        pager();
        bells.beforeTheAnswer(() -> bells.acknowledgesInPagerDuty(DB));
        bells.alarm("db-connections");
        bells.minutes(25);

        rang("03:12:20 team by pagerduty: P1 db-1");
        assertThat(bells.world.alerts()).containsExactly(DB + " ACKNOWLEDGED, rang 1");
        assertThat(bells.story()).contains("acknowledged: Ann has it (by pagerduty)");
    }

    @Test
    void the_webhook_comes_and_the_response_never_and_nobody_is_rung_again() {
        pager();
        bells.beforeTheAnswer(() -> {
            bells.acknowledgesInPagerDuty(DB);
            throw new PortFailure(Kind.UNCLEAR, "a timeout");
        });
        bells.alarm("db-connections");
        bells.minutes(25);

        rang("03:12:20 team by pagerduty: P1 db-1");
        assertThat(bells.world.alerts()).containsExactly(DB + " ACKNOWLEDGED, rang 1");
    }

    @Test
    void the_response_is_lost_and_the_same_key_again_opens_no_second_alert() {
        pager();
        bells.beforeTheAnswer(() -> {
            throw new PortFailure(Kind.UNCLEAR, "a timeout");
        });
        bells.alarm("db-connections");
        bells.minutes(10);

        rang("03:12:20 team by pagerduty: P1 db-1", "03:12:20 cy by sms: P1 db-1");
        assertThat(bells.world.alerts()).containsExactly(DB + " TRIGGERED, rang 1");
    }

    @Test
    void the_application_calls_back_before_its_receipt_has_come_and_it_rings_nobody_any_more() {
        bells.beforeTheAnswer(() -> bells.callsBack(bells.acknowledgesInPushover("ann")));
        bells.alarm("db-connections");
        bells.minutes(25);

        rang("03:12:20 ann by pushover: P1 db-1");
        assertThat(bells.ringing()).isEmpty();
        assertThat(bells.story()).contains("acknowledged: ann has it (by pushover)");
    }

    // worse

    @Test
    void acknowledged_and_then_a_worse_signal_rings_anew_and_more_of_the_same_does_not() {
        bells.alarm("db-connections");
        bells.minutes(2);
        bells.acknowledges("db-1");
        bells.alarm("db-cpu");
        bells.minutes(10);
        rang("03:12:20 ann by pushover: P1 db-1");

        bells.alarm("db-unreachable");
        bells.minutes(6);
        rang(
                "03:12:20 ann by pushover: P1 db-1",
                "03:24:20 ann by pushover: P0 db-1",
                "03:29:20 bo by pushover: P0 db-1");
    }

    @Test
    void acknowledged_in_pagerduty_and_then_a_worse_signal_is_an_alert_of_its_own() {
        pager();
        bells.alarm("db-connections");
        bells.minutes(2);
        bells.acknowledgesInPagerDuty(DB);
        bells.alarm("db-cpu");
        bells.minutes(10);
        bells.alarm("db-unreachable");
        bells.minutes(7);

        rang(
                "03:12:20 team by pagerduty: P1 db-1",
                "03:24:20 team by pagerduty: P0 db-1",
                "03:30:20 cy by sms: P0 db-1");
        assertThat(bells.world.alerts()).containsExactly(DB + " RESOLVED, rang 1", DB_ANEW + " TRIGGERED, rang 1");
    }

    // relapse

    @Test
    void a_relapse_after_twenty_minutes_opens_the_incident_again_and_rings_anew() {
        relapsesAfter(20);

        rang(
                "03:12:20 ann by pushover: P1 db-1",
                "03:37:20 ann by pushover: P1 db-1",
                "03:42:20 bo by pushover: P1 db-1");
        assertThat(bells.story()).contains("relapsed: in ALARM again: opened again");
    }

    @Test
    void a_relapse_after_forty_minutes_is_another_incident() {
        relapsesAfter(40);

        rang(
                "03:12:20 ann by pushover: P1 db-1",
                "03:57:20 ann by pushover: P1 db-2",
                "04:02:20 bo by pushover: P1 db-2");
        assertThat(bells.story()).contains("resolved: watched for 30 min without a relapse");
    }

    @Test
    void a_relapse_after_twenty_minutes_is_an_alert_of_its_own_at_the_pager() {
        pager();
        relapsesAfter(20);

        rang(
                "03:12:20 team by pagerduty: P1 db-1",
                "03:37:20 team by pagerduty: P1 db-1",
                "03:43:20 cy by sms: P1 db-1");
        assertThat(bells.world.alerts()).containsExactly(DB + " RESOLVED, rang 1", DB_ANEW + " TRIGGERED, rang 1");
    }

    @Test
    void a_relapse_after_forty_minutes_is_another_incident_at_the_pager() {
        pager();
        relapsesAfter(40);

        rang(
                "03:12:20 team by pagerduty: P1 db-1",
                "03:57:20 team by pagerduty: P1 db-2",
                "04:03:20 cy by sms: P1 db-2");
        assertThat(bells.world.alerts())
                .containsExactly(DB + " RESOLVED, rang 1", "tocsin-prod/db-2-1 TRIGGERED, rang 1");
    }

    /** Acknowledged after two minutes, well after five, and in ALARM again so long after that. */
    private void relapsesAfter(int minutes) {
        bells.alarm("db-connections");
        bells.minutes(2);
        bells.acknowledges("db-1");
        bells.minutes(3);
        bells.alarm("db-connections-ok");
        bells.minutes(minutes);
        bells.alarm("db-connections");
        bells.minutes(7);
    }

    // merge

    @Test
    void what_is_merged_is_acknowledged_as_one_and_rings_nobody_beside() {
        pager();
        bells.alarm("db-connections");
        bells.minutes(1);
        bells.alarm("frontend-disabled");
        bells.minutes(1);
        bells.does("frontend-1/merge", "{\"into\": \"db-1\"}");
        bells.minutes(1);
        bells.acknowledgesInPagerDuty(DB);
        bells.minutes(20);

        rang("03:12:20 team by pagerduty: P1 db-1", "03:13:20 team by pagerduty: P0 frontend-1");
        assertThat(bells.world.alerts())
                .containsExactly(DB + " ACKNOWLEDGED, rang 1", "tocsin-prod/frontend-1-1 ACKNOWLEDGED, rang 1");
    }

    @Test
    void what_is_merged_climbs_our_ladder_no_more_once_somebody_has_the_other() {
        bells.alarm("db-connections");
        bells.minutes(1);
        bells.acknowledges("db-1");
        bells.alarm("frontend-disabled");
        bells.minutes(1);
        bells.does("frontend-1/merge", "{\"into\": \"db-1\"}");
        bells.minutes(25);

        rang("03:12:20 ann by pushover: P1 db-1", "03:13:20 ann by pushover: P0 frontend-1");
        assertThat(bells.ringing()).isEmpty();
    }

    @Test
    void an_update_of_what_leads_is_a_sign_of_life_for_what_is_merged_into_it() {
        bells.alarm("db-connections");
        bells.alarm("frontend-disabled");
        bells.minutes(1);
        bells.does("frontend-1/merge", "{\"into\": \"db-1\"}");
        bells.acknowledges("db-1");
        bells.minutes(20);
        bells.does("db-1/updates", "{\"status\": \"Identified\", \"issue\": \"the pool leaks\"}");
        bells.minutes(29);

        rang("03:12:20 ann by pushover: P1 db-1", "03:12:20 ann by pushover: P0 frontend-1");
    }

    @Test
    void what_is_merged_and_asleep_again_rings_once_for_what_leads() {
        pager();
        bells.alarm("db-connections");
        bells.alarm("frontend-disabled");
        bells.minutes(1);
        bells.does("db-1/merge", "{\"into\": \"frontend-1\"}");
        bells.acknowledgesInPagerDuty("tocsin-prod/frontend-1-1");
        bells.minutes(35);

        rang(
                "03:12:20 team by pagerduty: P1 db-1",
                "03:12:20 team by pagerduty: P0 frontend-1",
                "03:43:20 team by pagerduty: P0 frontend-1");
    }

    // never both

    @Test
    void where_tocsin_climbs_the_pager_is_never_asked() {
        bells = new Bells(Team.climbsAndIsAsked());
        eventful();
        assertThat(bells.asked()).isNotEmpty().noneMatch(asked -> asked.contains("pagerduty"));
    }

    @Test
    void where_the_pager_escalates_our_ladder_is_never_climbed() {
        bells = new Bells(Team.isPagedAndIsAsked());
        eventful();
        assertThat(bells.asked()).isNotEmpty().allMatch(asked -> asked.contains("pagerduty"));
        assertThat(bells.rings())
                .allMatch(ring -> ring.contains(" team by pagerduty: ") || ring.contains(" cy by sms: "));
    }

    /** Asked, late, asleep again, worse, relapsed. */
    private void eventful() {
        bells.world.production.leak(83);
        bells.alarm("db-connections");
        bells.minutes(62);
        bells.acknowledges("db-1");
        bells.minutes(40);
        bells.acknowledges("db-1");
        bells.alarm("db-unreachable");
        bells.minutes(20);
        bells.alarm("db-connections-ok");
        bells.alarm("db-unreachable-ok");
        bells.minutes(10);
        bells.alarm("db-connections");
        bells.minutes(10);
        bells.nothingIsLost();
    }

    // the table is down

    @Test
    void the_table_is_down_in_the_middle_of_a_climb_and_the_next_step_comes_once_when_it_is_back() {
        var table = Outage.ofTable();
        bells = new Bells(Team.climbs(), World.START, table);
        bells.alarm("db-connections");
        bells.minutes(3);
        table.begins();
        bells.minutes(8);
        table.ends();
        bells.minutes(8);

        rang(
                "03:12:20 ann by pushover: P1 db-1",
                "03:24:20 bo by pushover: P1 db-1",
                "03:29:20 ann by pushover: P1 db-1",
                "03:29:20 bo by pushover: P1 db-1",
                "03:29:20 cy by sms: P1 db-1");
    }

    @Test
    void the_table_is_down_when_somebody_acknowledges_and_the_pager_tells_it_again() {
        var table = Outage.ofTable();
        bells = new Bells(Team.isPaged(), World.START, table);
        bells.alarm("db-connections");
        bells.minutes(1);
        var hook = bells.world.pagerDuty.acknowledgedBy("Ann", DB, bells.now()).orElseThrow();
        table.begins();
        assertThat(bells.world.webhook(hook))
                .as("taken later, as PagerDuty does")
                .isEqualTo(503);
        bells.minutes(3);
        table.ends();
        assertThat(bells.world.webhook(hook)).isEqualTo(200);
        bells.minutes(20);

        rang("03:12:20 team by pagerduty: P1 db-1");
        assertThat(bells.world.alerts()).containsExactly(DB + " ACKNOWLEDGED, rang 1");
    }

    @Test
    void
            the_table_is_down_when_the_alarm_comes_and_the_raw_page_rings_after_two_minutes_and_the_incident_when_it_is_back() {
        var table = Outage.ofTable();
        bells = new Bells(Team.isPaged(), World.START, table);
        table.begins();
        bells.alarm("db-connections");
        bells.minutes(8);
        table.ends();
        bells.minutes(4);

        rang("03:14:20 team by pagerduty: P0 tocsin", "03:20:50 team by pagerduty: P1 db-1");
        assertThat(bells.world.alerts())
                .containsExactly("tocsin-blind-us-west-2 RESOLVED, rang 1", DB + " TRIGGERED, rang 1");
    }
}
