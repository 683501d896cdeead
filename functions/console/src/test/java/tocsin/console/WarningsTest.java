package tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.json.node.JsonObject;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tocsin.config.Channels;
import tocsin.config.Person;
import tocsin.config.Reach;
import tocsin.config.Secret;
import tocsin.config.SesIdentity;
import tocsin.oncall.CalendarReading;
import tocsin.oncall.CalendarShift;
import tocsin.oncall.Feed;
import tocsin.oncall.Ladder;
import tocsin.oncall.OnCall;
import tocsin.oncall.Rota;
import tocsin.oncall.RotaCalendar;
import tocsin.state.Documents;
import tocsin.state.Keys;
import tocsin.state.Row;
import tocsin.state.Value;
import tocsin.state.Write;
import tocsin.testing.TestingProduct;

/** What lint asks of a running Tocsin. */
class WarningsTest {
    private static final String TEAM = "arn:aws:sns:us-west-2:111122223333:team";
    private static final String ADAS = "arn:aws:sns:us-west-2:111122223333:ada";
    private static final Feed SECRET = new Feed(Feed.Kind.SECRET, "tocsin/rota", LocalTime.MIDNIGHT);

    private final Desk desk = new Desk(TestingProduct.paging()
            .withChannels(Channels.of(new Reach(Reach.Kind.MAIL, new Secret("tocsin/team"), null)))
            .withPeople(List.of(Person.of(
                    "ada",
                    ZoneOffset.UTC,
                    List.of(
                            new Reach(Reach.Kind.PUSHOVER, new Secret("tocsin/ada"), null),
                            new Reach(Reach.Kind.MAIL, new Secret("tocsin/ada-mail"), null)))))
            .withOnCall(new OnCall(
                    List.of(new Rota("primary", ZoneOffset.UTC, List.of(), SECRET)),
                    OnCall.Escalates.PAGERDUTY,
                    Ladder.USUAL,
                    null)));

    WarningsTest() {
        desk.ports.secrets.set("tocsin/team", TEAM);
        desk.ports.secrets.set("tocsin/ada-mail", ADAS);
    }

    private String warnings() {
        return desk.call("GET", "/warnings", JsonObject.create(), "", Desk.ANN).extract("body");
    }

    private void tested() {
        desk.post("/page-tests", JsonObject.create().add("person", "ada"));
        var ada = "arn:aws:sts::111122223333:assumed-role/on-call/ada";
        desk.call("POST", "/incidents/test-ada-1/ack", JsonObject.create(), "{}", ada);
    }

    @Test
    void where_all_is_as_it_should_be_there_is_none() {
        tested();

        assertThat(warnings()).isEqualTo("[]");
    }

    @Test
    void a_test_page_that_never_was_or_is_older_than_thirty_days_is_told() {
        assertThat(warnings())
                .contains("\"path\":[\"people\",\"ada\"]", "test page: nobody knows whether ada can be woken");
        tested();
        desk.ports.clock.advance(Duration.ofDays(30));
        assertThat(warnings()).isEqualTo("[]");

        desk.ports.clock.advance(Duration.ofDays(1));

        assertThat(warnings())
                .isEqualTo("[{\"path\":[\"people\",\"ada\"],\"text\":\"test page: the last one was 31 days ago\"}]");
    }

    @Test
    void a_subscription_that_nobody_confirmed_is_told() {
        tested();
        desk.ports.sns.subscribe(TEAM, 2, 1);
        desk.ports.sns.subscribe(ADAS, 0, 0);

        assertThat(warnings())
                .isEqualTo(
                        "[{\"path\":[\"people\",\"ada\",\"reach\"],\"text\":\"nobody is subscribed to the mail topic:"
                                + " what is mailed reaches nobody\"},{\"path\":[\"channels\",\"mail\"],\"text\":\"1 of 3"
                                + " subscribed to the mail topic have not confirmed it, and get nothing: expected that they"
                                + " follow the link in the mail of SNS\"}]");
    }

    @Test
    void a_topic_that_cannot_be_seen_is_told_and_hides_nothing_else() {
        desk.ports.secrets.set("tocsin/team", "");
        desk.ports.sns.subscribe(ADAS, 0, 1);

        assertThat(warnings()).contains("test page: ", "1 of 1 subscribed to the mail topic have not confirmed it");
    }

    @Test
    void addresses_that_ses_mails_are_no_topic_and_are_not_told() {
        var mailing = new Desk(TestingProduct.paging()
                .withChannels(new Channels(
                        new Reach(Reach.Kind.MAIL, new Secret("tocsin/team"), null),
                        null,
                        null,
                        null,
                        null,
                        null,
                        new SesIdentity("tocsin@example.com", null))));
        mailing.ports.secrets.set("tocsin/team", "ann@example.com, bo@example.com");
        mailing.ports.sns.subscribe("ann@example.com, bo@example.com", 0, 0);

        assertThat(mailing.call("GET", "/warnings", JsonObject.create(), "", Desk.ANN)
                        .extract("body"))
                .doesNotContain("topic", "ann@example.com");
    }

    @Test
    void a_calendar_behind_a_secret_that_has_holes_or_is_old_is_told() {
        tested();
        var now = Desk.NOON;
        var good = new CalendarReading(
                now,
                now.minus(Duration.ofDays(30)),
                now.plus(Duration.ofDays(3)),
                List.of(new CalendarShift(now, now.plus(Duration.ofDays(2)), "ada")),
                List.of("'Adda'"),
                List.of());
        keep(new RotaCalendar("primary", SECRET.identity(), now, good, null));

        assertThat(warnings())
                .isEqualTo("[{\"path\":[\"rotas\",\"primary\",\"calendar\"],\"text\":\"nobody has it from 2026-03-04"
                        + " 12:00:00 UTC to 2026-03-05 12:00:00 UTC; no person is found in 'Adda'\"}]");

        desk.ports.clock.advance(Duration.ofHours(25));
        keep(new RotaCalendar("primary", SECRET.identity(), now, good, "its server answers 500"));
        assertThat(warnings())
                .contains("the calendar was not read since 2026-03-02 12:00:00 UTC: its server answers 500");
    }

    private void keep(RotaCalendar calendar) {
        var body = Value.of(new Documents().calendars().toJson(List.of(calendar)));
        desk.ports.table.write(new Write.Put(new Row(Keys.CALENDARS, Map.of("body", body)), List.of()));
    }
}
