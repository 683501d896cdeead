package tocsin.tests.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tocsin.alarm.MessageReader;
import tocsin.alarm.Received;
import tocsin.alarm.Transition;
import tocsin.incident.StoryEntry;
import tocsin.state.Documents;
import tocsin.state.Row;
import tocsin.testing.Interference;

/**
 * An alarm that comes by SNS, by EventBridge and by a direct invocation is one alarm, in whatever order they arrive.
 */
class ThreeWaysTest {
    private static final Interference NONE = new Interference() {};
    private static final List<String> WAYS = List.of("sns", "eventbridge", "direct");
    private static final int ORDERS = 60;

    /** Which copies say what was measured. */
    enum Observed {
        ALL,
        NONE,
        SOME;

        boolean says(int copy) {
            return this == ALL || this == SOME && copy % 2 == 1;
        }
    }

    private record Copy(String way, String payload) {}

    @ParameterizedTest
    @EnumSource
    void twice_each_in_any_order_is_one_incident_and_one_alert_in_the_right_state(Observed observed) {
        var beyond = 0;
        for (var seed = 1; seed <= ORDERS; seed++) {
            var world = new World(Valine.paging(), NONE);
            var where = "observed: " + observed + ", order " + seed;
            arrive(world, copies("api-5xx-60", observed, seed), seed);
            world.pass(Duration.ofMinutes(2));
            assertThat(world.alerts()).as(where).containsExactly("tocsin-prod/api-1-1 TRIGGERED, rang 1");

            arrive(world, copies("api-5xx-ok", observed, seed), seed);
            world.pass(Duration.ofMinutes(2));
            assertThat(world.alerts()).as(where).containsExactly("tocsin-prod/api-1-1 RESOLVED, rang 1");
            assertThat(world.ports.table.rows().stream()
                            .filter(row -> row.key().sk().matches("incident#[0-9]+/page#.*"))
                            .map(row -> row.key().sk().replaceFirst("/.*", ""))
                            .distinct())
                    .as(where)
                    .containsExactly("incident#000001");
            beyond += world.pagerDuty.requests().all() - 2;
        }
        System.out.println("three ways, twice each, observed: " + observed + ": " + ORDERS + " orders, " + beyond
                + " requests to PagerDuty beyond one for each of trigger and resolve");
    }

    static Stream<String> samples() {
        return Valine.alarms().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void each_alarm_of_the_product_gets_the_same_decision_by_each_way(String sample) {
        var stories = new TreeSet<List<String>>(
                Collections.reverseOrder((one, other) -> one.toString().compareTo(other.toString())));
        for (var way : WAYS) {
            var world = new World(Valine.paging(), NONE);
            arrive(world, new Copy(way, Valine.sample(sample + "." + way)));
            world.pass(Duration.ofMinutes(2));
            stories.add(story(world));
        }
        assertThat(stories).hasSize(1);
        assertThat(stories.first()).isNotEmpty();
    }

    @Test
    void a_copy_without_what_was_measured_is_the_same_transition() {
        for (var way : WAYS) {
            var payload = Valine.sample("api-5xx-60." + way);
            var whole = transition(payload);
            assertThat(whole.observed()).isEqualTo(60);
            var copy = transition(unobserved(payload));
            assertThat(copy.observed()).isNull();
            assertThat(List.of(copy.id(), copy.at(), copy.state()))
                    .isEqualTo(List.of(whole.id(), whole.at(), whole.state()));
        }
    }

    private static Transition transition(String payload) {
        return new MessageReader()
                .read(payload, World.START).stream()
                        .map(received -> ((Received.Alarmed) received).transition())
                        .findFirst()
                        .orElseThrow();
    }

    private static List<Copy> copies(String sample, Observed observed, int seed) {
        var copies = new ArrayList<Copy>();
        for (var time = 0; time < 2; time++) {
            for (var way : WAYS) {
                var payload = Valine.sample(sample + "." + way);
                copies.add(new Copy(way, observed.says(copies.size()) ? payload : unobserved(payload)));
            }
        }
        Collections.shuffle(copies, new Random(seed));
        return copies;
    }

    /** Without what was measured: no reasonData, and no number in the sentence. */
    private static String unobserved(String payload) {
        return payload.replaceAll("\"reasonData\": *\"(?:[^\"\\\\]|\\\\.)*\",?", "\"ignored\": 0,")
                .replaceAll("\"ignored\": 0,(\\s*})", "\"ignored\": 0$1")
                .replaceAll("\\[[0-9.]+ \\([^)]*\\)]", "it");
    }

    /** All in one batch, or each for itself with time between them. */
    private static void arrive(World world, List<Copy> copies, int seed) {
        for (var copy : copies) {
            arrive(world, copy);
            if (seed % 2 == 0) {
                world.pass(Duration.ofSeconds(5));
            }
        }
        world.run();
    }

    private static void arrive(World world, Copy copy) {
        if (copy.way().equals("direct")) {
            world.direct(copy.payload());
        } else {
            world.send(copy.payload());
        }
    }

    private static List<String> story(World world) {
        return world.ports.table.rows().stream()
                .filter(row -> row.key().sk().contains("story#"))
                .map(ThreeWaysTest::entry)
                .map(entry -> entry.partition() + " " + entry.what() + ": " + entry.text())
                .toList();
    }

    private static StoryEntry entry(Row row) {
        return new Documents().stories().fromJson(String.valueOf(row.text("body")));
    }
}
