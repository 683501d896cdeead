package tocsin.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.config.Configuration;
import tocsin.config.Paging;
import tocsin.config.Person;
import tocsin.config.Reach;
import tocsin.config.Secret;
import tocsin.config.Severity;
import tocsin.incident.Acknowledgement;
import tocsin.incident.Phase;
import tocsin.incident.Update;
import tocsin.page.Wanted;

/** An incident that is given to somebody else. */
class HandingTest {
    private static final String STEP = "1/handed-1772453100/bo/";

    private final Night night = new Night(configuration(Paging.ON));

    private static Configuration configuration(Paging paging) {
        return Night.configuration(paging, paging, List.of())
                .withPeople(List.of(
                        person("ann", Reach.Kind.PUSHOVER, Reach.Kind.SMS),
                        person("bo", Reach.Kind.PUSHOVER, Reach.Kind.SMS),
                        person("cy")));
    }

    private static Person person(String name, Reach.Kind... kinds) {
        var reach = Stream.of(kinds)
                .map(kind -> new Reach(kind, new Secret("tocsin/" + name), null))
                .toList();
        return Person.of(name, ZoneOffset.UTC, reach);
    }

    /** The database is down, ann has it for five minutes, and then bo is to have it. */
    private void given() {
        night.raise("db-high");
        night.acknowledge(Night.DB, "link");
        night.pass(Duration.ofMinutes(5));
        assertThat(night.reassign(Night.DB, "Bo", "bo knows the pool")).isNull();
    }

    private List<String> rung(Wanted wanted) {
        return night.pages.entrySet().stream()
                .filter(page -> page.getValue() == wanted && page.getKey().contains("/handed-"))
                .map(page -> page.getKey().substring("prod/db#1 ".length()))
                .toList();
    }

    @Test
    void the_other_has_it_and_is_rung_once_and_the_story_says_by_whom_and_why() {
        given();

        var has = Objects.requireNonNull(night.open(Night.DB).acknowledgement());
        assertThat(has.said()).isEqualTo("bo is to have it, and has not acknowledged yet");
        assertThat(rung(Wanted.TRIGGERED)).contains(STEP + "pushover", STEP + "sms");
        assertThat(night.due)
                .containsEntry("prod/db#1 " + STEP + "pushover", Night.NOON.plusSeconds(300))
                .doesNotContainKey("prod/db#1 " + STEP + "sms");
        assertThat(night.texts()).contains("from ann to bo, by lea: bo knows the pool");
        assertThat(night.says.get("prod/db#1 " + STEP + "pushover"))
                .extracting(message -> message.details().get("note"))
                .isEqualTo("lea gives it to you: bo knows the pool; acknowledge it");

        night.pass(Duration.ofMinutes(10));

        assertThat(night.pages.keySet().stream().filter(page -> page.contains("/bo/")))
                .as("nothing rings anew by itself")
                .hasSize(3); // and one that asks for an update
    }

    @Test
    void whoever_had_it_is_told_and_the_update_is_asked_of_the_other() {
        night.raise("db-high");
        night.acknowledge(Night.DB, "link");
        night.pass(Duration.ofMinutes(11));
        assertThat(night.told()).contains("update due");

        night.reassign(Night.DB, "bo", "");
        night.pass(Duration.ofSeconds(1));

        assertThat(night.pages.keySet())
                .contains("prod/db#1 0/passed-on-1772453460/ann/sms")
                .anyMatch(page -> page.startsWith("prod/db#1 0/update-due-") && page.endsWith("/bo/sms"));
        assertThat(night.says.get("prod/db#1 0/passed-on-1772453460/ann/sms"))
                .extracting(message -> message.summary())
                .asString()
                .contains("lea has given it to bo; nothing more is asked of you");
        night.pass(Duration.ofMinutes(5));
        assertThat(night.texts()).anyMatch(text -> text.startsWith("update 1 is late: bo owed it"));
    }

    @Test
    void once_they_acknowledge_nobody_is_rung_and_their_time_runs() {
        given();
        night.pass(Duration.ofSeconds(30));

        night.acknowledge(Night.DB, "link", "bo");

        assertThat(rung(Wanted.TRIGGERED)).isEmpty();
        assertThat(rung(Wanted.ACKNOWLEDGED)).containsExactly(STEP + "pushover");
        assertThat(night.texts()).contains("bo has it (by link)");
        night.pass(Duration.ofMinutes(29));
        assertThat(night.open(Night.DB).phase()).isEqualTo(Phase.ACKNOWLEDGED);
        night.pass(Duration.ofMinutes(2));
        assertThat(night.texts()).contains("no sign of life from bo for 30 min");
    }

    @Test
    void what_they_tell_is_a_sign_of_life_and_what_others_tell_is_none() {
        given();

        night.update(Night.DB, new Update.Given(null, "the pool", null, null, null, null, null, null), "ann");
        assertThat(rung(Wanted.TRIGGERED)).contains(STEP + "pushover");

        night.update(Night.DB, new Update.Given(null, "the pool leaks", null, null, null, null, null, null), "bo");
        assertThat(rung(Wanted.TRIGGERED)).isEmpty();
        assertThat(night.texts()).contains("bo has it (by what they did)");
    }

    @Test
    void where_they_do_not_acknowledge_within_the_time_to_respond_everybody_is_paged() {
        given();
        night.grade(Night.DB, Severity.P1, "as bad as that");

        night.pass(Duration.ofMinutes(31));

        assertThat(night.texts()).anyMatch(text -> text.startsWith("not acknowledged by bo for "));
        assertThat(night.open(Night.DB).phase()).isEqualTo(Phase.OPEN);
        assertThat(rung(Wanted.TRIGGERED)).isEmpty();
        assertThat(night.pager()).containsEntry("prod/db#1 2/pager/team/pagerduty", Wanted.TRIGGERED);
    }

    @Test
    void a_dead_telephone_gives_it_back_at_once() {
        given();

        night.undelivered(STEP + "sms", true);
        night.pass(Duration.ofSeconds(1));

        assertThat(night.open(Night.DB).phase()).isEqualTo(Phase.OPEN);
        assertThat(night.pager()).containsEntry("prod/db#1 2/pager/team/pagerduty", Wanted.TRIGGERED);
    }

    @Test
    void given_on_before_they_acknowledged_it_rings_the_next_alone() {
        given();
        night.pass(Duration.ofMinutes(1));

        assertThat(night.reassign(Night.DB, "ann", "bo sleeps")).isNull();

        assertThat(rung(Wanted.RESOLVED)).containsExactly(STEP + "pushover");
        assertThat(rung(Wanted.DROPPED)).containsExactly(STEP + "sms");
        assertThat(rung(Wanted.TRIGGERED)).contains("1/handed-1772453160/ann/pushover");
        assertThat(night.texts()).contains("from bo to ann, by lea: bo sleeps");
    }

    @Test
    void where_nobody_has_it_whoever_is_rung_is_rung_on() {
        night.raise("db-high");

        assertThat(night.reassign(Night.DB, "bo", "")).isNull();

        assertThat(night.open(Night.DB).acknowledgement()).isNull();
        assertThat(night.pager()).containsEntry("prod/db#1 1/pager/team/pagerduty", Wanted.TRIGGERED);
        assertThat(rung(Wanted.TRIGGERED)).contains("1/handed-1772452800/bo/pushover");
        assertThat(night.texts()).contains("lea asks bo to take it; whoever is rung already is rung on");
        assertThat(night.reassign(Night.DB, "bo", "")).isEqualTo("bo is rung about db-1 already");
    }

    @Test
    void in_the_shadow_nobody_is_rung() {
        var shadow = new Night(configuration(Paging.SHADOW));
        shadow.raise("db-high");
        shadow.acknowledge(Night.DB, "link");

        assertThat(shadow.reassign(Night.DB, "bo", "")).isNull();

        assertThat(shadow.pages).isEmpty();
        assertThat(shadow.texts()).contains("would page bo now: lea gives it to you; acknowledge it", "would tell ann");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        zoe | nobody in tocsin.yaml is called 'zoe'
        cy  | cy can be reached by nothing: tocsin.yaml has no reach of theirs
        ANN | db-1 is ann's already
        """)
    void what_leads_nowhere_is_refused(String to, String said) {
        night.raise("db-high");
        night.acknowledge(Night.DB, "link");

        assertThat(night.reassign(Night.DB, to, "")).isEqualTo(said);
    }

    @Test
    void it_is_given_once_and_not_when_it_is_watched() {
        given();
        assertThat(night.reassign(Night.DB, "bo", ""))
                .isEqualTo("db-1 is bo's already, who is rung until they acknowledge");

        night.recover("db-high");
        assertThat(night.reassign(Night.DB, "ann", ""))
                .isEqualTo("db-1 is not open: there is nothing to give to anybody");
        assertThat(rung(Wanted.TRIGGERED)).isEmpty();
    }

    @Test
    void the_same_severity_for_another_reason_stands_in_the_story_once() {
        night.raise("db-high");
        night.grade(Night.DB, Severity.P1, "logins fail too");
        night.grade(Night.DB, Severity.P1, "logins fail too");

        assertThat(night.texts().stream().filter(text -> text.startsWith("stays ")))
                .containsExactly("stays P1, because logins fail too (ann)");
        assertThat(night.open(Night.DB).because()).isEqualTo("logins fail too (ann)");
        assertThat(night.paged()).isEqualTo(1);
    }

    @Test
    void a_sign_of_life_takes_all_that_was_handed_on_together() {
        night.raise("api-high");
        night.pass(Duration.ofMinutes(2));
        night.raise("db-high");
        night.acknowledge(Night.DB, "link");
        night.pass(Duration.ofMinutes(5));
        assertThat(night.reassign(Night.DB, "Bo", "bo knows the pool")).isNull();
        assertThat(has(Night.API).handed()).isTrue();

        night.update(Night.DB, new Update.Given(null, "the pool leaks", null, null, null, null, null, null), "bo");

        assertThat(List.of(has(Night.DB).said(), has(Night.API).said()))
                .containsExactly("bo has it (by word)", "bo has it (by word)");
        for (var each = 0; each < 5; each++) {
            night.pass(Duration.ofMinutes(8));
            night.update(Night.DB, new Update.Given(null, "still " + each, null, null, null, null, null, null), "bo");
        }
        assertThat(night.texts()).noneMatch(text -> text.contains("lapse"));
        assertThat(has(Night.API).isOf("bo")).isTrue();
    }

    @Test
    void what_is_merged_into_what_was_handed_on_is_nobodys_until_they_acknowledge() {
        night.raise("media-high");
        night.raise("db-high");
        night.split(Night.MEDIA);
        night.acknowledge(Night.DB, "link");
        night.pass(Duration.ofMinutes(5));
        assertThat(night.reassign(Night.DB, "Bo", "bo knows the pool")).isNull();
        assertThat(night.merge(Night.MEDIA, Night.DB)).isNull();

        assertThat(night.open(Night.MEDIA).acknowledgement()).isNull();
        assertThat(night.open(Night.MEDIA).phase()).isEqualTo(Phase.OPEN);

        night.acknowledge(Night.DB, "link", "bo");
        assertThat(has(Night.MEDIA).said()).isEqualTo("bo has it (by link)");
    }

    @Test
    void whoever_acknowledges_what_it_is_linked_with_takes_it_not_from_the_other() {
        night.raise("media-high");
        night.raise("db-high");
        night.split(Night.MEDIA);
        night.acknowledge(Night.DB, "link");
        night.pass(Duration.ofMinutes(5));
        assertThat(night.reassign(Night.DB, "Bo", "bo knows the pool")).isNull();
        assertThat(night.merge(Night.MEDIA, Night.DB)).isNull();

        night.acknowledge(Night.MEDIA, "command", "ann");

        assertThat(has(Night.MEDIA).said()).isEqualTo("ann has it (by command)");
        assertThat(has(Night.DB).said()).isEqualTo("bo is to have it, and has not acknowledged yet");
        assertThat(rung(Wanted.TRIGGERED)).contains(STEP + "pushover");
    }

    @Test
    void an_answer_of_whoever_gave_it_away_that_is_told_again_takes_nothing_back() {
        given();

        night.answered(Night.DB, null, "ann");

        assertThat(has(Night.DB).said()).isEqualTo("bo is to have it, and has not acknowledged yet");
        assertThat(rung(Wanted.TRIGGERED)).contains(STEP + "pushover");

        night.answered(Night.DB, null, "bo");
        assertThat(has(Night.DB).said()).isEqualTo("bo has it (by pushover)");
    }

    private Acknowledgement has(String partition) {
        return Objects.requireNonNull(night.open(partition).acknowledgement());
    }
}
