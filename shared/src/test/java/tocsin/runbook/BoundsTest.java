package tocsin.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tocsin.alarm.AlarmId;
import tocsin.alarm.Metric;
import tocsin.alarm.Transition;
import tocsin.config.Budget;
import tocsin.config.Mode;
import tocsin.config.Rate;
import tocsin.incident.IncidentRef;
import tocsin.maintenance.Window;
import tocsin.runbook.Runbook.Step;
import tocsin.state.Keys;
import tocsin.testing.Interference;
import tocsin.testing.PortCall;

/** What keeps a run that acts by itself within bounds, as the story tells it. */
class BoundsTest {
    private static final Budget PLENTY = new Budget(new Rate(9, Duration.ofHours(6)), new Rate(9, Duration.ofDays(1)));
    private static final Budget SMALL = new Budget(new Rate(1, Duration.ofHours(6)), new Rate(5, Duration.ofDays(1)));
    private static final String FUNCTION = "arn:aws:lambda:us-west-2:111122223333:function:valine-prod-api";
    private static final String ASKS = "run asks: may it restart valine-prod-api: ";

    static Stream<Mode> byThemselves() {
        return Stream.of(Mode.AUTOMATIC, Mode.veto(Duration.ofMinutes(2)));
    }

    /** Restarts the function, whichever service's incident it is; then whatever else. */
    private static Product restarting(Product product, Step... more) {
        var restart = product.ports.runbooks.all().getFirst().steps().get(2);
        return product.with(runbook -> new Runbook(
                runbook.name(),
                runbook.title(),
                runbook.when(),
                Stream.concat(Stream.of(restart), Stream.of(more)).toList(),
                runbook.proof()));
    }

    private static List<String> versions(Product product) {
        return product.ports.functions.changes().stream()
                .filter(change -> change.startsWith("version"))
                .toList();
    }

    private static void work(Product product, String service) {
        new Runner(product.ports).run(Keys.run(new IncidentRef(service, 1), 1));
    }

    // one run at a time on a target

    @Test
    void two_incidents_on_one_target_never_run_at_once() {
        var product = restarting(new Product(Mode.AUTOMATIC, PLENTY)).alarmed();
        product.until(() -> !versions(product).isEmpty(), Duration.ofMinutes(1));
        product.byHand("prod/api", null);

        while (!product.isOver("prod/db", 1)) {
            assertThat(versions(product)).containsExactly("version 2 of valine-prod-api");
            product.passing(Duration.ofSeconds(5));
        }
        product.until(() -> product.isOver("prod/api", 1), Duration.ofHours(1));

        assertThat(product.said("prod/api", "api-1/1"))
                .contains("run: waits: db-1/1 is at " + FUNCTION)
                .anyMatch(line -> line.startsWith("run: begins to restart valine-prod-api: live from version 1 "));
        assertThat(versions(product)).containsExactly("version 2 of valine-prod-api", "version 3 of valine-prod-api");
    }

    @Test
    void whoever_finds_a_target_free_and_is_overtaken_before_it_has_taken_it_waits() {
        var product = restarting(new Product(Mode.AUTOMATIC, PLENTY)).alarmed();
        product.byHand("prod/api", null);
        var overtaken = new AtomicBoolean();
        product.seen = product.ports.with(new Interference() {
            @Override
            public void before(PortCall call) {
                if (call.method().equals("transact")
                        && describes(product)
                        && versions(product).isEmpty()
                        && overtaken.compareAndSet(false, true)) {
                    work(product, "prod/db");
                }
            }
        });
        new Runner(product.seen).run(Keys.run(new IncidentRef("prod/api", 1), 1));

        assertThat(overtaken).isTrue();
        assertThat(product.said().getLast()).startsWith("run: begins to restart valine-prod-api");
        assertThat(product.said("prod/api", "api-1/1").getLast()).isEqualTo("run: waits: db-1/1 is at " + FUNCTION);
    }

    /** Whether the run of the API has come so far that its next commit is the intent to change. */
    private static boolean describes(Product product) {
        return product.said("prod/api", "api-1/1").stream().anyMatch(line -> line.startsWith("run: sees: "));
    }

    @Test
    void what_is_held_for_half_an_hour_is_waited_for_no_longer() {
        var question = Product.step("quiet", "person.approve", null, "ask", "is it quiet?");
        var product = restarting(new Product(Mode.AUTOMATIC, PLENTY), question)
                .alarmed()
                .untilAsking();
        product.byHand("prod/api", null);
        product.until(() -> product.isOver("prod/api", 1), Duration.ofMinutes(40));

        assertThat(product.said("prod/api", "api-1/1"))
                .endsWith("run ended: nothing was changed: " + FUNCTION + " is still held by db-1/1");
    }

    // budget

    @Test
    void a_second_change_of_a_target_within_the_budgets_time_is_refused() {
        var product = restarting(new Product(Mode.AUTOMATIC, SMALL)).alarmed().untilOver();
        product.byHand(null);
        product.until(() -> product.isOver("prod/db", 2), Duration.ofMinutes(5));

        assertThat(product.said("prod/db", "db-1/2").getLast())
                .startsWith("run ended: nothing was changed: the budget of " + FUNCTION
                        + " is spent: 1 of 1 within 6 h; the next is allowed at 2026-03-02 18:00:");
        assertThat(versions(product)).hasSize(1);
    }

    @Test
    void a_run_that_has_changed_something_when_all_is_spent_stops_there_and_is_proven() {
        var one = new Budget(new Rate(1, Duration.ofHours(6)), new Rate(1, Duration.ofDays(1)));
        var product = new Product(Mode.AUTOMATIC, one).alarmed().untilOver();

        assertThat(product.said())
                .anyMatch(
                        line -> line.startsWith("run: stops before \"Step restart\": the budget in all is spent: 1 of 1"
                                + " within 24 h; the next is allowed at 2026-03-03 12:00:0"));
        assertThat(product.said().getLast()).startsWith("run proven: ");
        assertThat(product.allChanges()).containsExactly("ended 83 connections");
    }

    // breaker

    @Test
    void after_two_unproven_runs_it_asks_and_that_was_told() {
        var product = restarting(new Product(Mode.AUTOMATIC, PLENTY)).alarmed();
        product.untilOver();
        assertThat(product.said().getLast())
                .startsWith("run failed: not proven")
                .doesNotContain("in a row");
        product.byHand(null);
        product.until(() -> product.isOver("prod/db", 2), Duration.ofHours(1));
        assertThat(product.said("prod/db", "db-1/2").getLast())
                .endsWith("; that is 2 in a row, so connection-pool asks before it changes anything, until a run is"
                        + " proven");
        product.byHand(null);
        product.passing(Duration.ofMinutes(1));

        assertThat(product.said("prod/db", "db-1/3").getLast())
                .startsWith(ASKS)
                .contains("; it asks, since its last 2 runs were not proven (approve it");
        assertThat(versions(product)).hasSize(2);
    }

    @Test
    void a_run_that_is_proven_ends_what_went_before() {
        var product = restarting(new Product(Mode.AUTOMATIC, PLENTY)).alarmed().untilOver();
        assertThat(product.said().getLast()).startsWith("run failed: ");
        product.byHand(null);
        product.until(() -> versions(product).size() == 2, Duration.ofMinutes(2));
        product.idle = 0;
        product.until(() -> product.isOver("prod/db", 2), Duration.ofHours(1));
        assertThat(product.said("prod/db", "db-1/2").getLast()).startsWith("run proven: ");
        product.idle = 83;
        product.passing(Duration.ofMinutes(2));
        product.byHand(null);
        product.until(() -> product.isOver("prod/db", 3), Duration.ofHours(1));

        assertThat(product.said("prod/db", "db-1/3").getLast())
                .startsWith("run failed: ")
                .doesNotContain("in a row");
    }

    /** Halted between two steps, and while a step is under way. */
    static Stream<Boolean> halts() {
        return Stream.of(true, false);
    }

    @ParameterizedTest
    @MethodSource("halts")
    void two_runs_that_somebody_halted_say_nothing_of_their_runbook(boolean between) {
        var pause = Product.step("pause", "wait", null, "for", "1m");
        var again = Product.step("again", "lambda.restart", null, "function", "${services.api.function}");
        var product = restarting(new Product(Mode.AUTOMATIC, PLENTY), pause, again);
        product.endsIdle = false;
        if (!between) {
            product.ports.functions.settlesLater();
        }
        product.alarmed();
        for (var run = 1; run <= 2; run++) {
            if (run > 1) {
                product.byHand(null);
            }
            var begun = "db-1/" + run;
            product.until(
                    () -> product.said("prod/db", begun).stream()
                            .anyMatch(line -> line.startsWith(between ? "run: restarted" : "run: begins to restart")),
                    Duration.ofMinutes(2));
            halt(product);
            var number = run;
            product.until(() -> product.isOver("prod/db", number), Duration.ofHours(1));
            product.ports.table.write(Halt.lift());
            product.ports.functions.settle();

            assertThat(product.said("prod/db", begun).getLast())
                    .startsWith("run failed: ")
                    .doesNotContain("in a row");
        }
        product.byHand(null);
        product.passing(Duration.ofMinutes(2));

        assertThat(product.said("prod/db", "db-1/3"))
                .noneMatch(line -> line.startsWith("run asks: "))
                .anyMatch(line -> line.startsWith("run: begins to restart"));
    }

    // halt

    private static void halt(Product product) {
        product.ports.table.write(new Halt("ann", product.ports.clock.instant()).write());
    }

    @Test
    void halted_between_two_steps_the_second_is_not_begun_and_the_first_is_proven() {
        var wait = Product.step("pause", "wait", null, "for", "1m");
        var product = new Product(Mode.AUTOMATIC, PLENTY)
                .with(runbook -> new Runbook(
                        runbook.name(),
                        runbook.title(),
                        runbook.when(),
                        List.of(
                                runbook.steps().get(0),
                                runbook.steps().get(1),
                                wait,
                                runbook.steps().get(2)),
                        runbook.proof()))
                .alarmed();
        product.until(() -> !product.changes.isEmpty(), Duration.ofMinutes(1));
        halt(product);
        product.untilOver();

        assertThat(product.said())
                .contains("run: stops before \"Step restart\": halted by ann at 2026-03-02 12:00:00 UTC");
        assertThat(product.said().getLast()).startsWith("run proven: ");
        assertThat(product.allChanges()).containsExactly("ended 83 connections");
    }

    @Test
    void halted_in_the_moment_before_it_is_committed_a_change_is_not_begun() {
        var product = restarting(new Product(Mode.AUTOMATIC, PLENTY)).alarmed();
        var pressed = new AtomicBoolean();
        product.seen = product.ports.with(new Interference() {
            @Override
            public void before(PortCall call) {
                var sees = product.said().stream().anyMatch(line -> line.startsWith("run: sees: "));
                if (call.method().equals("transact") && sees && pressed.compareAndSet(false, true)) {
                    halt(product);
                }
            }
        });
        product.untilOver();

        assertThat(pressed).isTrue();
        assertThat(product.said().getLast())
                .isEqualTo("run ended: nothing was changed: halted by ann at 2026-03-02 12:00:00 UTC");
        assertThat(product.allChanges()).isEmpty();
    }

    @Test
    void halted_nothing_is_taken_back_either() {
        var product = restarting(new Product(Mode.AUTOMATIC, PLENTY)).alarmed();
        product.until(() -> !versions(product).isEmpty(), Duration.ofMinutes(1));
        halt(product);
        product.untilOver();

        assertThat(product.said().getLast())
                .startsWith("run failed: not proven within 10 min: ")
                .contains("; nothing was taken back, since ann has halted all runs; stays: restarted valine-prod-api");
        assertThat(product.environmentBehind("live")).containsKey("TOCSIN_RESTART");
    }

    // what turns acting into asking

    private static Transition failing(Product product, String function) {
        var errors = new Metric(
                null, "AWS/Lambda", "Errors", Map.of("FunctionName", function), "Sum", 60, null, null, null, true);
        return product.transition()
                .withId(new AlarmId("arn:aws:cloudwatch:us-west-2:111122223333:alarm:" + function + "-errors", null))
                .withAlarm(function + "-errors")
                .withMetrics(List.of(errors));
    }

    @ParameterizedTest
    @MethodSource("byThemselves")
    void a_storm_turns_acting_into_asking(Mode mode) {
        var product = restarting(new Product(mode, PLENTY));
        product.alarmed(failing(product, "valine-prod-media"));
        product.alarmed(failing(product, "valine-prod-api"));
        product.alarmed().untilAsking();

        assertThat(product.said().getLast())
                .startsWith(ASKS)
                .contains("; it asks, since 3 services or more got into trouble at once: ");
        product.passing(Duration.ofMinutes(10));
        assertThat(product.allChanges()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("byThemselves")
    void two_services_in_trouble_are_no_storm(Mode mode) {
        var product = restarting(new Product(mode, PLENTY));
        product.alarmed(failing(product, "valine-prod-media"));
        product.alarmed().untilOver();

        assertThat(versions(product)).hasSize(1);
    }

    /** The alarm came before the window: what is asked for in it is held by triage already. */
    @ParameterizedTest
    @MethodSource("byThemselves")
    void people_at_work_turn_acting_into_asking(Mode mode) {
        var window = Window.weekly(
                null,
                LocalTime.of(12, 0),
                LocalTime.of(14, 0),
                ZoneOffset.UTC,
                Collections.emptyList(),
                Collections.emptyList(),
                null,
                "a new major version");
        var before = Instant.parse("2026-03-02T11:59:00Z");
        var pause = Product.step("pause", "wait", null, "for", "2m");
        var product = new Product(before, Product.configuration(mode, PLENTY, List.of(window)));
        var restart = Objects.requireNonNull(Product.connectionPool().steps().get(2));
        product.with(runbook -> new Runbook(
                        runbook.name(), runbook.title(), runbook.when(), List.of(pause, restart), runbook.proof()))
                .alarmed()
                .untilAsking();

        assertThat(product.said().getLast())
                .startsWith(ASKS)
                .contains("; it asks, since it is in a maintenance window until 2026-03-02 14:00:00 UTC (a new major"
                        + " version) (approve it");
        assertThat(product.allChanges()).isEmpty();
    }
}
