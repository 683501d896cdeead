package tocsin.configure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.config.Configuration;
import tocsin.config.Finding;
import tocsin.config.Person;
import tocsin.oncall.Ladder;
import tocsin.oncall.Layer;
import tocsin.oncall.OnCall.Escalates;
import tocsin.oncall.Rota;
import tocsin.oncall.Span;

/** People, rotas and the ladder as tocsin.yaml says them, and what is said of mistakes and of whom no page wakes. */
class RotasTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
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
              ada: { zone: UTC, reach: [ { sms: "secret:a" }, { mail: "secret:b" } ], slack: U01, pagerduty: P1 }
              bob: { reach: [ { sms: "secret:c" } ], discord: "1001" }
            rotas:
              primary: { turns: weekly, hand-over: Mon 09:00, people: [ada, bob], since: 2026-03-05 }
              sun:
                zone: UTC
                layers:
                  - { hours: "06:00-18:00", people: [ada] }
                  - { zone: Asia/Tokyo, hours: "03:00-15:00", turns: 14-days, hand-over: "04:00", people: [bob, ada] }
            ladder:
              - { to: primary, for: 5m }
              - { to: bob, for: 90s }
              - { to: everyone, again: 10m }
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void a_project_without_runbooks() throws IOException {
        Files.createDirectories(folder.resolve("values"));
        Files.createDirectories(folder.resolve("runbooks"));
        Files.writeString(folder.resolve("values/local.yaml"), "{}\n");
    }

    @Test
    void what_is_written_is_what_holds() throws IOException {
        var read = configuration(GOOD);

        assertThat(read.onCall().rotas())
                .containsExactly(
                        Rota.of(
                                "primary",
                                ZURICH,
                                List.of(new Layer(
                                        List.of("ada", "bob"),
                                        ZURICH,
                                        LocalDate.of(2026, 3, 9),
                                        7,
                                        LocalTime.of(9, 0),
                                        null))),
                        Rota.of(
                                "sun",
                                ZoneId.of("UTC"),
                                List.of(
                                        new Layer(
                                                List.of("ada"),
                                                ZoneId.of("UTC"),
                                                LocalDate.of(2026, 1, 5),
                                                7,
                                                LocalTime.of(6, 0),
                                                new Span(LocalTime.of(6, 0), LocalTime.of(18, 0))),
                                        new Layer(
                                                List.of("bob", "ada"),
                                                ZoneId.of("Asia/Tokyo"),
                                                LocalDate.of(2026, 1, 5),
                                                14,
                                                LocalTime.of(4, 0),
                                                new Span(LocalTime.of(3, 0), LocalTime.of(15, 0))))));
        assertThat(read.onCall().escalates()).isEqualTo(Escalates.PAGERDUTY);
        assertThat(read.onCall().ladder())
                .isEqualTo(new Ladder(List.of(
                        new Ladder.Step("primary", Duration.ofMinutes(5)),
                        new Ladder.Step("bob", Duration.ofSeconds(90)),
                        new Ladder.Step("everyone", Duration.ofMinutes(10)))));
        assertThat(read.people())
                .extracting(Person::slack, Person::discord, Person::pagerduty)
                .containsExactly(tuple("U01", null, "P1"), tuple(null, "1001", null));
    }

    @Test
    void the_functions_read_the_same() throws IOException {
        var read = (Reading.Read) reading(GOOD);

        Compiler.write(read, List.of(folder));

        try (var compiled = Files.newInputStream(folder.resolve("tocsin.json"))) {
            assertThat(Configuration.read(compiled)).isEqualTo(read.configuration());
        }
    }

    @Test
    void the_project_s_own_has_a_rota_that_somebody_has_at_every_instant() {
        var reading = new ConfigurationReader(PROJECT).read("local");

        assertThat(ConfigurationReader.orThrow(reading).onCall().rotas()).isNotEmpty();
        assertThat(OnCallLint.findings(reading, List.of(), NOW)).isEmpty();
    }

    @ParameterizedTest(name = "{1}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        people: [ada, bob], since     | people: [ada, bo], since      | 13 | \
        rotas.primary.people: "bo" is nobody; there is ada, bob
        hand-over: Mon 09:00          | hand-over: Mon 25:00          | 13 | \
        rotas.primary.hand-over: "Mon 25:00" does not fit; expected a time, with a day before it or none: \
        "Mon 09:00", "09:00"
        turns: weekly                 | turns: 3-days                 | 13 | \
        rotas.primary.hand-over: "Mon 09:00" names a day, and turns that are 3-days begin on any; expected \
        a time alone
        turns: weekly                 | turns: monthly                | 13 | \
        rotas.primary.turns: "monthly" does not fit; expected daily, weekly, or so many days: 14-days
        since: 2026-03-05             | since: 2026-02-30             | 13 | rotas.primary.since: "2026-02-30" is no day
        turns: weekly                 | zone: Mars/Olympus            | 13 | \
        rotas.primary.zone: "Mars/Olympus" is no time zone; expected one such as America/Los_Angeles or UTC
        people: [ada, bob], since     | since                         | 13 | \
        rotas.primary: lacks "people"; expected people, layers or a calendar
        people: [ada, bob], since     | people: [], since             | 13 | \
        rotas.primary.people: is empty; expected who take turns, in this order
        zone: Asia/Tokyo              | zone: Tokyo                   | 18 | \
        rotas.sun.layers[1].zone: "Tokyo" is no time zone; expected one such as America/Los_Angeles or UTC
        06:00-18:00                   | 06:00-06:00                   | 17 | \
        rotas.sun.layers[0].hours: "06:00-06:00" ends when it begins; leave it out for the whole day
        people: [bob, ada]            | people: [bob, eve]            | 18 | \
        rotas.sun.layers[1].people: "eve" is nobody; there is ada, bob
        zone: UTC                     | people: [ada]                 | 15 | \
        rotas.sun.people: means nothing beside layers, which have their own
        primary: { turns              | ada: { turns                  | 13 | \
        rotas.ada: a person is called so, too; expected another name
        { to: bob, for: 90s }         | { to: boss, for: 90s }        | 21 | \
        ladder[1].to: "boss" is no rota and nobody; there is primary, sun, ada, bob, everyone
        { to: bob, for: 90s }         | { to: bob }                   | 21 | \
        ladder[1]: lacks "for": how long it is waited before the next
        { to: everyone, again: 10m }  | { to: everyone, for: 10m }    | 22 | \
        ladder[2]: is the last and comes once; expected { to: everyone, again: 10m }
        { to: everyone, again: 10m }  | { to: bob, again: 10m }       | 22 | \
        ladder[2]: comes again until somebody acknowledges; expected to: everyone
        { to: bob, for: 90s }         | { to: bob, for: 9s, again: 1m } | 21 | \
        ladder[1]: has both "for" and "again"; expected one
        { sms: "secret:c" }           | { sms: "+41790000000" }       | 11 | \
        people.bob.reach[0].sms: "+41790000000" does not fit; expected the name of a secret: "secret:NAME"
        slack: U01                    | slack: ada                    | 10 | \
        people.ada.slack: "ada" does not fit; expected a member id at Slack: U01ABC2DEF3
        """)
    void a_mistake_is_told_with_its_line(String good, String bad, int line, String said) throws IOException {
        assertThat(GOOD).contains(good);

        assertThat(texts(reading(GOOD.replace(good, bad)).findings()))
                .contains(file() + ":" + line + ": error: " + said);
    }

    @Test
    void tocsin_s_own_ladder_must_be_there() throws IOException {
        var file = file();
        var yaml = GOOD.replace("ladder: pagerduty", "ladder: tocsin").replaceAll("(?s)\nladder:.*", "\n");
        var tree = YamlReader.read(file, yaml, 0, new ArrayList<>()).orElseThrow();

        assertThat(texts(OnCallMeaning.check(file, tree)))
                .containsExactly(file + ":8: error: pager.ladder: \"tocsin\" needs a ladder, and there is none");
    }

    @Test
    void a_step_after_one_that_comes_again_is_never_reached() throws IOException {
        var yaml = GOOD + "  - { to: bob, for: 5m }\n";

        assertThat(texts(reading(yaml).findings()))
                .containsExactly(file() + ":23: warning: ladder[3]: is never reached: the step in"
                        + " line 22 comes again until somebody acknowledges");
        assertThat(configuration(yaml).onCall().ladder().steps()).hasSize(3);
    }

    @Test
    void a_hole_in_the_next_eight_weeks_is_told_from_when_to_when() throws IOException {
        var yaml =
                GOOD.replace("zone: Asia/Tokyo, hours: \"03:00-15:00\"", "zone: Europe/Zurich, hours: \"19:00-07:00\"");

        assertThat(lint(yaml))
                .containsExactly(file() + ":14: warning: nobody has sun from 2026-03-29 05:00:00 UTC to 2026-03-29"
                        + " 06:00:00 UTC, from 2026-03-30 05:00:00 UTC to 2026-03-30 06:00:00 UTC, from 2026-03-31"
                        + " 05:00:00 UTC to 2026-03-31 06:00:00 UTC, and 26 times more until 2026-04-26 06:00:00 UTC: a"
                        + " page goes on to the next step of the ladder then");
        assertThat(lint(GOOD)).isEmpty();
    }

    @Test
    void somebody_who_cannot_be_reached_is_told() throws IOException {
        assertThat(lint(GOOD.replace("bob: { reach: [ { sms: \"secret:c\" } ],", "bob: { reach: [],")))
                .containsExactly(file() + ":11: warning: bob cannot be reached: expected a way in reach");
        assertThat(lint(GOOD.replace("bob: { reach: [ { sms: \"secret:c\" } ],", "bob: {")))
                .containsExactly(file() + ":11: warning: bob cannot be reached: expected a way in reach");
        assertThat(lint(GOOD.replace("bob: { reach: [ { sms: \"secret:c\" } ],", "bob: { pagerduty: P2,")))
                .as("PagerDuty knows how")
                .isEmpty();
    }

    @Test
    void a_p0_or_p1_that_rings_nobody_is_told() throws IOException {
        assertThat(lint(GOOD.replace("P1: { page: at-once }", "P1: { mail: at-once }")))
                .containsExactly(file() + ":6: warning: a P1 is only mailed, which rings nobody");
        assertThat(own(GOOD.replace("{ sms: \"secret:c\" }", "{ pushover: \"secret:c\" }, { sms: \"secret:d\" }")))
                .as("where Tocsin climbs the ladder itself")
                .containsExactly(file() + ":10: warning: a P0 or P1 reaches ada only by sms and mail, which does not"
                        + " ring; expected pushover among the ways");
    }

    private List<String> lint(String yaml) throws IOException {
        var reading = reading(yaml);
        ConfigurationReader.orThrow(reading);
        return texts(OnCallLint.findings(reading, List.of(), NOW));
    }

    /** The same where the ladder is Tocsin's own. */
    private List<String> own(String yaml) {
        var tree = YamlReader.read(file(), yaml.replace("ladder: pagerduty", "ladder: tocsin"), 0, new ArrayList<>())
                .orElseThrow();
        return texts(
                OnCallLint.findings(Assembly.of(tree, Map.of(), Map.of()), new Lines(file(), tree), List.of(), NOW));
    }

    private Configuration configuration(String yaml) throws IOException {
        return ConfigurationReader.orThrow(reading(yaml));
    }

    private Reading reading(String yaml) throws IOException {
        var file = Files.writeString(folder.resolve("tocsin.yaml"), yaml);
        return new ConfigurationReader(folder).read(file, "local", Map.of());
    }

    private static String file() {
        return "tocsin.yaml";
    }

    private static List<String> texts(List<Finding> findings) {
        return findings.stream().map(Finding::toString).toList();
    }
}
