package tocsin.command.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tocsin.local.run.Json;

/**
 * How long it takes from an alarm's message to the page's request, one alarm after the other, each of a service of its
 * own. The function waits a fixed time for more messages before it begins: that is shown apart.
 *
 * @param pages that are measured
 * @param before that are not: the first ones warm the machine up
 */
record Latency(int pages, int before) implements Benchmark {
    private static final String ALARMS = "AlarmsQueue";

    @Override
    public Measured measure(Path root) throws InterruptedException {
        try (var services = ManyServices.of(root, before + pages);
                var bench = BenchSite.start(root, services.configuration())) {
            var sample = Sample.text(root, "api-5xx-60.eventbridge");
            List<Duration> times = new ArrayList<>();
            for (var number = 1; number <= before + pages; number++) {
                var time = page(bench, sample.replace("valine-prod-api-5xx", ManyServices.alarm(number)), number);
                if (number > before) {
                    times.add(time);
                }
            }
            return measured(new Latencies(times), bench.local().batchingWindow(ALARMS));
        }
    }

    private static Duration page(BenchSite bench, String payload, int number) throws InterruptedException {
        var sent = bench.local().clock().instant();
        bench.local().send(payload);
        bench.until("page " + number, () -> bench.pagerDuty().alerts().size() == number);
        return Duration.between(sent, bench.pagerDuty().alerts().getLast().opened());
    }

    private Measured measured(Latencies all, Duration window) {
        var without = new Latencies(
                all.sorted().stream().map(time -> time.minus(window)).toList());
        var lines = List.of(
                "latency: from the alarm's message to the page's request, " + pages + " pages one after the other",
                line("in all", all),
                "  %-28s %d ms".formatted("batching window of INTAKE", window.toMillis()),
                line("without the window", without));
        var json = Json.object().put("pages", pages).put("window_ms", window.toMillis());
        put(json.putObject("in_all"), all);
        put(json.putObject("without_window"), without);
        return new Measured(lines, json, true);
    }

    private static String line(String what, Latencies times) {
        return "  %-28s p50 %d ms, p99 %d ms"
                .formatted(
                        what,
                        times.percentile(50).toMillis(),
                        times.percentile(99).toMillis());
    }

    private static void put(ObjectNode json, Latencies times) {
        json.put("p50_ms", times.percentile(50).toMillis())
                .put("p99_ms", times.percentile(99).toMillis());
    }
}
