package tocsin.configure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.config.Configuration;
import tocsin.config.Finding;
import tocsin.config.Person;
import tocsin.oncall.CalendarReading;
import tocsin.oncall.CalendarShift;
import tocsin.oncall.Feed;
import tocsin.oncall.Rota;
import tocsin.oncall.RotaCalendar;

/** Rotas that are kept in a calendar, as tocsin.yaml says them, and what lint says of what stands in it. */
class CalendarRotasTest {
    private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");
    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

    private static final String GOOD = """
            product: valine
            paging: shadow
            stages: { prod: { account: "111122223333", regions: [us-west-2] } }
            services: { api: { users-lose: all, match: { namespace: [AWS/Lambda] } } }
            severity: [ { P0: { service: [api] }, because: x } ]
            hear: { P0: { page: at-once }, P1: { page: at-once }, P2: { mail: at-once }, P3: { mail: at-once } }
            zone: Europe/Zurich
            pager: { pagerduty: "secret:tocsin/pagerduty", ladder: pagerduty }
            people:
              ada: { reach: [ { sms: "secret:a" } ], known-as: [Ada Lovelace, ada@example.com], pagerduty: P1 }
              bob: { reach: [ { sms: "secret:c" } ], pagerduty: P2 }
            rotas:
              primary: { calendar: "https://calendar.example.com/a/basic.ics" }
              second: { calendar: "secret:tocsin/second", zone: UTC, hand-over: "09:00" }
              third: { calendar: third.ics }
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void a_project_with_a_calendar() throws IOException {
        Files.createDirectories(folder.resolve("values"));
        Files.createDirectories(folder.resolve("runbooks"));
        Files.writeString(folder.resolve("values/local.yaml"), "{}\n");
        Files.writeString(folder.resolve("third.ics"), "BEGIN:VCALENDAR\nEND:VCALENDAR\n");
    }

    private Reading reading(String yaml) throws IOException {
        var file = Files.writeString(folder.resolve("tocsin.yaml"), yaml);
        return new ConfigurationReader(folder).read(file, "local", Map.of());
    }

    private static Rota kept(String name, ZoneId zone, Feed.Kind kind, String where, LocalTime begins) {
        return new Rota(name, zone, List.of(), new Feed(kind, where, begins));
    }

    @Test
    void an_address_a_secret_that_holds_one_and_a_file_are_calendars_and_the_functions_read_the_same()
            throws IOException {
        var read = ConfigurationReader.orThrow(reading(GOOD));

        assertThat(read.onCall().rotas())
                .containsExactly(
                        kept(
                                "primary",
                                ZURICH,
                                Feed.Kind.ADDRESS,
                                "https://calendar.example.com/a/basic.ics",
                                LocalTime.MIDNIGHT),
                        kept("second", ZoneId.of("UTC"), Feed.Kind.SECRET, "tocsin/second", LocalTime.of(9, 0)),
                        kept("third", ZURICH, Feed.Kind.FILE, "BEGIN:VCALENDAR\nEND:VCALENDAR\n", LocalTime.MIDNIGHT));
        assertThat(read.people())
                .extracting(Person::knownAs)
                .containsExactly(List.of("Ada Lovelace", "ada@example.com"), List.of());
        assertThat(Configuration.read(new ByteArrayInputStream(read.toJson().getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(read);
        assertThat(read.onCall().rotas().toString()).doesNotContain("basic.ics");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
        { calendar: third.ics }       | { calendar: fourth.ics } | 15 | \
        rotas.third.calendar: "fourth.ics" cannot be read; expected a file of text beside tocsin.yaml, 100 KB at most
        { calendar: third.ics }       | { calendar: third.ics, people: [ada] } | 15 | \
        rotas.third.people: means nothing beside a calendar, which says who has it when
        { calendar: third.ics }       | { calendar: third.ics, layers: [{ people: [ada] }] } | 15 | \
        rotas.third.layers: means nothing beside a calendar, which says who has it when
        hand-over: "09:00"            | hand-over: Mon 09:00 | 14 | \
        rotas.second.hand-over: "Mon 09:00" names a day, which the calendar does; expected a time alone, at which its \
        whole days begin
        https://calendar              | http://calendar | 13 | \
        rotas.primary.calendar: whoever stands between could put anybody on call; expected https://
        { calendar: third.ics }       | {} | 15 | \
        rotas.third: lacks "people"; expected people, layers or a calendar
        """)
    void what_is_wrong_has_its_line(String good, String bad, int line, String expected) throws IOException {
        assertThat(texts(reading(GOOD.replace(good, bad)).findings()))
                .containsExactly("tocsin.yaml:" + line + ": error: " + expected);
    }

    @Test
    void what_stands_in_a_calendar_is_looked_at_as_any_rota_is() throws IOException {
        var reading = reading(GOOD);
        var feed = Objects.requireNonNull(((Reading.Read) reading)
                .configuration()
                .onCall()
                .rota("primary")
                .orElseThrow()
                .feed());
        var until = NOW.plus(Duration.ofDays(50));
        var good = new CalendarReading(
                NOW,
                NOW.minus(Duration.ofDays(1)),
                until,
                List.of(
                        new CalendarShift(NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(3)), "ada"),
                        new CalendarShift(NOW.plus(Duration.ofDays(4)), until, "bob")),
                List.of("'Adda'"),
                List.of("ada and bob from 2026-03-08 00:00:00 UTC: bob has it, whose turn begins last"));
        var calendar = new RotaCalendar("primary", feed.identity(), NOW, good, null);

        assertThat(texts(OnCallLint.findings(reading, List.of(calendar), NOW)))
                .containsExactly(
                        "tocsin.yaml:13: warning: two have primary: ada and bob from 2026-03-08 00:00:00 UTC: bob has"
                                + " it, whose turn begins last",
                        "tocsin.yaml:13: warning: nobody has primary from 2026-03-05 00:00:00 UTC to 2026-03-06"
                                + " 00:00:00 UTC: a page goes on to the next step of the ladder then (no person is"
                                + " found in 'Adda')");
        assertThat(texts(OnCallLint.findings(reading, List.of(calendar.failed("its server answers 404")), NOW)))
                .contains("tocsin.yaml:13: warning: the calendar of primary cannot be read: its server answers 404");
        assertThat(texts(OnCallLint.findings(reading, List.of(calendar), NOW.plus(Duration.ofHours(25)))))
                .contains("tocsin.yaml:13: warning: the calendar of primary was last read at 2026-03-02 00:00:00 UTC");
        assertThat(OnCallLint.findings(reading, List.of(new RotaCalendar("primary", "another", NOW, good, null)), NOW))
                .as("of another calendar it says nothing")
                .isEmpty();
    }

    private static List<String> texts(List<Finding> findings) {
        return findings.stream().map(Finding::toString).toList();
    }
}
