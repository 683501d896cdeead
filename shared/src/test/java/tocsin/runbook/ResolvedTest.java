package tocsin.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tocsin.config.Mode;
import tocsin.page.PageRow;
import tocsin.state.Documents;
import tocsin.state.Keys;
import tocsin.testing.Interference;
import tocsin.testing.PortCall;

/** What a run does whose incident is over before it is. */
class ResolvedTest {
    private static List<String> nextIncident(Product product) {
        var documents = new Documents();
        return product.ports.table.query("prod/db", Keys.stories(2), false, 1000, null).rows().stream()
                .map(row -> documents.stories().fromJson(Objects.requireNonNull(row.text("body"))))
                .map(entry -> entry.what() + ": " + entry.text())
                .toList();
    }

    private static Product changedOnce(boolean endsIdle) {
        var product = new Product(Mode.APPROVE);
        product.endsIdle = endsIdle;
        product.alarmed().untilAsking();
        assertThat(product.answered(true, "ann")).isEmpty();
        product.seen = product.ports.with(new Interference() {
            private boolean resolved;

            @Override
            public void before(PortCall call) {
                if (!resolved && product.endings > 0) {
                    resolved = true;
                    product.resolved();
                }
            }
        });
        return product;
    }

    @Test
    void an_approval_that_comes_after_its_incident_was_resolved_changes_nothing() {
        var product = new Product(Mode.APPROVE).alarmed().untilAsking().resolved();

        assertThat(product.answered(true, "ann")).isEmpty();
        product.untilOver();

        assertThat(product.said().getLast()).isEqualTo("run ended: nothing was changed: its incident is resolved");
        assertThat(product.allChanges()).isEmpty();
        assertThat(nextIncident(product)).isEmpty();
    }

    @Test
    void it_stops_before_its_next_change_and_proves_what_it_has_changed() {
        var product = changedOnce(true);

        product.untilOver();

        assertThat(product.said()).contains("run: stops before \"Step restart\": its incident is resolved");
        assertThat(product.said().getLast()).startsWith("run proven: ");
        assertThat(product.allChanges()).containsExactly("ended 83 connections");
        assertThat(nextIncident(product)).isEmpty();
    }

    @Test
    void where_it_fails_then_an_incident_of_its_own_pages() {
        var product = changedOnce(false);

        product.untilOver();

        assertThat(product.said().getLast()).startsWith("run failed: ");
        assertThat(nextIncident(product))
                .anyMatch(line -> line.startsWith(
                        "opened: db-2 opened as P3, because " + "db-1/1 goes on, and its incident is resolved"));
        assertThat(product.ports.table.rows().stream()
                        .filter(row -> row.key().sk().contains("/page#0/late-1-1/team/pagerduty"))
                        .map(row -> row.text(PageRow.WANTED)))
                .containsExactly("TRIGGERED");
    }

    @Test
    void what_is_handed_over_by_hand_asks_though_it_would_act_by_itself() {
        var product = new Product(Mode.AUTOMATIC);
        var hands = Product.step("over", "runbook.hand-over", null, "runbook", "connection-pool", "service", "db");
        var pool = Product.connectionPool();
        product.ports.runbooks = new Runbooks(
                List.of(pool, new Runbook(Product.LOOK, "Look", pool.when(), List.of(hands), pool.proof())));
        product.byHand("prod/db", Product.LOOK, null);

        product.passing(Duration.ofMinutes(2));

        assertThat(product.said("prod/db", "db-1/2").getLast())
                .contains("may it end the connections")
                .contains("it asks, since db-1/1 handed over to it, and nobody has seen what it would do");
        assertThat(product.allChanges()).isEmpty();
    }
}
