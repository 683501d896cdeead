package tocsin.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import tocsin.alarm.AlarmState;
import tocsin.local.pagerduty.PagerDutyServer;
import tocsin.local.pagerduty.PagerDutyStandIn;
import tocsin.local.product.Leak;
import tocsin.local.product.ProductApi;
import tocsin.local.product.Site;
import tocsin.runbook.Runbooks;

/** The demonstration: what it sets up, the leak that it holds, and the telling of what becomes of it. */
final class Demo {
    private static final long LEAKED_UNTIL = 90;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String RUNBOOK = "connection-pool";
    private static final String ENDING_IDLE = "postgres.end-idle-connections";
    private static final String IDLE_FOR = "idle-for";
    private static final String SHORT = "5s";

    /** Nobody is quick enough: what was idle for less would not be ended. */
    private static final Duration LEAK_IS_OLD = Duration.ofSeconds(6);

    private final Choice choice;
    private final Optional<Approver> approver;
    private final PagerDutyStandIn pagerDuty = new PagerDutyStandIn();
    private final AtomicReference<InstantSource> clock = new AtomicReference<>(Instant::now);
    private final Narrator narrator;
    private final Queue<News> posted = new ConcurrentLinkedQueue<>();
    private final long began = System.nanoTime();

    /**
     * Which story.
     *
     * @param full whether every connection is taken
     * @param withoutEndingIdle whether the runbook lacks the step that helps
     * @param data an empty folder
     */
    record Choice(boolean full, boolean withoutEndingIdle, int speed, Path data) {}

    /** @param approver nobody: everything is approved */
    Demo(Choice choice, PrintWriter out, Optional<Approver> approver) {
        this.choice = choice;
        this.approver = approver;
        this.narrator = new Narrator(out, () -> clock.get().instant());
    }

    /** Tells the story; gives 0 where its end was proven and good. */
    int run() throws InterruptedException {
        try (var pager = new PagerDutyServer(pagerDuty, () -> clock.get().instant(), 0)) {
            var overrides = new LinkedHashMap<>(UpCommand.LOGIN);
            overrides.put("paging", "on");
            overrides.put("pager.url", pager.url().toString());
            introduce(overrides);
            DemoSecrets.write(choice.data());
            try (var site = Running.untilEnded(settings(overrides));
                    var leak = new Leak(site.product().database().application())) {
                clock.set(site.local().clock());
                return story(site, leak);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the stand-in of PagerDuty found no port", e);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL refused what the demo needs: " + e.getMessage(), e);
        }
    }

    private Site.Settings settings(Map<String, String> overrides) {
        return new Site.Settings(
                ConfigurationOptions.root(),
                choice.data(),
                0,
                choice.speed(),
                api -> rules(api, overrides),
                text -> posted.add(new News(clock.get().instant(), "SNS", text)));
    }

    private Site.Rules rules(URI api, Map<String, String> overrides) {
        var read = new ConfigurationOptions().read(Map.of("API_URL", api.toString()), overrides);
        return new Site.Rules(read.configuration(), overridden(read.runbooks()));
    }

    private void introduce(Map<String, String> overrides) {
        narrator.line("Valine's production on this machine: a real PostgreSQL, an API with a pool of " + ProductApi.POOL
                + " on it, and Tocsin.");
        narrator.line("The clock runs " + choice.speed() + " times as fast as yours; PostgreSQL's does not.");
        narrator.line("DatabaseConnections is read from pg_stat_activity over a connection in a reserved slot, which it"
                + " does not count.");
        narrator.line("stage prod; data: " + choice.data() + " (fresh)");
        overrides.forEach((field, value) -> narrator.line("override: " + field + ": " + value));
        var otherwise = choice.withoutEndingIdle()
                ? "left out"
                : IDLE_FOR + ": " + SHORT + ", since ten minutes of PostgreSQL's are ten of yours";
        narrator.line("override: runbook " + RUNBOOK + ", " + ENDING_IDLE + ": " + otherwise);
        narrator.line("");
    }

    /** Nothing else of the runbook is changed. */
    private Runbooks overridden(Runbooks runbooks) {
        var runbook =
                runbooks.named(RUNBOOK).orElseThrow(() -> new IllegalStateException("there is no runbook " + RUNBOOK));
        var step = runbook.steps().stream()
                .filter(each -> each.action().equals(ENDING_IDLE))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(RUNBOOK + " ends no idle connections"));
        return choice.withoutEndingIdle()
                ? runbooks.without(RUNBOOK, step.id())
                : runbooks.overriding(RUNBOOK, step.id(), IDLE_FOR, SHORT);
    }

    private int story(Site site, Leak leak) throws InterruptedException, SQLException {
        var product = site.product();
        await(() -> product.connections() == ProductApi.POOL && product.alarm().state() == AlarmState.OK);
        narrator.tell(
                "product",
                "PostgreSQL has " + product.connections() + " of 100 connections open, the API's pool; "
                        + "the API answers " + Health.of(product.api()) + "; the alarm is OK. Tocsin: "
                        + site.address());
        fill(site, leak);
        var follower = new Follower(site, narrator, pagerDuty, posted, new Answering(approver, LEAK_IS_OLD));
        var ending = follower.follow();
        new Figures(site, choice, ending, pagerDuty, leak.size(), began).print(narrator);
        return ending.isGood() ? 0 : 1;
    }

    private void fill(Site site, Leak leak) throws SQLException {
        var product = site.product();
        if (choice.full()) {
            product.api().closePool();
            var refused = leak.openAll();
            product.api().openPool();
            narrator.tell(
                    "leak",
                    "somebody opened " + leak.size() + " connections and forgot them; the next one was refused: "
                            + "SQLSTATE " + refused.getSQLState() + ", " + refused.getMessage());
        } else {
            leak.open(LEAKED_UNTIL - product.connections());
            narrator.tell("leak", "somebody opened " + leak.size() + " connections and forgot them");
        }
        var asked = clock.get().instant(); // it may need a second for its answer
        narrator.tell(new News(
                asked,
                "product",
                "PostgreSQL has " + product.connections() + " connections open; the API answers "
                        + Health.of(product.api())));
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("the product did not become well");
            }
            Thread.sleep(50);
        }
    }
}
