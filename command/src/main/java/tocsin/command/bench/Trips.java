package tocsin.command.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.local.Local;
import tocsin.local.pagerduty.Alert;
import tocsin.local.run.Json;

/**
 * Counts the HTTP requests that DynamoDB gets: what the functions ask, retries included, without the reading of the
 * stream and without WATCH, which looks once a minute whatever happens.
 */
final class Trips implements Benchmark {
    private static final String ALARMS = "AlarmsQueue";
    private static final String ASKED = "DynamoDB_20120810.";

    private static final int TRANSITION = 2;
    private static final int DUPLICATE = 1;
    private static final int RESOLVE = 2;
    private static final int TO_PAGE = 5;

    @Override
    public Measured measure(Path root) throws InterruptedException {
        var trips = trips(root);
        List<String> lines = new ArrayList<>();
        lines.add("trips: HTTP requests to DynamoDB, retries included, without the stream's and WATCH's");
        trips.stream().map(Trip::line).forEach(lines::add);
        var json = Json.object();
        for (var trip : trips) {
            json.putObject(trip.what()).put("requests", trip.count()).put("bound", trip.bound());
        }
        return new Measured(lines, json, trips.stream().allMatch(Trip::within));
    }

    /** In the order in which they happened. */
    static List<Trip> trips(Path root) throws InterruptedException {
        try (var bench = BenchSite.start(root, root.resolve("tocsin.yaml"))) {
            var local = bench.local();
            local.pauseSchedules(true);
            bench.untilQuiet();
            var before = asked(local);

            take(bench, Sample.text(root, "api-5xx-60.eventbridge"));
            var decided = asked(local);
            local.pauseStreams(false);
            bench.until("a page", () -> bench.pagerDuty().alerts().size() == 1);
            bench.untilQuiet();
            var paged = asked(local);

            take(bench, Sample.text(root, "api-5xx-60.sns"));
            var repeated = asked(local);

            take(bench, Sample.text(root, "api-5xx-ok.eventbridge"));
            var resolved = asked(local);
            local.pauseStreams(false);
            bench.until(
                    "the page resolved",
                    () -> bench.pagerDuty().alerts().getFirst().state() == Alert.State.RESOLVED);

            return List.of(
                    new Trip("a new transition", between(before, decided), TRANSITION),
                    new Trip("up to a delivered page", between(before, paged), TO_PAGE),
                    new Trip("a duplicate, by another way", between(paged, repeated), DUPLICATE),
                    new Trip("a resolve", between(repeated, resolved), RESOLVE));
        }
    }

    /** INTAKE alone: what it commits stays in the stream. */
    private static void take(BenchSite bench, String payload) throws InterruptedException {
        bench.local().pauseStreams(true);
        bench.local().send(payload);
        bench.until("an alarm taken", () -> bench.local().queue(ALARMS).size() == 0);
        bench.untilQuiet();
    }

    private static Map<String, Long> asked(Local local) {
        Map<String, Long> asked = new TreeMap<>();
        local.tableRequests().forEach((target, count) -> {
            if (target.startsWith(ASKED)) {
                asked.put(target.substring(ASKED.length()), count);
            }
        });
        return asked;
    }

    private static Map<String, Long> between(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Long> between = new TreeMap<>();
        after.forEach((kind, count) -> {
            var more = count - before.getOrDefault(kind, 0L);
            if (more > 0) {
                between.put(kind, more);
            }
        });
        return between;
    }
}
