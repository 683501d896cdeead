package tocsin.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tocsin.alarm.AlarmId;
import tocsin.alarm.AlarmState;
import tocsin.alarm.CloudWatch.AlarmStatus;
import tocsin.alarm.CloudWatch.Contributor;
import tocsin.alarm.CloudWatch.ListedAlarm;
import tocsin.alarm.CloudWatch.Place;
import tocsin.alarm.Metric;
import tocsin.incident.Board;
import tocsin.incident.BoardKey;
import tocsin.incident.Head;
import tocsin.incident.Named;
import tocsin.incident.Reconciled;
import tocsin.incident.Standing;
import tocsin.state.Documents;
import tocsin.testing.TestingProduct;
import tocsin.triage.Reconciliation.Finding;
import tocsin.triage.Reconciliation.Listing;

/** What CloudWatch's own list says and what is stored, compared. */
class ReconciliationTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Instant EARLIER = NOON.minus(Duration.ofHours(1));
    private static final Place PLACE = new Place("111122223333", "us-west-2");
    private static final String ARN = "arn:aws:cloudwatch:us-west-2:111122223333:alarm:";

    private final Reconciliation reconciliation = new Reconciliation(TestingProduct.paging());
    private final Map<BoardKey, Board> boards = new TreeMap<>();
    private final List<ListedAlarm> listed = new ArrayList<>();
    private final Map<String, List<Contributor>> series = new TreeMap<>();

    private void lists(String name, AlarmState state, Instant since, Metric... metrics) {
        listed.add(ListedAlarm.of(new AlarmStatus(
                ARN + name, name, state, since, true, null, List.of(metrics), 80.0, "GreaterThanThreshold", 60, 1)));
    }

    private void knows(String name, @Nullable String contributor, AlarmState state, Instant at) {
        var id = new AlarmId(ARN + name, contributor);
        var partition = name.startsWith("db") ? "prod/db" : "prod/api";
        boards.merge(
                BoardKey.of(partition, id),
                Board.EMPTY.with(id, new Standing(state, false, at, true, false, List.of(at))),
                (one, more) -> one.with(id, more.standings().values().iterator().next()));
    }

    private Listing listing(boolean whole) {
        return Listing.of(PLACE, NOON, listed, whole).with(series);
    }

    private List<String> findings() {
        return findings(listing(true), List.of(), List.of());
    }

    private List<String> findings(Listing listing, List<Head> heads, List<String> before) {
        return reconciliation.findings(listing, boards, heads, before).stream()
                .map(ReconciliationTest::said)
                .toList();
    }

    private static String said(Finding finding) {
        return switch (finding) {
            case Finding.Missed one -> {
                var moved = one.transition();
                var contributor = moved.id().contributor();
                yield one.partition() + ": " + moved.alarm() + (contributor == null ? "" : " " + contributor) + " "
                        + moved.state() + " at " + moved.at();
            }
            case Finding.Gone one -> one.partition() + ": " + one.alarm() + " is gone";
        };
    }

    @Test
    void what_agrees_is_left_alone_though_two_clocks_differ_by_seconds() {
        lists("db-high", AlarmState.ALARM, EARLIER.plusSeconds(3));
        knows("db-high", null, AlarmState.ALARM, EARLIER);
        lists("db-slow", AlarmState.OK, EARLIER);
        lists("api-down", AlarmState.INSUFFICIENT_DATA, EARLIER);

        assertThat(findings()).isEmpty();
    }

    @Test
    void an_alarm_that_never_arrived_is_missed_as_of_its_own_instant() {
        lists("db-high", AlarmState.ALARM, EARLIER);
        lists("api-down", AlarmState.ALARM, EARLIER);
        knows("api-down", null, AlarmState.OK, EARLIER.minusSeconds(600));

        assertThat(findings())
                .containsExactly(
                        "prod/db: db-high ALARM at 2026-03-02T11:00:00Z",
                        "prod/api: api-down ALARM at 2026-03-02T11:00:00Z");
    }

    @Test
    void an_ok_that_never_arrived_is_missed_and_so_is_the_loss_of_data() {
        lists("db-high", AlarmState.OK, EARLIER);
        knows("db-high", null, AlarmState.ALARM, EARLIER.minusSeconds(600));
        lists("api-down", AlarmState.INSUFFICIENT_DATA, EARLIER);
        knows("api-down", null, AlarmState.ALARM, EARLIER.minusSeconds(600));

        assertThat(findings())
                .containsExactly(
                        "prod/db: db-high OK at 2026-03-02T11:00:00Z",
                        "prod/api: api-down INSUFFICIENT_DATA at 2026-03-02T11:00:00Z");
    }

    @Test
    void an_alarm_that_went_and_came_back_unheard_is_missed() {
        lists("db-high", AlarmState.ALARM, EARLIER);
        knows("db-high", null, AlarmState.ALARM, EARLIER.minusSeconds(600));

        assertThat(findings()).containsExactly("prod/db: db-high ALARM at 2026-03-02T11:00:00Z");
    }

    @Test
    void what_moved_within_two_minutes_is_left_for_its_message() {
        lists("db-high", AlarmState.ALARM, NOON.minusSeconds(119));
        lists("api-down", AlarmState.ALARM, NOON.minusSeconds(120));

        assertThat(findings()).containsExactly("prod/api: api-down ALARM at 2026-03-02T11:58:00Z");
    }

    @Test
    void a_message_newer_than_the_list_is_believed_while_it_is_new_and_the_list_after_that() {
        lists("db-high", AlarmState.OK, EARLIER);
        knows("db-high", null, AlarmState.ALARM, NOON.minusSeconds(60));
        assertThat(findings()).isEmpty();

        knows("db-high", null, AlarmState.ALARM, NOON.minusSeconds(180));

        assertThat(findings()).containsExactly("prod/db: db-high OK at 2026-03-02T12:00:00Z");
    }

    @Test
    void alarms_of_tocsin_itself_cannot_be_missed() {
        lists("tocsin-own-tocsin-watch-silent", AlarmState.ALARM, EARLIER);
        lists("tocsin-canary-tocsin", AlarmState.ALARM, EARLIER);

        assertThat(findings()).isEmpty();
    }

    @Test
    void what_is_ignored_is_noted_and_is_no_loss_and_what_is_nobodys_is() {
        lists("TargetTracking-table", AlarmState.ALARM, EARLIER);
        lists("somebody-elses", AlarmState.ALARM, EARLIER);

        assertThat(reconciliation.findings(listing(true), boards, List.of(), List.of()))
                .extracting(one -> one.partition() + " " + ((Finding.Missed) one).isLost())
                .containsExactly("unmatched/111122223333/us-west-2 false", "unmatched/111122223333/us-west-2 true");
    }

    @Test
    void each_series_of_an_alarm_of_many_has_its_own_standing() {
        var query =
                new Metric("q1", null, null, Map.of(), null, 60, null, "SELECT SUM(e) FROM x GROUP BY f", null, true);
        lists("db-high", AlarmState.ALARM, EARLIER, query);
        series.put(
                ARN + "db-high",
                List.of(
                        new Contributor("one", Map.of("f", "1"), null, EARLIER),
                        new Contributor("two", Map.of("f", "2"), null, EARLIER)));
        knows("db-high", "one", AlarmState.ALARM, EARLIER);
        knows("db-high", "gone", AlarmState.ALARM, EARLIER);

        assertThat(Reconciliation.ofManySeries(listing(true), boards)).hasSize(1);
        assertThat(findings())
                .containsExactly(
                        "prod/db: db-high two ALARM at 2026-03-02T11:00:00Z",
                        "prod/db: db-high gone OK at 2026-03-02T12:00:00Z");
    }

    @Test
    void an_alarm_of_many_series_that_is_well_is_well_in_each() {
        lists("db-high", AlarmState.OK, EARLIER);
        knows("db-high", "one", AlarmState.ALARM, EARLIER.minusSeconds(600));

        assertThat(findings()).containsExactly("prod/db: db-high one OK at 2026-03-02T11:00:00Z");
    }

    @Test
    void series_that_nobody_could_read_are_left_alone() {
        lists("db-high", AlarmState.ALARM, EARLIER);
        knows("db-high", "one", AlarmState.ALARM, EARLIER);

        assertThat(Reconciliation.ofManySeries(listing(true), boards)).hasSize(1);
        assertThat(findings()).isEmpty();
    }

    @Test
    void what_stands_with_the_service_that_claims_it_by_tags_is_not_missed_as_nobodys() {
        var night = new Night(TestingProduct.byTags());
        var tags = Map.of("service", "api");
        night.take(
                TestingProduct.transition("orders", AlarmState.ALARM, EARLIER).withTags(tags));
        var heads = List.copyOf(night.view.heads().values());
        lists("orders", AlarmState.ALARM, EARLIER);
        knows("orders", null, AlarmState.ALARM, EARLIER);

        assertThat(new Reconciliation(TestingProduct.byTags()).findings(listing(true), boards, heads, List.of()))
                .isEmpty();
    }

    @Test
    void whoever_claims_by_tags_gets_what_was_missed_once_these_are_known() {
        var tagging = new Reconciliation(TestingProduct.byTags());
        lists("orders", AlarmState.ALARM, EARLIER);
        lists("TargetTracking-table", AlarmState.ALARM, EARLIER);
        var untagged = tagging.findings(listing(true), boards, List.of(), List.of());
        assertThat(tagging.perhapsTagged(listing(true), untagged)).containsExactly(ARN + "orders");
        assertThat(reconciliation.perhapsTagged(listing(true), untagged))
                .as("nobody claims anything by tags")
                .isEmpty();

        var tagged = listing(true).tagged(Map.of(ARN + "orders", Map.of("service", "api")));
        assertThat(tagging.findings(tagged, boards, List.of(), List.of()))
                .extracting(ReconciliationTest::said)
                .contains("prod/api: orders ALARM at 2026-03-02T11:00:00Z");

        knows("orders", null, AlarmState.ALARM, EARLIER);
        assertThat(tagging.findings(tagged, boards, List.of(), List.of()))
                .extracting(ReconciliationTest::said)
                .noneMatch(said -> said.contains("orders"));
    }

    @Test
    void what_stood_before_the_first_look_and_of_which_nothing_is_known_was_found_whenever_it_is_taken_in() {
        lists("db-high", AlarmState.ALARM, EARLIER);
        lists("db-down", AlarmState.ALARM, EARLIER);
        knows("db-down", null, AlarmState.OK, EARLIER.minusSeconds(600));
        lists("api-down", AlarmState.ALARM, EARLIER.plusSeconds(1));

        assertThat(reconciliation.findings(listing(true), boards, List.of(), List.of()).stream()
                        .map(Finding.Missed.class::cast)
                        .filter(one -> one.isFound(EARLIER))
                        .map(one -> one.transition().alarm()))
                .containsExactly("db-high");
        assertThat(reconciliation.findings(listing(true), boards, List.of(), List.of()).stream()
                        .map(Finding.Missed.class::cast)
                        .filter(one -> one.isFound(null)))
                .as("Tocsin has looked for ever")
                .isEmpty();
    }

    @Test
    void what_is_kept_of_thousands_of_red_alarms_fits_into_one_row() {
        var letters = "x".repeat(250);
        IntStream.range(0, 5_000).forEach(number -> lists(number + letters, AlarmState.ALARM, EARLIER));
        var standing = Reconciliation.standing(listing(true), List.of());
        var said = Named.of(reconciliation.findings(listing(true), boards, List.of(), List.of()).stream()
                .map(one -> ((Finding.Missed) one).said()));
        var place = new Reconciled.Swept(PLACE.account(), PLACE.region(), true, NOON, 0, false, standing);

        var row = new Documents().reconciled().toJson(Reconciled.of(List.of(place), said, said));

        assertThat(standing).hasSize(5_000).doesNotHaveDuplicates();
        assertThat(said.count()).isEqualTo(5_000);
        assertThat(row.length()).isLessThan(200 * 1024);
    }

    @Test
    void what_was_listed_while_it_stood_and_is_listed_no_more_is_gone_but_only_of_a_whole_list() {
        var night = new Night();
        night.take(TestingProduct.transition("db-high", AlarmState.ALARM, EARLIER));
        var heads = List.copyOf(night.view.heads().values());
        lists("db-high", AlarmState.ALARM, EARLIER);
        var before = Reconciliation.standing(listing(true), heads);
        listed.clear();

        assertThat(before).containsExactly(Reconciled.mark(ARN + "db-high"));
        assertThat(findings(listing(true), heads, before)).containsExactly("prod/db: db-high is gone");
        assertThat(findings(listing(false), heads, before)).isEmpty();
        assertThat(findings(listing(true), heads, List.of()))
                .as("never listed: a sample that somebody sent")
                .isEmpty();
    }
}
