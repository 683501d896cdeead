package tocsin.tests.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tocsin.alarm.AlarmId;
import tocsin.alarm.AlarmState;
import tocsin.alarm.CloudWatch.AlarmStatus;
import tocsin.config.Configuration;
import tocsin.config.Paging;
import tocsin.config.Pattern;
import tocsin.config.Service;
import tocsin.config.Severity;
import tocsin.config.SeverityRule;
import tocsin.config.Stage;
import tocsin.incident.BoardKey;
import tocsin.local.pagerduty.Alert;
import tocsin.state.Documents;
import tocsin.state.Keys;
import tocsin.testing.Interference;
import tocsin.testing.TestingPorts;

/** The way in loses one transition in three; CloudWatch's own list brings them back. */
class ReconcileTest {
    /** So many alarms, each of a service of its own, move three times and stay red ... */
    private static final int RED = 60;

    /** ... and so many four times, and are well at the end. */
    private static final int WELL = 30;

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration BETWEEN = Duration.ofSeconds(40);
    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final World world = new World(configuration(), new Interference() {}, TestingPorts::sweeps);
    private final Map<String, AlarmState> cloudWatch = new TreeMap<>();
    private final List<String> lost = new ArrayList<>();

    /** Services that need nothing, whose alarms page at once, and no storm, so that each rings of itself. */
    private static Configuration configuration() {
        var valine = Valine.paging();
        var prod = valine.stages().getFirst();
        var services = IntStream.range(0, RED + WELL)
                .mapToObj(number -> new Service(
                        prod.name(),
                        "s" + number,
                        "all of " + number,
                        List.of(),
                        new Pattern("{\"alarm\":[\"" + name(number) + "\"]}"),
                        null,
                        Map.of(),
                        Paging.ON))
                .toList();
        var down = new SeverityRule(Severity.P0, new Pattern("{\"alarm\":[{\"suffix\":\"-down\"}]}"), "it is down");
        var stage = new Stage(prod.name(), prod.account(), prod.regions(), null, services, List.of(down), null);
        return valine.withStages(List.of(stage)).withTimes(valine.times().withStorm(null));
    }

    private static String name(int number) {
        return "s" + number + "-down";
    }

    private void moves(int number, int step) {
        var state = step % 2 == 0 ? AlarmState.ALARM : AlarmState.OK;
        var now = world.ports.clock.instant();
        cloudWatch.put(name(number), state);
        world.ports.cloudWatch.set(
                Production.PLACE,
                new AlarmStatus(
                        arn(number),
                        name(number),
                        state,
                        now,
                        true,
                        null,
                        List.of(),
                        80.0,
                        "GreaterThanThreshold",
                        60,
                        1));
        if ((step + number) % 3 == 0) {
            lost.add(name(number) + " " + step);
        } else {
            world.send(event(number, state, now));
        }
    }

    private static String arn(int number) {
        return "arn:aws:cloudwatch:us-west-2:111122223333:alarm:" + name(number);
    }

    private static String event(int number, AlarmState state, Instant at) {
        return Valine.sample("api-5xx-60.eventbridge")
                .replace("valine-prod-api-5xx", name(number))
                .replaceFirst("\"value\": \"ALARM\"", "\"value\": \"" + state + "\"")
                .replaceFirst("\"timestamp\": \"[^\"]*\"", "\"timestamp\": \"" + INSTANT.format(at) + "\"");
    }

    private AlarmState standing(int number) {
        var key = BoardKey.of("prod/s" + number, new AlarmId(arn(number), null));
        var row = world.ports.table.row(Keys.board(key));
        var standing = row == null
                ? null
                : new Documents()
                        .boards()
                        .fromJson(String.valueOf(row.text("body")))
                        .of(new AlarmId(arn(number), null));
        return standing == null ? AlarmState.OK : standing.state();
    }

    private List<String> differing() {
        return IntStream.range(0, RED + WELL)
                .filter(number -> standing(number) != cloudWatch.get(name(number)))
                .mapToObj(ReconcileTest::name)
                .toList();
    }

    private List<Alert> alerts(int number) {
        return world.pagerDuty.alerts().stream()
                .filter(alert -> alert.key().startsWith("tocsin-prod/s" + number + "-"))
                .toList();
    }

    @Test
    void of_300_transitions_each_third_is_lost_and_one_sweep_later_all_stands_as_in_cloudwatch_and_has_rung_once() {
        world.pass(MINUTE); // the first sweep: all is well
        for (var step = 0; step < 4; step++) {
            for (var number = step < 3 ? 0 : RED; number < RED + WELL; number++) {
                moves(number, step);
            }
            world.pass(BETWEEN);
        }
        assertThat(lost).hasSize(100);
        var missed = differing();
        assertThat(missed).hasSizeGreaterThan(20);
        var mute = IntStream.range(0, RED)
                .filter(number -> missed.contains(name(number)))
                .boxed()
                .toList();

        world.pass(MINUTE.multipliedBy(4)); // the next sweep, six minutes after the start

        assertThat(differing()).isEmpty();
        assertThat(mute)
                .hasSize(20)
                .allSatisfy(number -> assertThat(alerts(number))
                        .filteredOn(alert -> alert.state() != Alert.State.RESOLVED)
                        .singleElement()
                        .matches(alert -> alert.rings() == 1));
        assertThat(world.pagerDuty.alerts()).allMatch(alert -> alert.rings() == 1);
        assertThat(world.ports.sns.published())
                .filteredOn(mail -> mail.text().contains("the way in is broken"))
                .singleElement()
                .satisfies(mail -> assertThat(mail.text()).contains("20 alarms came only by the sweep"));
        world.pass(MINUTE.multipliedBy(15));
        assertThat(world.ports.sns.published())
                .filteredOn(mail -> mail.text().contains("the way in is broken"))
                .hasSize(1);
    }
}
