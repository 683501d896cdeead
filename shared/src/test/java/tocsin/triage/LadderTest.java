package tocsin.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tocsin.config.Configuration;
import tocsin.config.Paging;
import tocsin.config.Person;
import tocsin.config.Reach;
import tocsin.config.Secret;
import tocsin.incident.Phase;
import tocsin.oncall.Ladder;
import tocsin.oncall.OnCall;
import tocsin.page.Wanted;

/** A page that climbs Tocsin's own ladder, until somebody has it. */
class LadderTest {
    private static final Duration FIVE = Duration.ofMinutes(5);
    private static final Duration TEN = Duration.ofMinutes(10);

    private final Night night = new Night(configuration());

    private static Configuration configuration() {
        var ladder = new Ladder(List.of(
                new Ladder.Step("ann", FIVE), new Ladder.Step("bo", FIVE), new Ladder.Step(Ladder.EVERYONE, TEN)));
        return Night.configuration(Paging.ON, Paging.ON, List.of())
                .withPager(null)
                .withPeople(List.of(person("ann", Reach.Kind.PUSHOVER, Reach.Kind.SMS), person("bo", Reach.Kind.SMS)))
                .withOnCall(new OnCall(List.of(), OnCall.Escalates.TOCSIN, ladder, null));
    }

    private static Person person(String name, Reach.Kind... kinds) {
        var reach = Stream.of(kinds)
                .map(kind -> new Reach(kind, new Secret("tocsin/" + name), null))
                .toList();
        return Person.of(name, ZoneOffset.UTC, reach);
    }

    private List<String> wanted(Wanted wanted) {
        return night.pages.entrySet().stream()
                .filter(page -> page.getValue() == wanted && !page.getKey().endsWith("/mail"))
                .map(page -> page.getKey().substring("prod/db#1 ".length()))
                .filter(name -> !name.startsWith("0/update-due-")) // asks, and rings nobody
                .toList();
    }

    @Test
    void it_rings_the_first_and_their_second_way_only_where_the_first_fails() {
        night.raise("db-high");

        assertThat(wanted(Wanted.TRIGGERED)).containsExactly("1/ladder-0/ann/pushover", "1/ladder-0/ann/sms");
        assertThat(night.due)
                .containsEntry("prod/db#1 1/ladder-0/ann/pushover", Night.NOON)
                .doesNotContainKey("prod/db#1 1/ladder-0/ann/sms");
        assertThat(night.texts())
                .contains("step 1 of the ladder rings ann; the next comes at 2026-03-02 12:05:00 UTC, unless somebody"
                        + " acknowledges");
    }

    @Test
    void nobody_acknowledges_for_an_hour_and_everybody_is_rung_again_and_again() {
        night.raise("db-high");
        night.pass(FIVE);
        assertThat(wanted(Wanted.TRIGGERED)).contains("1/ladder-0/ann/pushover", "1/ladder-1/bo/sms");

        night.pass(FIVE);
        assertThat(wanted(Wanted.TRIGGERED))
                .containsExactly("1/ladder-2/ann/pushover", "1/ladder-2/ann/sms", "1/ladder-2/bo/sms");
        assertThat(wanted(Wanted.RESOLVED)).containsExactly("1/ladder-0/ann/pushover");

        night.pass(Duration.ofMinutes(50));
        assertThat(wanted(Wanted.TRIGGERED))
                .containsExactly("1/ladder-7/ann/pushover", "1/ladder-7/ann/sms", "1/ladder-7/bo/sms");
        assertThat(night.open(Night.DB).pages()).hasSize(3);
    }

    @Test
    void whoever_acknowledges_ends_it_and_asleep_again_it_begins_anew() {
        night.raise("db-high");
        night.pass(Duration.ofMinutes(4));
        night.acknowledge(Night.DB, "link");
        night.pass(Duration.ofMinutes(29));
        assertThat(wanted(Wanted.TRIGGERED)).isEmpty();
        assertThat(wanted(Wanted.ACKNOWLEDGED)).containsExactly("1/ladder-0/ann/pushover");

        night.pass(Duration.ofMinutes(2));

        assertThat(night.open(Night.DB).phase()).isEqualTo(Phase.OPEN);
        assertThat(wanted(Wanted.TRIGGERED)).containsExactly("2/ladder-0/ann/pushover", "2/ladder-0/ann/sms");
        night.pass(FIVE);
        assertThat(wanted(Wanted.TRIGGERED)).contains("2/ladder-1/bo/sms");
    }

    @Test
    void a_dead_telephone_lets_the_next_step_come_at_once() {
        night.raise("db-high");
        night.pass(FIVE);

        night.undelivered("1/ladder-1/bo/sms", true);
        night.pass(Duration.ofSeconds(1));

        assertThat(wanted(Wanted.TRIGGERED)).contains("1/ladder-2/ann/pushover", "1/ladder-2/bo/sms");
        night.undelivered("1/ladder-2/bo/sms", true);
        night.pass(Duration.ofMinutes(1));
        assertThat(wanted(Wanted.TRIGGERED)).doesNotContain("1/ladder-3/bo/sms");
    }

    @Test
    void all_is_well_and_nobody_is_rung_any_more() {
        night.raise("db-high");
        night.pass(FIVE);
        night.recover("db-high");

        night.pass(Duration.ofMinutes(29));

        assertThat(wanted(Wanted.TRIGGERED)).isEmpty();
        assertThat(wanted(Wanted.RESOLVED)).containsExactly("1/ladder-0/ann/pushover");
        assertThat(wanted(Wanted.DROPPED)).containsExactly("1/ladder-0/ann/sms", "1/ladder-1/bo/sms");
    }

    @Test
    void a_run_that_asks_rings_by_the_same_ladder() {
        night.raise("db-slow");
        night.byHand(Night.DB, "connection-pool");
        night.told(new RunTold(night.open(Night.DB).ref(), 1, "db-1/1", RunTold.What.ASKS, "may I?", null));

        assertThat(wanted(Wanted.TRIGGERED)).containsExactly("1/ladder-0/ann/pushover", "1/ladder-0/ann/sms");
        night.pass(FIVE);
        assertThat(wanted(Wanted.TRIGGERED)).contains("1/ladder-1/bo/sms");
    }

    @Test
    void when_a_run_is_answered_nothing_rings_on_and_what_was_watched_is_watched_again() {
        night.raise("db-high");
        night.recover("db-high");
        night.pass(FIVE);
        night.told(new RunTold(night.open(Night.DB).ref(), 1, "db-1/1", RunTold.What.ASKS, "may I?", null));
        assertThat(night.open(Night.DB).phase()).isEqualTo(Phase.OPEN);
        assertThat(wanted(Wanted.TRIGGERED)).contains("2/ladder-0/ann/pushover");

        night.told(new RunTold(night.open(Night.DB).ref(), 1, "db-1/1", RunTold.What.SAID, "approved by ann", "ann"));

        assertThat(night.open(Night.DB).phase()).isEqualTo(Phase.MONITORING);
        assertThat(wanted(Wanted.TRIGGERED)).isEmpty();
        night.pass(FIVE);
        assertThat(wanted(Wanted.TRIGGERED)).isEmpty();
    }

    @Test
    void whoever_has_what_rings_about_a_run_lets_what_was_watched_be_watched_again() {
        night.raise("db-high");
        night.recover("db-high");
        night.told(new RunTold(night.open(Night.DB).ref(), 1, "db-1/1", RunTold.What.FAILED, "it broke", null));
        assertThat(wanted(Wanted.TRIGGERED)).contains("2/ladder-0/ann/pushover");

        night.acknowledge(Night.DB, "link");

        assertThat(night.open(Night.DB).phase()).isEqualTo(Phase.MONITORING);
        assertThat(wanted(Wanted.TRIGGERED)).isEmpty();
    }

    @Test
    void what_relapsed_while_the_ladder_climbed_for_a_run_rings_for_itself_when_that_is_answered() {
        night.raise("db-high");
        night.recover("db-high");
        night.told(new RunTold(night.open(Night.DB).ref(), 1, "db-1/1", RunTold.What.ASKS, "may I?", null));
        night.raise("db-high");

        night.told(new RunTold(night.open(Night.DB).ref(), 1, "db-1/1", RunTold.What.SAID, "approved by ann", "ann"));

        assertThat(night.open(Night.DB).phase()).isEqualTo(Phase.OPEN);
        assertThat(wanted(Wanted.TRIGGERED)).contains("3/ladder-0/ann/pushover");
    }

    @Test
    void what_was_opened_for_a_run_by_hand_is_over_with_it_also_where_somebody_has_it() {
        night.byHand(Night.DB, "connection-pool");
        night.told(new RunTold(night.open(Night.DB).ref(), 1, "db-1/1", RunTold.What.ASKS, "may I?", null));
        night.acknowledge(Night.DB, "link");

        night.told(new RunTold(night.open(Night.DB).ref(), 1, "db-1/1", RunTold.What.ENDED, "nobody approved", null));

        assertThat(night.hasOpen(Night.DB)).isFalse();
    }

    private void asks() {
        night.told(new RunTold(night.open(Night.DB).ref(), 1, "db-1/1", RunTold.What.ASKS, "may I?", null));
    }

    @Test
    void whoever_has_it_is_rung_when_a_run_asks_by_a_page_of_the_runs_own() {
        night.raise("db-high");
        night.acknowledge(Night.DB, "link", "ann by link");

        asks();

        assertThat(wanted(Wanted.TRIGGERED)).containsExactly("1/run-1/ann/pushover", "1/run-1/ann/sms");
        assertThat(night.due)
                .containsEntry("prod/db#1 1/run-1/ann/pushover", Night.NOON)
                .doesNotContainKey("prod/db#1 1/run-1/ann/sms");
        assertThat(night.says.get("prod/db#1 1/run-1/ann/pushover"))
                .extracting(message -> message.summary() + ", " + message.key())
                .isEqualTo("db-1/1 asks for approval: may I?, tocsin-prod/db-1-1-run-1");
        assertThat(night.open(Night.DB).acknowledgement())
                .as("ann has it still")
                .isNotNull();

        night.told(new RunTold(night.open(Night.DB).ref(), 1, "db-1/1", RunTold.What.SAID, "approved by ann", "ann"));
        assertThat(wanted(Wanted.TRIGGERED)).isEmpty();
    }

    @Test
    void whoever_is_rung_is_rung_when_a_run_asks_or_fails_too() {
        night.raise("db-high");

        asks();
        assertThat(wanted(Wanted.TRIGGERED)).contains("1/ladder-0/ann/pushover", "1/run-1/ann/pushover");

        night.told(new RunTold(night.open(Night.DB).ref(), 1, "db-1/1", RunTold.What.FAILED, "it broke", null));
        assertThat(wanted(Wanted.TRIGGERED))
                .contains("1/ladder-0/ann/pushover", "1/run-1-failed/ann/pushover")
                .doesNotContain("1/run-1/ann/pushover");
    }

    @Test
    void where_nobody_in_the_file_has_it_whoever_is_on_call_is_rung_when_a_run_asks() {
        night.raise("db-high");
        night.acknowledge(Night.DB, "command", "arn:aws:sts::111122223333:assumed-role/Admin/dee");

        asks();

        assertThat(wanted(Wanted.TRIGGERED)).containsExactly("1/run-1/ann/pushover", "1/run-1/ann/sms");
    }

    @Test
    void whoever_answers_the_page_about_a_run_has_seen_it_and_the_run_waits_on() {
        night.raise("db-high");
        night.pass(FIVE);
        asks();

        night.answered(Night.DB, "run-1", "ann");
        night.answered(Night.DB, "run-1", "ann");

        assertThat(wanted(Wanted.TRIGGERED))
                .contains("1/ladder-0/ann/pushover")
                .noneMatch(page -> page.contains("/run-1/"));
        assertThat(night.open(Night.DB).acknowledgement()).isNull();
        assertThat(night.texts())
                .containsOnlyOnce("ann has seen the page about run-1; it waits on, to be approved or rejected");
    }

    @Test
    void a_sign_of_life_of_whoever_has_it_ends_the_bell_about_a_run() {
        night.raise("db-high");
        night.acknowledge(Night.DB, "link");
        night.pass(FIVE);
        asks();

        night.acknowledge(Night.DB, "link");

        assertThat(wanted(Wanted.TRIGGERED)).isEmpty();
    }
}
