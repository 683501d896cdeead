package tocsin.tests.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tocsin.incident.Incident;
import tocsin.state.Documents;
import tocsin.state.Keys;
import tocsin.state.Queues.Queue;
import tocsin.tests.story.Valine;

/**
 * {@code ./tocsin bench cost}: what a million alarms, a quiet month and a storm cost, counted from the calls that the
 * real functions make, as template.yaml deploys them, by the prices of prices.csv.
 */
final class Cost {
    /** Of a month. */
    static final int DAYS = 30;

    private static final Instant START = Instant.parse("2026-02-02T08:00:00Z");
    private static final int ROUNDS = 8;
    private static final int MILLION = 1_000_000;
    private static final Duration STEP = Duration.ofSeconds(10);
    private static final int ACKNOWLEDGED = 2;
    private static final int RECOVERED = 10;
    private static final int NEXT = 45;

    /** Where the concurrency of a queue's mapping is bounded, Lambda polls with five, each for 20 seconds. */
    private static final int POLLS_A_MINUTE = 5 * 3;

    private static final Pattern SECRET = Pattern.compile("secret:tocsin/[a-z-]+");

    private final PrintStream out = Output.own();
    private final Deployment deployment = Deployment.ours();
    private final Prices prices = Prices.ours();

    private Cost() {}

    public static void main(String[] args) {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn"); // as the functions have it
        System.setOut(Output.nowhere());
        var cost = new Cost();
        try {
            cost.alarms();
            cost.month();
            cost.storm();
            System.exit(0);
        } catch (RuntimeException | Error failure) {
            failure.printStackTrace(cost.out);
            throw failure;
        }
    }

    /** Each sample alarm of the product in turn, over and over, each acknowledged where it paged, and recovered. */
    private void alarms() {
        idle(1); // so that the JVM has compiled what follows
        var metering = new Metering(deployment, START, Valine.paging());
        var names = Valine.alarms().stream()
                .filter(name -> Valine.sample(name + ".eventbridge").contains("\"value\": \"ALARM\""))
                .toList();
        for (var round = 0; round < ROUNDS; round++) {
            for (var name : names) {
                alarm(metering, name);
            }
        }
        var transitions = 2 * ROUNDS * names.size();
        var open = incidents(metering).size();
        var taken = metering.taken();
        var all = taken.without(watched(NEXT * ROUNDS * names.size())).plus(metering.stored());
        var factor = MILLION / (double) transitions;
        bill(
                String.format(
                        Locale.ROOT,
                        "a million transitions: %,d of them, %d alerts, %d text messages, %d incidents open at the end",
                        transitions,
                        metering.pagerDuty.alerts().size(),
                        metering.textMessages(),
                        open),
                all.times(factor));
        out.printf("%nwrites, by unit: %s%n", metering.writers());
        starts("calls but WATCH's", (metering.started() - NEXT * ROUNDS * names.size()) * factor);
    }

    private void alarm(Metering metering, String name) {
        var sample = Valine.sample(name + ".eventbridge");
        for (var minute = 0; minute < NEXT; minute++) {
            var now = metering.world.clock.instant();
            if (minute == 0) {
                leak(metering, name, true);
                metering.send(at(sample, now));
            } else if (minute == ACKNOWLEDGED) {
                incidents(metering).stream()
                        .filter(incident -> incident.paged() != null)
                        .forEach(incident -> metering.request("POST", "/api/v1/incidents/" + incident.id() + "/ack"));
            } else if (minute == RECOVERED) {
                leak(metering, name, false);
                metering.send(at(sample.replaceFirst("\"value\": \"ALARM\"", "\"value\": \"OK\""), now));
            }
            metering.production.minute(now);
            minute(metering);
        }
    }

    private static void leak(Metering metering, String name, boolean leaks) {
        if (name.equals("db-connections")) {
            metering.production.leak(leaks ? 83 : 0);
        }
    }

    private static void minute(Metering metering) {
        metering.call("WatchFunction", "{}");
        for (var passed = Duration.ZERO; passed.toSeconds() < 60; passed = passed.plus(STEP)) {
            metering.run();
            metering.world.clock.set(metering.world.clock.instant().plus(STEP));
        }
    }

    private static String at(String sample, Instant now) {
        return sample.replaceFirst(
                "\"timestamp\": \"[^\"]*\"",
                "\"timestamp\": \"" + now.toString().replace("Z", ".000+0000") + "\"");
    }

    private static List<Incident> incidents(Metering metering) {
        var documents = new Documents();
        return metering.world.table.rows().stream()
                .filter(row -> Keys.isHead(row.key()))
                .map(row -> documents.heads().fromJson(Objects.requireNonNull(row.text("body"))))
                .flatMap(head -> Stream.ofNullable(head.open()))
                .toList();
    }

    /** A day's calls by the clock with nothing to do, and all that is paid for being there. */
    private void month() {
        var amounts = idle(1).times(DAYS);
        amounts.add("alarm", deployment.alarms());
        amounts.add("secret", secrets());
        amounts.add(
                "sqs-request",
                (double) deployment.polled()
                        * POLLS_A_MINUTE
                        * Duration.ofDays(DAYS).toMinutes());
        bill("a quiet month", amounts);
    }

    private Amounts idle(int days) {
        var metering = new Metering(deployment, START, Valine.paging());
        for (var call : deployment.calls()) {
            var times = call.in(Duration.ofDays(days));
            for (var time = 0; time < times; time++) {
                metering.call(call.function(), call.input());
            }
        }
        var amounts = metering.taken();
        amounts.add("schedule", amounts.of("lambda-request"));
        return amounts;
    }

    private static double secrets() {
        try {
            var text = Files.readString(Path.of(System.getProperty("tocsin.root"), "tocsin.yaml"));
            return SECRET.matcher(text)
                    .results()
                    .map(MatchResult::group)
                    .distinct()
                    .count();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** WATCH with nothing to do, so often: what it costs in a quiet month already. */
    private Amounts watched(int times) {
        var metering = new Metering(deployment, START, Valine.paging());
        for (var time = 0; time < times; time++) {
            metering.call("WatchFunction", "{}");
        }
        return metering.taken();
    }

    private void storm() {
        var batch = deployment.batch(Queue.ALARMS);
        var now = Storm.START.plus(Storm.MOVES_EACH.multipliedBy(Storm.TRANSITIONS));
        var metering = new Metering(deployment, now, Storm.CONFIGURATION);
        for (var from = 0; from < Storm.TRANSITIONS; from += batch) {
            if (!metering.take(Storm.deliveries(from, batch, now), "IntakeFunction")
                    .isEmpty()) {
                throw new IllegalStateException("a transition was not committed");
            }
            metering.run();
        }
        var amounts = metering.taken().plus(metering.stored());
        amounts.add("sqs-request", Storm.TRANSITIONS);
        bill(
                String.format(
                        Locale.ROOT,
                        "a storm: %,d transitions in batches of %,d, %d alerts",
                        Storm.TRANSITIONS,
                        batch,
                        metering.pagerDuty.alerts().size()),
                amounts);
        out.printf("%nwrites, by unit: %s%n", metering.writers());
        starts("calls", metering.started());
    }

    private void bill(String what, Amounts amounts) {
        out.printf("%n%s%n%n| | | dollars |%n| --- | ---: | ---: |%n", what);
        for (var price : prices.all()) {
            var amount = amounts.of(price.name());
            if (amount > 0) {
                out.printf(Locale.ROOT, "| %s | %s | %.2f |%n", price.unit(), said(amount), price.of(amount));
            }
        }
        out.printf(Locale.ROOT, "| **in all** | | **%.2f** |%n", prices.of(amounts));
    }

    private static String said(double amount) {
        return String.format(Locale.ROOT, amount < 100 ? "%,.2f" : "%,.0f", amount);
    }

    private void starts(String calls, double gigabyteSeconds) {
        var amounts = new Amounts();
        amounts.add("lambda-time", gigabyteSeconds);
        out.printf(
                Locale.ROOT,
                "%nIf each of the %s were a start that took one second more: %.2f dollars more%n",
                calls,
                prices.of(amounts));
    }
}
