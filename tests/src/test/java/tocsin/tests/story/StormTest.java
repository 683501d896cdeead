package tocsin.tests.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import tocsin.incident.Incident;
import tocsin.state.Documents;
import tocsin.state.Keys;

/**
 * Very much at once: 500 transitions of 100 alarms of three services, none of which needs another, within a minute.
 * Nobody is rung twice, nothing is lost, and PagerDuty is asked no more than it takes.
 */
class StormTest {
    private static final int TRANSITIONS = 500;
    private static final int ALARMS = 100;
    private static final int LIMIT = 120;
    private static final int MANY = 130;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String DB = "tocsin-prod/db-1-1 TRIGGERED, rang 1";
    private static final String FRONTEND = "tocsin-prod/frontend-1-1 TRIGGERED, rang 1";
    private static final String BOT = "tocsin-prod/bot-1-1 TRIGGERED, rang 1";

    private static final List<String> SERVICES = List.of("db", "frontend", "bot");
    private static final Path SAMPLE =
            Path.of(System.getProperty("tocsin.root", ".."), "events/valine/api-5xx-60.eventbridge.json");

    private static Bells bells(String storm) {
        return bells(storm, text -> text);
    }

    private static Bells bells(String storm, UnaryOperator<String> more) {
        UnaryOperator<String> edit = text -> more.apply(text)
                        .replaceFirst(
                                "(?m)^severity:.*\n",
                                "$0  - P1: { alarm: [{ wildcard: \"*-of-the-storm-*\" }] }\n    because: it storms\n")
                + storm;
        var bells = new Bells(Team.isPaged(edit));
        bells.world.pagerDuty.limit(LIMIT);
        return bells;
    }

    private static String alarm(int number) {
        return "valine-prod-" + SERVICES.get(number % SERVICES.size()) + "-of-the-storm-" + number;
    }

    private record Move(Instant at, int number, int move) {
        /** The alarm moves once more, this time to what it was not. */
        String event(String sample) {
            var alarms = move % 2 == 0;
            return sample.replace("valine-prod-api-5xx", alarm(number))
                    .replace("AWS/ApiGateway", "Valine/Storm")
                    .replace("\"value\": \"ALARM\"", "\"value\": \"now\"")
                    .replace("\"value\": \"OK\"", alarms ? "\"value\": \"OK\"" : "\"value\": \"ALARM\"")
                    .replace("\"value\": \"now\"", alarms ? "\"value\": \"ALARM\"" : "\"value\": \"OK\"")
                    .replace("f1211770-3f61-c3ea-78ec", "f1211770-%04d-c3ea-%04d".formatted(number, move))
                    .replace("\"timestamp\": \"2026-02-02T03:06:12.351+0000\"", "\"timestamp\": \"" + written() + "\"");
        }

        private String written() {
            return at.plusMillis(1).toString().replaceFirst("Z$", "+0000");
        }
    }

    /**
     * Each alarm moves five times, every eight seconds; they begin one after the other within twenty seconds, one
     * service a little before the next, so that some of each are always in ALARM, and in the end all are.
     */
    private static List<Move> moves() {
        var moves = new ArrayList<Move>();
        for (var number = 0; number < TRANSITIONS; number++) {
            var alarm = number % ALARMS;
            var move = number / ALARMS;
            var service = alarm % SERVICES.size();
            moves.add(new Move(World.START.plusMillis(200L * alarm + 1_500L * service + 8_000L * move), alarm, move));
        }
        moves.sort(Comparator.comparing(Move::at).thenComparingInt(Move::number));
        return moves;
    }

    /** As INTAKE gets them: what came within a second, together. */
    private static void storm(Bells bells) {
        var sample = sample();
        var left = new ArrayDeque<>(moves());
        while (!left.isEmpty()) {
            bells.pass(SECOND);
            while (!left.isEmpty() && left.getFirst().at().isBefore(bells.now())) {
                bells.world.send(left.removeFirst().event(sample));
            }
        }
        bells.pass(Duration.between(bells.now(), World.START.plus(Duration.ofMinutes(1))));
    }

    private static String sample() {
        try {
            return Files.readString(SAMPLE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Each alarm stands in the incident of its own service, and each of its moves in that one's story. */
    private static void nothingIsLost(Bells bells) {
        bells.nothingIsLost();
        assertThat(SERVICES.stream()
                        .map(service -> open(bells, service))
                        .flatMap(Incident::standing)
                        .map(signal -> signal.transition().alarm()))
                .hasSize(ALARMS)
                .doesNotHaveDuplicates();
        var moves = bells.story().stream()
                .filter(line -> line.matches("(opened|joined|recovered): .*"))
                .toList();
        assertThat(moves).hasSize(TRANSITIONS);
        for (var number = 0; number < ALARMS; number++) {
            var alarm = alarm(number) + " ";
            assertThat(moves.stream().filter(line -> line.contains(alarm)))
                    .as(alarm)
                    .hasSize(TRANSITIONS / ALARMS);
        }
        assertThat(bells.world.pagerDuty.requests().unserved()).isZero();
        assertThat(bells.world.pagerDuty.mostInAMinute()).isLessThanOrEqualTo(LIMIT);
    }

    private static Incident open(Bells bells, String service) {
        var row = Objects.requireNonNull(bells.world.ports.table.row(Keys.head("prod/" + service)));
        var head = new Documents().heads().fromJson(String.valueOf(row.text("body")));
        return Objects.requireNonNull(head.open());
    }

    @Test
    void where_nothing_is_a_storm_each_of_the_three_services_rings_once() {
        var bells = bells("storm: off\n");
        storm(bells);
        bells.minutes(12);

        assertThat(bells.rings())
                .containsExactly(
                        "03:12:21 team by pagerduty: P1 db-1",
                        "03:12:22 team by pagerduty: P1 frontend-1",
                        "03:12:24 team by pagerduty: P1 bot-1",
                        "03:18:30 cy by sms: P1 db-1",
                        "03:18:30 cy by sms: P1 frontend-1",
                        "03:18:30 cy by sms: P1 bot-1");
        assertThat(bells.world.alerts()).containsExactly(DB, FRONTEND, BOT);
        nothingIsLost(bells);
    }

    @Test
    void in_a_storm_the_first_two_services_ring_once_and_the_third_is_added_to_a_page() {
        var bells = bells("");
        storm(bells);
        bells.minutes(12);

        assertThat(bells.rings())
                .containsExactly(
                        "03:12:21 team by pagerduty: P1 db-1",
                        "03:12:22 team by pagerduty: P1 frontend-1",
                        "03:18:30 cy by sms: P1 db-1",
                        "03:18:30 cy by sms: P1 frontend-1");
        assertThat(bells.world.alerts()).containsExactly(DB, FRONTEND);
        assertThat(bells.story())
                .contains(
                        "added: a storm: added to the page of frontend-1",
                        "added: a storm: bot-1 is added to its page");
        assertThat(bells.world.ports.web.calls().getLast().body())
                .contains("\"dedup_key\":\"tocsin-prod/frontend-1-1\"")
                .contains("\"also\":\"bot-1 (P1): the Discord bot does not answer\"");
        nothingIsLost(bells);
    }

    @Test
    void three_services_that_come_in_one_batch_are_a_storm_too() {
        var bells = bells("");
        var sample = sample();
        for (var alarm = 0; alarm < SERVICES.size(); alarm++) {
            bells.world.send(new Move(World.START, alarm, 0).event(sample));
        }
        bells.minutes(1);

        assertThat(bells.rings()).hasSize(2).doesNotHaveDuplicates();
        assertThat(bells.story()).filteredOn(line -> line.startsWith("added: ")).hasSize(2);
        bells.nothingIsLost();
    }

    /** Of any minute of the clock the pager gets so many as leave it room; the rest waits for the next. */
    @Test
    void
            more_services_at_once_than_the_pager_takes_in_a_minute_ring_once_each_and_the_pager_is_asked_no_more_than_it_takes() {
        var services = new StringBuilder();
        for (var number = 0; number < MANY; number++) {
            services.append("  s%d: { users-lose: part %d, match: { alarm: [\"s%d-of-the-storm-0\"] } }%n"
                    .formatted(number, number, number));
        }
        var bells = bells("storm: off\n", text -> text.replaceFirst("(?m)^services:.*\n", "$0" + services));
        var sample = sample();
        for (var number = 0; number < MANY; number++) {
            bells.world.send(
                    new Move(World.START, 0, 0).event(sample).replace("valine-prod-db-of", "s" + number + "-of"));
        }
        bells.minutes(4);

        assertThat(bells.world.pagerDuty.alerts()).hasSize(MANY).allMatch(alert -> alert.rings() == 1);
        assertThat(bells.world.pagerDuty.requests().unserved()).isZero();
        assertThat(bells.world.pagerDuty.mostInAMinute()).isLessThanOrEqualTo(LIMIT);
        bells.nothingIsLost();
    }
}
