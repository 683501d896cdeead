package tocsin.tests.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tocsin.incident.StoryEntry;
import tocsin.page.Sns;
import tocsin.state.Documents;
import tocsin.state.Keys;
import tocsin.testing.Interference;

/** What AWS Health and RDS tell joins what is going on in the services it touches, and opens nothing of its own. */
class AwsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final World world = new World(Valine.paging(), new Interference() {});

    private void sends(String... samples) {
        for (var sample : samples) {
            world.send(Valine.event("eventbridge/" + sample));
        }
        world.pass(MINUTE);
    }

    private List<String> mails() {
        return world.ports.sns.published().stream()
                .filter(Sns.ToTopic.class::isInstance)
                .map(Sns.Publication::text)
                .filter(text -> text.contains("AWS Health tells of"))
                .toList();
    }

    /** What of AWS stands in the stories of a service: "db-1: ...", or "alone: ..." where no incident is open. */
    private List<String> told(String partition) {
        return world.stories()
                .filter(entry -> entry.partition().equals(partition))
                .filter(entry -> entry.what().equals("aws"))
                .map(entry -> (entry.incident() == 0 ? "alone: " : "incident: ") + entry.text())
                .toList();
    }

    private boolean hasOpen(String partition) {
        var row = world.ports.table.row(Keys.head(partition));
        return row != null
                && new Documents()
                                .heads()
                                .fromJson(Objects.requireNonNull(row.text("body")))
                                .open()
                        != null;
    }

    @Test
    void an_issue_alone_opens_nothing_and_is_mailed_once_whatever_copies_and_updates_come() {
        sends("health-issue", "health-issue-from-the-backup-region", "health-issue");
        world.pass(MINUTE.multipliedBy(3));

        assertThat(hasOpen("prod/db")).isFalse();
        assertThat(world.alerts()).isEmpty();
        assertThat(mails())
                .singleElement()
                .asString()
                .contains("RDS in us-west-2: AWS_RDS_OPERATIONAL_ISSUE")
                .contains("arn:aws:rds:us-west-2:111122223333:db:project-valine-prod")
                .contains("increased connection errors for some instances");

        sends("health-issue-page-1-of-2", "health-issue-page-2-of-2", "health-issue-closed");
        world.pass(MINUTE.multipliedBy(3));
        assertThat(mails()).as("the same event, told anew and ended").hasSize(1);
    }

    @Test
    void it_joins_the_open_incident_of_the_service_whose_resource_is_affected_and_is_not_mailed() {
        world.send(Valine.sample("db-unreachable.eventbridge"));
        world.pass(MINUTE);

        sends("health-issue");

        assertThat(told("prod/db"))
                .singleElement()
                .asString()
                .startsWith("incident: AWS Health (issue, RDS in us-west-2)");
        assertThat(told("prod/api")).isEmpty();
        assertThat(mails()).isEmpty();
    }

    @Test
    void pages_in_any_order_are_one_telling_and_each_is_looked_through_for_what_is_ours() {
        world.send(Valine.sample("db-unreachable.eventbridge"));
        world.pass(MINUTE);

        sends("health-issue-page-1-of-2");
        assertThat(told("prod/db")).isEmpty();
        sends("health-issue-page-2-of-2");

        assertThat(told("prod/db")).hasSize(1);
    }

    @Test
    void a_telling_whose_pages_do_not_all_come_is_mailed_after_a_minute_with_those_that_did() {
        sends("health-issue-page-2-of-2");
        world.pass(MINUTE.multipliedBy(2));

        assertThat(mails()).singleElement().asString().contains("db:project-valine-prod");
    }

    @Test
    void an_incident_that_opens_while_an_issue_stands_tells_of_it_and_one_after_its_end_does_not() {
        sends("health-issue");
        world.send(Valine.sample("db-unreachable.eventbridge"));
        world.pass(MINUTE);
        assertThat(told("prod/db")).anyMatch(text -> text.startsWith("incident: AWS Health (issue"));

        var other = new World(Valine.paging(), new Interference() {});
        other.send(Valine.event("eventbridge/health-issue"));
        other.pass(MINUTE);
        other.send(Valine.event("eventbridge/health-issue-closed")
                .replace("03:40:00", "03:13:00")
                .replace("03:41:00", "03:13:10"));
        other.pass(MINUTE.multipliedBy(2));
        other.send(Valine.sample("db-unreachable.eventbridge"));
        other.pass(MINUTE);
        assertThat(other.stories()
                        .filter(entry -> entry.partition().equals("prod/db") && entry.incident() > 0)
                        .map(StoryEntry::what))
                .contains("opened")
                .doesNotContain("aws");
    }

    @Test
    void where_no_entity_is_named_it_touches_what_is_made_of_that_service_of_aws() {
        world.send(Valine.sample("api-5xx-60.eventbridge"));
        world.pass(MINUTE);

        sends("health-public-issue");

        assertThat(told("prod/api")).anyMatch(text -> text.startsWith("incident: AWS Health (issue, LAMBDA"));
        assertThat(told("prod/db")).isEmpty();
    }

    @Test
    void what_rds_tells_joins_the_incident_of_that_database_once_and_alone_is_a_record() {
        sends("rds-failover", "rds-failover");
        assertThat(hasOpen("prod/db")).isFalse();
        assertThat(told("prod/db"))
                .containsExactly("alone: RDS tells of project-valine-prod at 2026-02-02 03:10:00 UTC: RDS-EVENT-0049"
                        + " Multi-AZ instance failover completed.");
        assertThat(world.ports.sns.published()).isEmpty();

        world.send(Valine.sample("db-unreachable.eventbridge"));
        world.pass(MINUTE);
        sends("rds-restarted");

        assertThat(told("prod/db").stream().filter(text -> text.startsWith("incident: ")))
                .hasSize(2)
                .anyMatch(text -> text.contains("RDS-EVENT-0049"))
                .anyMatch(text -> text.contains("RDS-EVENT-0006"));
    }

    @Test
    void while_an_issue_stands_in_the_region_a_runbook_that_acts_by_itself_asks() {
        var configured =
                Valine.paging(text -> text.replaceFirst("(?m)^(\\s+connection-pool:) .*$", "$1 { prod: automatic }"));
        var stormy = new World(configured, new Interference() {});
        stormy.send(Valine.event("eventbridge/health-issue"));
        stormy.pass(MINUTE);
        stormy.production.leak(83);
        stormy.send(Valine.sample("db-connections.eventbridge"));
        stormy.pass(MINUTE.multipliedBy(3));

        assertThat(stormy.production.changes()).isEmpty();
        assertThat(stormy.stories().map(World::line))
                .anyMatch(line ->
                        line.startsWith("run asks") && line.contains("AWS Health tells of an issue: RDS in us-west-2"));
    }
}
