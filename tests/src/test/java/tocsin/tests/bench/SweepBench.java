package tocsin.tests.bench;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.Ports;
import tocsin.alarm.CloudWatch;
import tocsin.aws.VirtualThreads;
import tocsin.cloud.Buckets.CorsRule;
import tocsin.config.Check;
import tocsin.config.Configuration;
import tocsin.config.Layer;
import tocsin.config.Paging;
import tocsin.config.Pattern;
import tocsin.config.Service;
import tocsin.config.Stage;
import tocsin.health.Together;
import tocsin.local.product.PretendCloud;
import tocsin.testing.InterferedPorts;
import tocsin.testing.Interference;
import tocsin.testing.LambdaEvents;
import tocsin.testing.PortCall;
import tocsin.testing.PortsOver;
import tocsin.testing.TestingContext;
import tocsin.testing.TestingPorts;
import tocsin.testing.TestingWeb;
import tocsin.tests.story.Valine;
import tocsin.watch.WatchHandler;

/**
 * How long one sweep takes of 200 services with five checks each, whose every request takes 200 ms, and what memory:
 * the real WATCH, side by side as on AWS, with a table in memory.
 */
public final class SweepBench {
    private static final int SERVICES = 200;
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final long EACH = 200;
    private static final double MEBI = 1024.0 * 1024;
    private static final String SITE = "https://site.example";

    private SweepBench() {}

    public static void main(String[] none) throws Exception {
        var configuration = configuration();
        var world = new TestingPorts(Instant.now(), configuration);
        var cloud = new PretendCloud(world.clock, world.functions, URI.create("http://127.0.0.1:1"));
        var place = new CloudWatch.Place(configuration.stages().getFirst().account(), "us-west-2");
        cloud.distributions.create("E1", Map.of());
        cloud.instances.create("database", "db.t4g.medium", 100, false, Map.of());
        cloud.tables.create("state");
        cloud.buckets.create("uploads", Map.of());
        var rule = new CorsRule(List.of(SITE), List.of("GET", "PUT", "POST"), List.of("*"), List.of(), null);
        cloud.buckets.putCors(place, "uploads", List.of(rule), BOUND);
        world.cloud = cloud.ports();
        world.web.answering(call -> TestingWeb.answer(200, "well"));
        var slow = new Slow();
        var ports = new SideBySide(InterferedPorts.around(world, slow), new VirtualThreads());

        var begun = System.nanoTime();
        var said = LambdaEvents.call(
                new WatchHandler(ports), "{\"sweep\": true}", new TestingContext(Duration.ofSeconds(60)));
        var took = Duration.ofNanos(System.nanoTime() - begun);

        System.out.printf(
                "sweep: %d services, %d checks of %d ms: %.1f s (bound %d s), %d requests at once at the most, %.0f MB"
                        + " resident at the most%n%s%n",
                SERVICES,
                configuration.checks().size(),
                EACH,
                took.toMillis() / 1000.0,
                BOUND.toSeconds(),
                slow.most,
                Resident.most(Path.of("/proc/self")) / MEBI,
                said);
        var all = said.contains("\"looked\":" + configuration.checks().size())
                && said.contains("\"unknown\":0")
                && said.contains("\"failed\":0")
                && said.contains("\"left\":0");
        System.exit(all && took.compareTo(BOUND) <= 0 ? 0 : 1);
    }

    private static Configuration configuration() {
        var valine = Valine.paging();
        var prod = valine.stages().getFirst();
        var services = new ArrayList<Service>();
        var checks = new ArrayList<Check>();
        for (var number = 1; number <= SERVICES; number++) {
            var name = "s" + number;
            services.add(new Service(
                    prod.name(),
                    name,
                    "nothing",
                    List.of(),
                    new Pattern("{\"alarm\":[\"" + name + "\"]}"),
                    null,
                    Map.of(),
                    Paging.ON));
            checks.add(check(name, "http", "url", SITE + "/" + name));
            checks.add(check(name, "cloudfront", "distribution", "E1"));
            checks.add(check(name, "rds", "database", "database"));
            checks.add(check(name, "dynamodb", "table", "state"));
            checks.add(check(name, "s3", "bucket", "uploads", "origin", SITE));
        }
        var stage =
                new Stage(prod.name(), prod.account(), List.of("us-west-2"), null, services, prod.severities(), null);
        return valine.withStages(List.of(stage)).withChecks(checks);
    }

    private static Check check(String service, String kind, String... parameters) {
        var given = new TreeMap<String, String>();
        for (var at = 0; at < parameters.length; at += 2) {
            given.put(parameters[at], parameters[at + 1]);
        }
        return new Check(
                "prod", service + "-" + kind, service, Layer.FEATURE, kind, given, Duration.ofSeconds(5), 1, null);
    }

    /** Every request of what is looked at takes its time; the table's take none. */
    private static final class Slow implements Interference {
        private int now;
        private int most;

        @Override
        public void before(PortCall call) {
            if (call.port().matches("table|gauges|queues")) {
                return;
            }
            enter();
            try {
                Thread.sleep(EACH);
            } catch (InterruptedException late) {
                Thread.currentThread().interrupt();
            } finally {
                leave();
            }
        }

        private synchronized void enter() {
            now++;
            most = Math.max(most, now);
        }

        private synchronized void leave() {
            now--;
        }
    }

    /** The same ports, with room for several at once. */
    private record SideBySide(Ports others, Together together) implements PortsOver {
        @Override
        public InstantSource clock() {
            return InstantSource.system();
        }
    }
}
