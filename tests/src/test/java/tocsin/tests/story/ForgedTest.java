package tocsin.tests.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.config.Configuration;
import tocsin.incident.IncidentRef;
import tocsin.state.Documents;
import tocsin.state.Keys;
import tocsin.testing.Interference;
import tocsin.tests.story.Production.Seen;

/** Whoever can send a message cannot change anything by it: CloudWatch itself is asked, whichever way it came. */
class ForgedTest {
    private static final Interference NONE = new Interference() {};

    private static Configuration mode(String mode) {
        return Valine.paging(
                text -> text.replaceFirst("(?m)^  connection-pool: .*$", "  connection-pool: { prod: " + mode + " }"));
    }

    private static void arrive(World world, String way) {
        var payload = Valine.sample("db-connections." + way);
        if (way.equals("direct")) {
            world.direct(payload);
        } else {
            world.send(payload);
        }
        world.pass(Duration.ofMinutes(20));
    }

    private static List<String> told(World world) {
        var documents = new Documents();
        return world.ports.table.query("prod/db", Keys.stories(1), false, 1000, null).rows().stream()
                .map(row -> documents.stories().fromJson(String.valueOf(row.text("body"))))
                .map(entry -> entry.what() + ": " + entry.text())
                .toList();
    }

    private static String status(World world) {
        var run = world.ports.table.row(Keys.run(new IncidentRef("prod/db", 1), 1));
        return run == null ? "none" : String.valueOf(run.text("status"));
    }

    @ParameterizedTest
    @CsvSource({
        "sns, automatic", "sns, approve", "sns, veto 2m",
        "eventbridge, automatic", "eventbridge, approve", "eventbridge, veto 2m",
        "direct, automatic", "direct, approve", "direct, veto 2m"
    })
    void an_alarm_that_cloudwatch_does_not_confirm_changes_nothing_by_any_way(String way, String mode) {
        var world = new World(mode(mode), NONE);
        world.production.isSeen(Seen.WELL);
        world.production.leak(83); // what would be done is there to be done
        arrive(world, way);

        assertThat(told(world))
                .anyMatch(line -> line.startsWith("run ended: db-1/1: not confirmed, so nothing was changed: CloudWatch"
                        + " says that valine-prod-db-connections is OK since "))
                .noneMatch(line -> line.startsWith("run asks: "));
        assertThat(status(world)).isEqualTo("over");
        assertThat(world.production.changes()).isEmpty();
    }

    /** The same message where it is true: what is shown above is not that nothing works. */
    @ParameterizedTest
    @CsvSource({"sns", "eventbridge", "direct"})
    void the_same_alarm_confirmed_is_acted_upon_by_any_way(String way) {
        var world = new World(mode("automatic"), NONE);
        world.production.leak(83);
        arrive(world, way);

        assertThat(world.production.changes()).contains("ended 83 connections");
    }

    @Test
    void an_alarm_of_which_cloudwatch_knows_nothing_changes_nothing() {
        for (var way : List.of("sns", "eventbridge", "direct")) {
            var world = new World(mode("automatic"), NONE);
            world.production.isSeen(Seen.NOTHING);
            world.production.leak(83);
            arrive(world, way);

            assertThat(told(world))
                    .anyMatch(line -> line.endsWith("not confirmed, so nothing was changed: CloudWatch knows no alarm"
                            + " valine-prod-db-connections"));
            assertThat(world.production.changes()).isEmpty();
        }
    }
}
