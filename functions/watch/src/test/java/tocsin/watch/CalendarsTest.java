package tocsin.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tocsin.PortFailure;
import tocsin.config.Configuration;
import tocsin.config.Paging;
import tocsin.config.Person;
import tocsin.oncall.Feed;
import tocsin.oncall.Ladder;
import tocsin.oncall.OnCall;
import tocsin.oncall.Rota;
import tocsin.oncall.RotaCalendar;
import tocsin.page.PageRow;
import tocsin.page.Web.Answer;
import tocsin.state.Documents;
import tocsin.state.Key;
import tocsin.state.Keys;
import tocsin.state.Ledger;
import tocsin.testing.LambdaEvents;
import tocsin.testing.TestingContext;
import tocsin.testing.TestingPorts;
import tocsin.testing.TestingProduct;
import tocsin.testing.TestingWeb;

/** Calendars of rotas, read by the schedule and kept in the table. */
class CalendarsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final String PLACE = "https://calendar.example.com/private-1f2e3d/basic.ics";
    private static final String WEEKS = """
            BEGIN:VCALENDAR
            BEGIN:VEVENT
            UID:1
            DTSTART;TZID=Europe/Berlin:20260302T090000
            DTEND;TZID=Europe/Berlin:20260309T090000
            RRULE:FREQ=WEEKLY;INTERVAL=2
            SUMMARY:Ann
            END:VEVENT
            BEGIN:VEVENT
            UID:2
            DTSTART;TZID=Europe/Berlin:20260309T090000
            DTEND;TZID=Europe/Berlin:20260316T090000
            RRULE:FREQ=WEEKLY;INTERVAL=2
            SUMMARY:Ben
            END:VEVENT
            END:VCALENDAR
            """;

    private static Configuration configuration(Feed feed) {
        return TestingProduct.configuration(Paging.ON, Paging.ON, List.of())
                .withZone(BERLIN)
                .withPeople(List.of(Person.of("ann", BERLIN, List.of()), Person.of("ben", BERLIN, List.of())))
                .withOnCall(new OnCall(
                        List.of(new Rota("primary", BERLIN, List.of(), feed)),
                        OnCall.Escalates.TOCSIN,
                        new Ladder(List.of(
                                new Ladder.Step("primary", Duration.ofMinutes(5)),
                                new Ladder.Step(Ladder.EVERYONE, Duration.ofMinutes(10)))),
                        null));
    }

    private final TestingPorts ports =
            new TestingPorts(NOON, configuration(new Feed(Feed.Kind.SECRET, "tocsin/rota", LocalTime.MIDNIGHT)));

    CalendarsTest() {
        ports.secrets.set("tocsin/rota", PLACE);
    }

    private void watch() {
        LambdaEvents.call(
                new WatchHandler(ports), "{\"source\":\"schedule\"}", new TestingContext(Duration.ofSeconds(50)));
    }

    private RotaCalendar kept() {
        return Ledger.of(ports, new Documents()).calendars().getFirst();
    }

    private String onCall(String at) {
        return ports.configuration()
                .roster(List.of(), Ledger.of(ports, new Documents()).calendars())
                .onCall("primary", Instant.parse(at))
                .orElse("nobody");
    }

    @Test
    void what_a_calendar_says_is_in_the_table_a_minute_later_and_read_again_each_quarter_of_an_hour() {
        ports.web.answering(call -> TestingWeb.answer(200, WEEKS));

        watch();

        assertThat(ports.web.calls()).singleElement().satisfies(call -> {
            assertThat(call.uri()).isEqualTo(URI.create(PLACE));
            assertThat(call.method()).isEqualTo("GET");
            assertThat(call.timeout()).isLessThan(Duration.ofSeconds(15));
        });
        assertThat(kept()).extracting(RotaCalendar::failure).isNull();
        assertThat(onCall("2026-03-02T08:00:00Z")).isEqualTo("ann");
        assertThat(onCall("2026-03-09T07:59:59Z")).isEqualTo("ann");
        assertThat(onCall("2026-03-09T08:00:00Z")).isEqualTo("ben");
        assertThat(onCall("2026-04-06T06:59:59Z")).as("the clocks have changed").isEqualTo("ann");
        assertThat(onCall("2026-04-06T07:00:00Z")).isEqualTo("ben");

        ports.clock.advance(Duration.ofMinutes(14));
        watch();
        assertThat(ports.web.calls()).hasSize(1);
        ports.clock.advance(Duration.ofMinutes(1));
        ports.web.answering(call -> TestingWeb.answer(200, WEEKS.replace("SUMMARY:Ben", "SUMMARY:Ann")));
        watch();
        assertThat(ports.web.calls()).hasSize(2);
        assertThat(onCall("2026-03-09T08:00:00Z")).isEqualTo("ann");
    }

    @Test
    void a_decision_asks_the_table_who_has_it_and_no_server() {
        ports.web.answering(call -> TestingWeb.answer(200, WEEKS));
        watch();
        var asked = ports.web.calls().size();
        var view = Ledger.of(ports, new Documents()).view(List.of(), List.of());

        var rung = new Ladder(ports.configuration().onCall().ladder().steps())
                .rung(0, NOON, ports.configuration().roster(view.overrides(), view.calendars()));

        assertThat(rung.people()).containsExactly("ann");
        assertThat(ports.web.calls()).hasSize(asked);
    }

    @Test
    void while_its_server_fails_what_it_said_last_holds_and_after_a_day_the_team_is_told_once_a_day() {
        ports.web.answering(call -> TestingWeb.answer(200, WEEKS));
        watch();
        ports.web.answering(call -> {
            throw new PortFailure(PortFailure.Kind.UNAVAILABLE, "calendar.example.com: nobody");
        });
        for (var hour = 0; hour < 24; hour++) {
            ports.clock.advance(Duration.ofHours(1));
            watch();
        }
        assertThat(onCall("2026-03-09T08:00:00Z")).isEqualTo("ben");
        assertThat(kept().failure()).isEqualTo("calendar.example.com: nobody");
        assertThat(ports.table.row(mail("2026-03-03"))).as("a day is not over").isNull();

        ports.clock.advance(Duration.ofHours(1));
        watch();
        ports.clock.advance(Duration.ofHours(1));
        watch();

        var mail = Objects.requireNonNull(ports.table.row(mail("2026-03-03")));
        assertThat(mail.number(PageRow.REVISION)).as("said once").isEqualTo(1);
        assertThat(mail.text(PageRow.BODY))
                .contains("who is on call was not read from its calendar for more than a day: primary")
                .contains("it was last read at 2026-03-02 12:00:00 UTC, and what it said then holds until 2026-06-30"
                        + " 12:00:00 UTC; calendar.example.com: nobody")
                .doesNotContain("private-1f2e3d");

        ports.clock.advance(Duration.ofDays(1));
        watch();
        assertThat(ports.table.row(mail("2026-03-04"))).isNotNull();
        assertThat(onCall("2026-03-09T08:00:00Z")).isEqualTo("ben");
    }

    private static Key mail(String day) {
        return new Key("calendars", "incident#000000/page#0/calendars-" + day + "/team/mail");
    }

    @Test
    void what_is_no_answer_or_no_calendar_leaves_what_was_said_before() {
        ports.web.answering(call -> TestingWeb.answer(200, WEEKS));
        watch();
        var answers = Map.of(
                "its server answers 302 and leads elsewhere, where nobody follows; expected the address that it leads"
                        + " to",
                new Answer(302, Map.of("location", "http://169.254.169.254/latest/meta-data"), ""));
        answers.forEach(this::failsWith);
        failsWith("its server answers 500", TestingWeb.answer(500, WEEKS));
        failsWith("no BEGIN:VCALENDAR", TestingWeb.answer(200, "<html>Sign in</html>"));
        failsWith("it breaks off within V", TestingWeb.answer(200, WEEKS.substring(0, WEEKS.length() / 2)));
    }

    private void failsWith(String because, Answer answer) {
        ports.web.answering(call -> answer);
        ports.clock.advance(Duration.ofMinutes(15));
        var before = ports.web.calls().size();

        watch();

        assertThat(ports.web.calls()).as("one request, wherever it leads").hasSize(before + 1);
        assertThat(kept().failure()).startsWith(because);
        assertThat(onCall("2026-03-09T08:00:00Z")).isEqualTo("ben");
    }

    @Test
    void an_address_that_is_none_of_https_is_asked_for_nothing() {
        for (var address : List.of("http://calendar.example.com/a.ics", "file:///etc/passwd", "ftp://x/a.ics", "no")) {
            ports.secrets.set("tocsin/rota", address);
            watch();

            assertThat(kept().failure()).isEqualTo("its address is none of HTTPS; expected https://...");
            ports.clock.advance(Duration.ofMinutes(15));
        }
        assertThat(ports.web.calls()).isEmpty();
    }

    @Test
    void where_no_rota_has_a_calendar_nothing_is_kept_and_nothing_more_is_read() {
        var plain = new TestingPorts(NOON, TestingProduct.configuration(Paging.ON, Paging.ON, List.of()));

        LambdaEvents.call(
                new WatchHandler(plain), "{\"source\":\"schedule\"}", new TestingContext(Duration.ofSeconds(50)));

        assertThat(plain.table.row(Keys.CALENDARS)).isNull();
    }

    @Test
    void with_little_time_left_the_calendar_waits_and_holds_nothing_else() {
        ports.web.answering(call -> TestingWeb.answer(200, WEEKS));

        LambdaEvents.call(
                new WatchHandler(ports), "{\"source\":\"schedule\"}", new TestingContext(Duration.ofSeconds(12)));

        assertThat(ports.web.calls()).isEmpty();
        assertThat(onCall("2026-03-09T08:00:00Z")).isEqualTo("nobody");
    }
}
