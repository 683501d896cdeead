package tocsin.command.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import tocsin.configure.ConfigurationReader;
import tocsin.configure.Reading;
import tocsin.local.Local;
import tocsin.local.data.DurableFile;
import tocsin.local.pagerduty.PagerDutyServer;
import tocsin.local.pagerduty.PagerDutyStandIn;
import tocsin.local.product.Product;
import tocsin.local.product.Site;

/** The whole system, as "up" starts it, with paging on and a stand-in of PagerDuty, in a folder that goes with it. */
final class BenchSite implements AutoCloseable {
    private static final String SECRETS = """
            tocsin/pagerduty: routing-key-of-a-measurement-000
            tocsin/pagerduty-webhook: not-used
            tocsin/mail-topic: arn:aws:sns:us-west-2:111122223333:valine-operators
            tocsin/phone: "+12065550100"
            """;
    private static final long PATIENCE = 60_000_000_000L;
    private static final long QUIET = 1_500_000_000L;

    private final Path data;
    private final PagerDutyStandIn pagerDuty;
    private final PagerDutyServer server;
    private final Site site;

    private BenchSite(Path data, PagerDutyStandIn pagerDuty, PagerDutyServer server, Site site) {
        this.data = data;
        this.pagerDuty = pagerDuty;
        this.server = server;
        this.site = site;
    }

    static BenchSite start(Path root, Path configuration) {
        try {
            var data = Files.createTempDirectory("tocsin-bench");
            DurableFile.writePrivate(data.resolve("secrets.yaml"), SECRETS);
            var pagerDuty = new PagerDutyStandIn();
            var clock = new AtomicReference<InstantSource>(Instant::now);
            var server = new PagerDutyServer(pagerDuty, () -> clock.get().instant(), 0);
            try {
                var site = Site.start(new Site.Settings(
                        root,
                        data,
                        0,
                        1,
                        doors -> rules(root, configuration, doors.apiAddress(), server.url()),
                        printed -> {},
                        false));
                clock.set(site.local().clock());
                return new BenchSite(data, pagerDuty, server, site);
            } catch (RuntimeException | Error failure) {
                server.close();
                delete(data);
                throw failure;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Site.Rules rules(Path root, Path configuration, URI api, URI pager) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("paging", "on");
        settings.put("storm", "off"); // each page is measured for itself
        settings.put("runbooks.api-5xx.prod", "shadow"); // what a run asks of the table is no page's
        settings.put("pager.url", pager.toString());
        settings.put("services.db.resources.login", "secret:" + Product.SECRET);
        var reading =
                new ConfigurationReader(root).read(configuration, "local", Map.of("API_URL", api.toString()), settings);
        return switch (reading) {
            case Reading.Read read -> new Site.Rules(read.configuration(), read.runbooks());
            case Reading.Refused refused -> throw new IllegalStateException("refused: " + refused.findings());
        };
    }

    Local local() {
        return site.local();
    }

    PagerDutyStandIn pagerDuty() {
        return pagerDuty;
    }

    /** Waits until it is so. */
    void until(String what, BooleanSupplier so) throws InterruptedException {
        var end = System.nanoTime() + PATIENCE;
        while (!so.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("not within a minute: " + what);
            }
            Thread.sleep(1);
        }
    }

    /** Waits until nothing was asked of DynamoDB for a while, but for what reading the stream asks. */
    void untilQuiet() throws InterruptedException {
        var asked = asked();
        var since = System.nanoTime();
        while (System.nanoTime() - since < QUIET) {
            Thread.sleep(20);
            var now = asked();
            if (now != asked) {
                asked = now;
                since = System.nanoTime();
            }
        }
    }

    private long asked() {
        return local().tableRequests().entrySet().stream()
                .filter(each -> each.getKey().startsWith("DynamoDB_"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Override
    public void close() {
        site.close();
        server.close();
        try {
            delete(data);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var inside = Files.walk(folder)) {
            for (var path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
