package tocsin.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.PortFailure.Kind;
import tocsin.Ports;
import tocsin.config.Channels;
import tocsin.config.Check;
import tocsin.config.Layer;
import tocsin.config.Paging;
import tocsin.config.Severity;
import tocsin.health.Gauges.Value;
import tocsin.incident.Head;
import tocsin.incident.Incident;
import tocsin.incident.Phase;
import tocsin.state.Documents;
import tocsin.state.Keys;
import tocsin.state.Row;
import tocsin.testing.Failing;
import tocsin.testing.InterferedPorts;
import tocsin.testing.LambdaEvents;
import tocsin.testing.TestingContext;
import tocsin.testing.TestingPorts;
import tocsin.testing.TestingProduct;
import tocsin.testing.TestingWeb;

/** The health sweep by the clock: what it finds opens, joins and lets go as an alarm does. */
class SweepsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Duration FIVE = Duration.ofMinutes(5);

    private static final Check API = check("api-answers", "api", "http", Severity.P0, 1, "url", "https://api.example");
    private static final Check PAGE =
            check("page", "media", "http", Severity.P2, 2, "url", "https://page.example", "matches", "root");

    /** Of a database without a login nothing is ever known. */
    private static final Check ENTERS = check("enters", "db", "postgres", null, 1, "database", "valine");

    private final TestingPorts ports = ports(API, PAGE, ENTERS);
    private final Map<String, Integer> status = new TreeMap<>();

    private static Check check(
            String name, String service, String kind, @Nullable Severity severity, int after, String... parameters) {
        var given = new TreeMap<String, String>();
        for (var at = 0; at < parameters.length; at += 2) {
            given.put(parameters[at], parameters[at + 1]);
        }
        return new Check("prod", name, service, Layer.API, kind, given, Duration.ofSeconds(5), after, severity);
    }

    private static TestingPorts ports(Check... checks) {
        return new TestingPorts(
                NOON,
                TestingProduct.configuration(Paging.ON, Paging.ON, List.of()).withChecks(List.of(checks)));
    }

    @BeforeEach
    void a_site() {
        ports.web.answering(
                call -> TestingWeb.answer(status.getOrDefault(call.uri().getHost(), 200), "root"));
    }

    private String sweep() {
        return sweep(ports);
    }

    private String sweep(Ports around) {
        ports.clock.advance(FIVE);
        return LambdaEvents.call(
                new WatchHandler(around), "{\"sweep\": true}", new TestingContext(Duration.ofSeconds(50)));
    }

    private Head head(String service) {
        var row = Objects.requireNonNull(ports.table.row(Keys.head("prod/" + service)));
        return new Documents().heads().fromJson(Objects.requireNonNull(row.text("body")));
    }

    private Incident open(String service) {
        return Objects.requireNonNull(head(service).open());
    }

    private List<Row> rows(String part) {
        return ports.table.rows().stream()
                .filter(row -> (row.key().pk() + " " + row.key().sk()).contains(part))
                .toList();
    }

    private static String counts(int looked, int unwell, int unknown, int failed, int left) {
        return new SweptAll(looked, unwell, unknown, failed, left).toJson();
    }

    @Test
    void what_is_unwell_opens_an_incident_and_pages_and_what_is_well_again_lets_it_go() {
        assertThat(sweep()).isEqualTo(counts(3, 0, 1, 0, 0));
        assertThat(ports.table.row(Keys.head("prod/api"))).isNull();

        status.put("api.example", 503);
        assertThat(sweep()).isEqualTo(counts(3, 1, 1, 0, 0));

        assertThat(open("api").severity()).isEqualTo(Severity.P0);
        assertThat(open("api").signals()).singleElement().satisfies(signal -> {
            assertThat(signal.transition().alarm()).isEqualTo("check prod/api-answers");
            assertThat(signal.transition().reason()).isEqualTo("https://api.example answers 503");
            assertThat(signal.because()).isEqualTo("the health sweep says so");
        });
        assertThat(rows("prod/api incident#000001/page#")).isNotEmpty();

        status.remove("api.example");
        sweep();
        assertThat(open("api").phase()).isEqualTo(Phase.MONITORING);
    }

    @Test
    void the_same_again_changes_nothing_and_nobody_is_told_again() {
        status.put("api.example", 503);
        sweep();
        var version = head("api").version();
        var pages = rows("prod/api incident#000001/page#").size();

        sweep();
        sweep();

        assertThat(head("api").version()).isEqualTo(version);
        assertThat(rows("prod/api incident#000001/page#")).hasSize(pages);
    }

    @Test
    void one_that_wants_two_in_a_row_is_trouble_at_the_second() {
        status.put("page.example", 500);
        sweep();
        assertThat(ports.table.row(Keys.head("prod/media"))).isNull();
        status.remove("page.example");
        sweep();
        status.put("page.example", 500);
        sweep();
        assertThat(ports.table.row(Keys.head("prod/media"))).isNull();

        sweep();

        assertThat(open("media").signals()).hasSize(1);
    }

    @Test
    void what_is_not_known_is_neither_and_three_in_a_row_are_told_once() {
        sweep();
        sweep();
        assertThat(rows("prod/db incident#000000/page#")).isEmpty();
        sweep();
        assertThat(rows("prod/db incident#000000/page#")).hasSize(1);
        assertThat(rows("prod/db incident#000000/page#").getFirst().toString())
                .contains("the health sweep does not know how enters of prod/db stands");
        sweep();
        sweep();
        assertThat(rows("prod/db incident#000000/page#")).hasSize(1);
    }

    @Test
    void what_is_in_trouble_stands_while_nothing_is_known_of_it() {
        var changing = check("changing", "db", "postgres", Severity.P1, 1, "database", "valine");
        var login =
                TestingProduct.configuration(Paging.ON, Paging.ON, List.of()).withChecks(List.of(API));
        status.put("api.example", 503);
        sweep();
        var unknown = InterferedPorts.as(
                ports,
                ports.clock,
                login.withChecks(List.of(new Check(
                        "prod", API.name(), "api", Layer.API, "postgres", changing.parameters(), FIVE, 1, null))));

        sweep(unknown);

        assertThat(open("api").phase()).isEqualTo(Phase.OPEN);
        assertThat(open("api").signals())
                .singleElement()
                .satisfies(signal -> assertThat(signal.stands()).isTrue());
    }

    @Test
    void a_check_that_tocsin_yaml_names_no_more_lets_go() {
        status.put("api.example", 503);
        sweep();
        var another = check("another", "api", "http", Severity.P1, 1, "url", "https://other.example");

        sweep(InterferedPorts.as(ports, ports.clock, ports.configuration().withChecks(List.of(another))));

        assertThat(open("api").phase()).isEqualTo(Phase.MONITORING);
    }

    @Test
    void the_last_check_of_a_service_that_tocsin_yaml_names_no_more_lets_go_too() {
        status.put("api.example", 503);
        sweep();
        var without =
                InterferedPorts.as(ports, ports.clock, ports.configuration().withChecks(List.of()));

        assertThat(sweep(without)).isEqualTo(counts(0, 0, 0, 0, 0));

        assertThat(open("api").phase()).isEqualTo(Phase.MONITORING);
        assertThat(rows("prod/api health#")).hasSize(1);
        var version = head("api").version();
        sweep(without);
        assertThat(head("api").version()).isEqualTo(version);
    }

    @Test
    void a_check_that_moves_to_another_service_lets_the_first_go_and_stands_there() {
        status.put("api.example", 503);
        sweep();
        var moved = check(API.name(), "db", "http", Severity.P0, 1, "url", "https://api.example");

        sweep(InterferedPorts.as(ports, ports.clock, ports.configuration().withChecks(List.of(moved))));

        assertThat(open("api").phase()).isEqualTo(Phase.MONITORING);
        assertThat(open("db").signals()).hasSize(1);
    }

    @Test
    void more_checks_of_a_service_than_one_transaction_holds_are_all_taken_in_and_told_of_once() {
        var many = new ArrayList<Check>();
        for (var number = 1; number <= 120; number++) {
            many.add(check("c" + number, "api", "http", Severity.P1, 1, "url", "https://api.example"));
        }
        many.addFirst(check("enters", "api", "postgres", null, 1, "database", "valine"));
        many.addLast(check("counts", "api", "postgres", null, 1, "database", "valine"));
        var all = InterferedPorts.as(ports, ports.clock, ports.configuration().withChecks(many));
        sweep(all);
        sweep(all);
        status.put("api.example", 503);

        assertThat(sweep(all)).isEqualTo(counts(122, 120, 2, 0, 0));

        assertThat(open("api").signals()).hasSize(120);
        assertThat(rows("prod/api health#")).hasSize(3);
        assertThat(rows("prod/api incident#000000/page#")).hasSize(1);
    }

    @Test
    void without_a_mail_to_send_it_is_in_the_story_that_nothing_is_known() {
        var mute = InterferedPorts.as(ports, ports.clock, ports.configuration().withChannels(Channels.of(null)));
        sweep(mute);
        sweep(mute);
        sweep(mute);

        assertThat(rows("prod/db incident#000000/page#")).isEmpty();
        assertThat(rows("prod/db").toString()).contains("the health sweep does not know how enters of prod/db stands");
    }

    @Test
    void where_no_time_is_left_it_is_not_always_the_same_services_that_lack_it() {
        var first = new TreeSet<String>();
        ports.web.answering(call -> {
            first.add(Objects.requireNonNull(call.uri().getHost()));
            ports.clock.advance(Duration.ofMinutes(1)); // nobody else is begun
            return TestingWeb.answer(200, "root");
        });
        for (var round = 0; round < 3; round++) {
            sweep();
        }

        assertThat(first).containsExactly("api.example", "page.example");
    }

    @Test
    void each_sweep_is_kept_for_a_month_and_how_it_stands_besides() {
        sweep();
        status.put("api.example", 503);
        sweep();

        assertThat(rows("prod/api health#"))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.number("expires"))
                        .isGreaterThan(NOON.plus(Duration.ofDays(30)).getEpochSecond()));
        assertThat(rows("prod/api health#").getLast().text("body"))
                .contains("\"state\":\"UNWELL\"", "https://api.example answers 503");
        assertThat(Objects.requireNonNull(ports.table.row(Keys.health("prod/api")))
                        .text("body"))
                .contains("\"times\":1", "\"state\":\"UNWELL\"");
    }

    @Test
    void each_service_is_a_metric_and_a_page_without_its_content_is_another() {
        ports.web.answering(call -> TestingWeb.answer(200, "nothing to draw into"));
        sweep();
        sweep();

        var put = ports.gauges.puts().getLast();
        assertThat(put.namespace()).isEqualTo("Valine/Health");
        assertThat(put.place().region()).isEqualTo("us-west-2");
        assertThat(put.values())
                .containsExactlyInAnyOrder(
                        new Value("Down", "api", 0), new Value("Down", "media", 0), new Value("Blank", "media", 1));

        status.put("api.example", 503);
        a_site();
        sweep();
        assertThat(ports.gauges.puts().getLast().values())
                .containsExactlyInAnyOrder(
                        new Value("Down", "api", 1), new Value("Down", "media", 0), new Value("Blank", "media", 0));
    }

    @Test
    void what_could_not_be_committed_the_next_sweep_does() {
        status.put("api.example", 503);
        var failing = Failing.notDone(Kind.UNAVAILABLE, call -> call.method().equals("transact"));

        assertThat(sweep(ports.with(failing))).isEqualTo(counts(3, 1, 1, 3, 0));
        assertThat(ports.table.row(Keys.head("prod/api"))).isNull();
        sweep();

        assertThat(open("api").signals()).hasSize(1);
    }
}
