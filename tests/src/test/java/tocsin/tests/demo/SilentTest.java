package tocsin.tests.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.alarm.CloudWatch;
import tocsin.cloud.Cloud;
import tocsin.local.Local;
import tocsin.local.Options;
import tocsin.local.Surroundings;
import tocsin.local.template.World;
import tocsin.testing.TestingCloud;
import tocsin.testing.TestingCloudWatch;
import tocsin.testing.TestingFunctions;
import tocsin.testing.TestingInstances;
import tocsin.tests.story.Valine;

/** template.yaml as it runs on one machine, an hour a minute, and the watchdog beside it. */
class SilentTest {
    private static final Path ROOT = Path.of(System.getProperty("tocsin.root"));
    private static final long SOON = 60_000_000_000L;

    @TempDir
    private Path data;

    private final List<String> printed = new CopyOnWriteArrayList<>();

    private record Nothing(CloudWatch cloudWatch, Cloud cloud) implements Surroundings {
        Nothing() {
            this(new TestingCloudWatch(), TestingCloud.of(new TestingFunctions(), new TestingInstances()));
        }
    }

    @Test
    void while_nothing_is_called_by_the_clock_the_watchdog_rings_and_then_says_that_all_is_well() throws Exception {
        var world = new World("111122223333", "us-west-2", "tocsin", Map.of("OperatorMail", "operator@example.com"));
        var options = Options.of(
                        ROOT.resolve("template.yaml"), data, world, Valine.paging(), (clock, folder) -> new Nothing())
                .withSpeed(60)
                .withPrinter(printed::add);
        try (var local = Local.start(options)) {
            local.pauseSchedules(true);
            assertSoon("watchdog in us-east-2: ALARM: no heartbeat of Tocsin since ");
            local.pauseSchedules(false);
            assertSoon("watchdog in us-east-2: OK: heartbeats of Tocsin come again since ");
        }
    }

    private void assertSoon(String part) throws InterruptedException {
        var until = System.nanoTime() + SOON;
        while (printed.stream().noneMatch(line -> line.contains(part)) && System.nanoTime() < until) {
            Thread.sleep(50);
        }
        assertThat(printed).anyMatch(line -> line.contains(part));
    }
}
