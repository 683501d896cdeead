package tocsin.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import tocsin.alarm.AlarmState;
import tocsin.local.pagerduty.PagerDutyServer;
import tocsin.local.pagerduty.PagerDutyStandIn;
import tocsin.local.product.Doors;
import tocsin.local.product.ProductApi;
import tocsin.local.product.Site;

/** A demonstration: what it sets up, what it breaks, and the telling of what becomes of it. */
final class Demo {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

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
     * @param helped whether what the runbook does will help
     * @param data an empty folder
     */
    record Choice(Scenario scenario, boolean helped, int speed, Path data) {}

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
            overrides.putAll(Scenarios.settings());
            introduce(overrides);
            DemoSecrets.write(choice.data());
            try (var site = Running.untilEnded(settings(overrides))) {
                clock.set(site.local().clock());
                return story(site);
            } finally {
                choice.scenario().end();
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
                doors -> rules(doors, overrides),
                text -> posted.add(new News(clock.get().instant(), "SNS", text)),
                false);
    }

    private Site.Rules rules(Doors doors, Map<String, String> overrides) {
        var read = new ConfigurationOptions().read(UpCommand.addresses(doors), overrides);
        var runbooks = read.runbooks();
        for (var substitute : choice.scenario().substitutes(doors)) {
            narrator.line("override: " + substitute);
            runbooks = substitute.in(runbooks);
        }
        narrator.line("override: checks: none");
        narrator.line("");
        // the story is that of one alarm: what the health sweep would find besides is left out
        return new Site.Rules(read.configuration().withChecks(List.of()), runbooks);
    }

    private void introduce(Map<String, String> overrides) {
        narrator.line("Valine's production on this machine: a real PostgreSQL, an API with a pool of " + ProductApi.POOL
                + " on it, a pretended AWS round them, and Tocsin.");
        narrator.line("The clock runs " + choice.speed() + " times as fast as yours; PostgreSQL's does not.");
        choice.scenario().introduction().forEach(narrator::line);
        narrator.line("stage prod; data: " + choice.data() + " (fresh)");
        overrides.forEach((field, value) -> narrator.line("override: " + field + ": " + value));
    }

    private int story(Site site) throws InterruptedException, SQLException {
        var product = site.product();
        var scenario = choice.scenario();
        await(() -> product.connections() == ProductApi.POOL
                && product.alarm(scenario.alarm()).state() == AlarmState.OK
                && scenario.visit(product).well());
        narrator.tell(
                "product",
                scenario.visit(product).says() + "; PostgreSQL has " + product.connections()
                        + " of 100 connections open, the API's pool; the alarm " + scenario.alarm() + " is OK. Tocsin: "
                        + site.address());
        var api = Api.at(site.up());
        scenario.happen(new Scenario.Scene(site, narrator, api), choice.helped());
        var asked = clock.get().instant(); // it may need a second for its answer
        narrator.tell(new News(asked, "product", scenario.visit(product).says()));
        var answering = new Answering(approver, scenario.approveAfter());
        var ending = new Follower(site, scenario, narrator, pagerDuty, posted, answering).follow();
        new Figures(site, scenario, ending, pagerDuty, began).print(narrator);
        narrator.story(api.get("/api/v1/incidents/" + OnCallCommand.part(ending.incident())));
        return ending.isGood() ? 0 : 1;
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
