package tocsin.tests.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.incident.Deployment;
import tocsin.incident.Head;
import tocsin.incident.StoryEntry;
import tocsin.state.Documents;
import tocsin.state.Queues.Queue;
import tocsin.testing.Interference;

/** What AWS tells of deployments, through the real functions: beside what goes wrong, and nobody's business else. */
class DeployedTest {
    private static final String API = "prod/api";

    private final World world = new World(Valine.paging(), new Interference() {});

    private void told(String sample) {
        world.send(Valine.event("deployment/" + sample));
        world.run();
    }

    private List<Deployment> deployments(String partition) {
        return rows("head", partition)
                .map(body -> new Documents().heads().fromJson(body))
                .map(Head::deployments)
                .findFirst()
                .orElse(List.of());
    }

    private List<String> story(String partition) {
        return rows("story#", partition)
                .map(body -> new Documents().stories().fromJson(body))
                .map(StoryEntry::text)
                .toList();
    }

    private Stream<String> rows(String sk, String partition) {
        return world.ports.table.rows().stream()
                .filter(row ->
                        row.key().pk().equals(partition) && row.key().sk().contains(sk))
                .map(row -> String.valueOf(row.text("body")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "codedeploy-success",
                "cloudformation-update",
                "cloudtrail-alias-moved",
                "cloudtrail-alias-shifting",
            })
    void what_went_live_before_an_alarm_stands_in_its_story_and_on_its_page(String sample) {
        told(sample);
        world.send(Valine.sample("api-5xx-60.eventbridge"));
        world.run();

        var version = deployments(API).getFirst().version();
        assertThat(story(API)).anyMatch(text -> text.contains("prod/api " + version + " deployed"));
        assertThat(world.ports.web.calls())
                .filteredOn(call -> call.uri().getPath().equals("/v2/enqueue"))
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.body()).contains(version));
    }

    @Test
    void told_twice_and_again_after_a_crash_it_is_one() {
        told("cloudtrail-alias-moved");
        told("cloudtrail-alias-moved");
        world.direct(Valine.event("deployment/cloudtrail-alias-moved"));

        assertThat(deployments(API)).hasSize(1);
        assertThat(world.pagerDuty.alerts()).isEmpty();
    }

    @Test
    void two_hours_later_it_is_no_news_and_a_day_late_it_is_not_kept() {
        told("cloudtrail-alias-moved");
        world.pass(Duration.ofMinutes(115));
        world.send(Valine.sample("api-5xx-60.eventbridge"));
        world.run();
        assertThat(story(API)).noneMatch(text -> text.contains("version 7"));

        world.ports.clock.set(World.START.plus(Duration.ofHours(24)));
        told("cloudformation-update");
        assertThat(deployments(API)).extracting(Deployment::by).doesNotContain("CloudFormation");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "codedeploy-failure",
                "cloudformation-rolled-back",
                "cloudtrail-alias-refused",
                "cloudtrail-alias-described-anew",
                "unreadable-nameless",
            })
    void what_failed_or_cannot_be_read_is_kept_and_is_no_deployment(String sample) {
        told(sample);

        assertThat(deployments(API)).isEmpty();
        assertThat(rows("message#", "unread/2026-02-02")).hasSize(1);
        assertNobodyHears();
    }

    @Test
    void what_a_run_of_ours_moved_is_left_to_its_own_story() {
        told("cloudtrail-alias-by-a-run-of-ours");

        assertThat(world.ports.table.rows()).isEmpty();
        assertNobodyHears();
    }

    @Test
    void what_is_nobodys_is_kept_once_a_day_and_nobody_hears_of_it() {
        var other = Valine.event("deployment/cloudformation-of-another-stack");
        for (var update = 0; update < 20; update++) {
            world.send(other.replace("0d5a5f1f0004", "0d5a5f1f1%03d".formatted(update))
                    .replace("CREATE_COMPLETE", "UPDATE_COMPLETE"));
            world.pass(Duration.ofMinutes(1));
        }
        world.send(other.replace("payroll", "ledger"));
        world.run();

        assertThat(rows("message#", "unread/2026-02-02")).hasSize(2);
        assertThat(story("unread/2026-02-02"))
                .hasSize(2)
                .allMatch(text -> text.endsWith("went live at 2026-02-02 03:04:00 UTC, by CloudFormation"));
        assertThat(world.ports.table.rows()).noneMatch(row -> row.key().sk().matches("incident#[0-9]+"));
        assertNobodyHears();
    }

    @Test
    void in_a_batch_it_is_taken_before_the_alarm_that_it_explains_and_a_bad_neighbour_hinders_neither() {
        world.send(Valine.sample("api-5xx-60.eventbridge"));
        world.send("{\"detail-type\": \"CloudFormation Stack Status Change\", \"detail\": 7}");
        world.send(Valine.event("deployment/cloudtrail-alias-moved"));
        world.run();

        assertThat(story(API)).anyMatch(text -> text.contains("prod/api version 7 deployed"));
        assertThat(world.alerts()).containsExactly("tocsin-prod/api-1-1 TRIGGERED, rang 1");
    }

    private void assertNobodyHears() {
        world.pass(Duration.ofMinutes(30));
        assertThat(world.pagerDuty.alerts()).isEmpty();
        assertThat(world.sent()).isEmpty();
        assertThat(world.ports.queues.deadBodies(Queue.ALARMS)).isEmpty();
    }
}
