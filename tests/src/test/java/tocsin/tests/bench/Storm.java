package tocsin.tests.bench;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tocsin.Ports;
import tocsin.config.Configuration;
import tocsin.intake.IntakeHandler;
import tocsin.local.pagerduty.PagerDutyStandIn;
import tocsin.notify.NotifyHandler;
import tocsin.relay.RelayHandler;
import tocsin.state.Queues.Queue;
import tocsin.testing.InterferedPorts;
import tocsin.testing.LambdaEvents;
import tocsin.testing.TestingPorts;
import tocsin.testing.TestingQueues.Delivery;
import tocsin.testing.TestingWeb;
import tocsin.tests.story.Invocation;
import tocsin.tests.story.Valine;

/**
 * {@code ./tocsin bench storm}: 100,000 transitions of 500 alarms in 50 services through the real functions, on a table
 * five milliseconds away. One alarm of each service stands throughout, so that each has one incident and one page,
 * however the nine others move.
 */
final class Storm {
    static final int TRANSITIONS = 100_000;
    private static final int SERVICES = 50;
    private static final int ALARMS_EACH = 10;
    private static final int AT_ONCE = 4;
    private static final int FRESH = 21;
    private static final double MOST_REQUESTS = 0.1;
    private static final long MEGABYTE = 1024 * 1024;
    private static final long MOST_MEMORY = 256 * MEGABYTE;
    static final Instant START = Instant.parse("2026-02-02T18:00:00Z");
    static final Duration MOVES_EACH = Duration.ofMinutes(1);

    static final Configuration CONFIGURATION = Valine.paging(Storm::withServices);
    private static final String TOLD = Valine.event("eventbridge/metric")
            .replaceFirst("\"value\": \"ALARM\"", "\"value\": \"@STATE@\"")
            .replaceFirst("\"timestamp\": \"[^\"]*\"", "\"timestamp\": \"@AT@\"");
    private static final String NAME = TOLD.replaceFirst("(?s).*\"alarmName\": \"([^\"]*)\".*", "$1");

    private final PrintStream out = Output.own();

    private Storm() {}

    public static void main(String[] args) throws Exception {
        Output.silence();
        var storm = new Storm();
        try {
            System.exit(storm.measure());
        } catch (Exception | Error failure) {
            failure.printStackTrace(storm.out);
            throw failure;
        }
    }

    private static String withServices(String text) {
        var services = IntStream.range(0, SERVICES)
                .mapToObj(each -> """
                          %s: { users-lose: nothing, match: { alarm: [{ prefix: %s- }] } }
                        """.formatted(service(each), service(each)))
                .collect(Collectors.joining());
        return text.replaceFirst("(?m)^services:.*$", "services:\n" + services)
                .replaceFirst(
                        "(?m)^severity:.*$",
                        "storm: off\nseverity:\n  - P0: { alarm: [{ prefix: storm }] }\n    because: it is measured\n");
    }

    private static String service(int number) {
        return "storm%02d".formatted(number);
    }

    private int measure() throws Exception {
        var good = true;
        for (var batch : List.of(10, 1000)) {
            good &= of(batch);
        }
        var heap = peakHeap();
        var resident = Resident.most(Path.of("/proc/self"));
        out.printf(
                "peak memory of this JVM, the table in it: heap %d MB, resident %d MB (at most %d)%n",
                heap / MEGABYTE, resident / MEGABYTE, MOST_MEMORY / MEGABYTE);
        good &= resident <= MOST_MEMORY;
        beside();
        out.println(good ? "every bound is kept" : "a bound is not kept");
        return good ? 0 : 1;
    }

    /** The same storm at another alert manager, where it is installed. */
    private void beside() throws Exception {
        var program = Alertmanager.program();
        if (program.isEmpty()) {
            out.println("beside Prometheus Alertmanager: not installed here (Debian: prometheus-alertmanager)");
            return;
        }
        for (var batch : List.of(10, 1000)) {
            try (var other = new Alertmanager(program.get())) {
                var seconds = other.storm(TRANSITIONS, SERVICES * ALARMS_EACH, SERVICES, batch, AT_ONCE);
                var notifications = other.notifications();
                out.printf(
                        "Alertmanager, batches of %,d: %,.0f transitions/s, %d notifications, resident %d MB%n",
                        batch, TRANSITIONS / seconds, notifications, other.memory() / MEGABYTE);
                if (batch == 1000) {
                    freshBeside(other);
                }
            }
        }
    }

    private void freshBeside(Alertmanager other) throws Exception {
        var theirs = new double[FRESH];
        var ours = new double[FRESH];
        for (var each = 0; each < FRESH; each++) {
            theirs[each] = other.fresh("fresh" + each);
            ours[each] = fresh(each);
        }
        Arrays.sort(theirs);
        Arrays.sort(ours);
        out.printf(
                "one fresh alarm until it is told, median of %d: Alertmanager %.1f ms, Tocsin %.1f ms%n"
                        + "  Alertmanager acknowledges from memory: what it took is lost with its process."
                        + " Tocsin acknowledges what its table has committed, %d ms a request away.%n",
                FRESH, theirs[FRESH / 2], ours[FRESH / 2], StormTable.AWAY.toMillis());
    }

    /** From INTAKE's invocation until the pager has been asked, in milliseconds; no queue's window in between. */
    private double fresh(int number) {
        var ports = new TestingPorts(START, CONFIGURATION);
        ports.secrets.set("tocsin/pagerduty", "0123456789abcdef0123456789abcdef");
        var pagerDuty = new PagerDutyStandIn();
        var told = new AtomicLong();
        ports.web.answering(call -> {
            told.set(System.nanoTime());
            var reply = pagerDuty.enqueue(String.valueOf(call.body()), ports.clock.instant());
            return TestingWeb.answer(reply.status(), reply.body());
        });
        var seen = InterferedPorts.over(new StormTable(ports.table), ports);
        var intake = new IntakeHandler(seen);
        var relay = new RelayHandler(seen);
        var notify = new NotifyHandler(seen);
        var begun = System.nanoTime();
        take(intake, deliveries(number, 1, START));
        Invocation.invoke(relay, LambdaEvents.stream(ports.table.takeChanges(100), 0));
        Invocation.invoke(notify, LambdaEvents.batch(ports.queues.receive(Queue.PAGES, 10)));
        return (told.get() - begun) / 1e6;
    }

    private boolean of(int batch) throws Exception {
        var ports = new TestingPorts(START.plus(MOVES_EACH.multipliedBy(TRANSITIONS)), CONFIGURATION);
        var pagerDuty = new PagerDutyStandIn();
        ports.secrets.set("tocsin/pagerduty", "0123456789abcdef0123456789abcdef");
        ports.web.answering(call -> {
            var reply = pagerDuty.enqueue(String.valueOf(call.body()), ports.clock.instant());
            return TestingWeb.answer(reply.status(), reply.body());
        });
        var table = new StormTable(ports.table);
        var seen = InterferedPorts.over(table, ports);
        var next = new AtomicInteger();
        var again = new AtomicInteger();
        var over = new AtomicBoolean();
        var begun = System.nanoTime();
        try (var invocations = Executors.newFixedThreadPool(AT_ONCE + 1)) {
            List<Callable<Void>> all = new ArrayList<>();
            for (var invocation = 0; invocation < AT_ONCE; invocation++) {
                var handler = new IntakeHandler(seen);
                all.add(() -> {
                    for (var from = next.getAndAdd(batch); from < TRANSITIONS; from = next.getAndAdd(batch)) {
                        again.addAndGet(take(handler, deliveries(from, batch, ports.clock.instant())));
                    }
                    return null;
                });
            }
            var delivered = invocations.submit(() -> deliver(ports, seen, over));
            for (var invocation : invocations.invokeAll(all)) {
                invocation.get();
            }
            over.set(true);
            delivered.get();
        }
        var seconds = (System.nanoTime() - begun) / 1e9;
        var requests = table.requests();
        var incidents = ports.table.rows().stream()
                .filter(row -> row.key().pk().startsWith("prod/storm")
                        && row.key().sk().equals("head"))
                .filter(row -> String.valueOf(row.text("body")).contains("\"incidents\":1,"))
                .count();
        var alerts = pagerDuty.alerts().size();
        var each = requests / (double) TRANSITIONS;
        out.printf(
                "batches of %,d: %,.0f transitions/s, %.3f requests to the table each (%s), %d incidents and %d alerts"
                        + " (exactly %d), %,d story entries, %d messages came again%n",
                batch,
                TRANSITIONS / seconds,
                each,
                batch == 1000 ? "at most " + MOST_REQUESTS : "no bound",
                incidents,
                alerts,
                SERVICES,
                table.stories(),
                again.get());
        return incidents == SERVICES && alerts == SERVICES && (batch < 1000 || each <= MOST_REQUESTS);
    }

    /** How many are to come again: they are handed over once more by hand, until none is. */
    private static int take(RequestStreamHandler handler, List<Delivery> deliveries) {
        var again = 0;
        var left = deliveries;
        while (!left.isEmpty()) {
            var failed = Invocation.failures(Invocation.invoke(handler, LambdaEvents.batch(left)));
            left = left.stream()
                    .filter(delivery -> failed.contains(delivery.messageId()))
                    .toList();
            again += left.size();
        }
        return again;
    }

    static List<Delivery> deliveries(int from, int count, Instant now) {
        return IntStream.range(from, Math.min(from + count, TRANSITIONS))
                .mapToObj(number -> new Delivery("receipt-" + number, "message-" + number, told(number), now, 1))
                .toList();
    }

    /** The first alarm of each service comes to stand in the first round, and says so again and again after that. */
    private static String told(int number) {
        var alarm = number % (SERVICES * ALARMS_EACH);
        var round = number / (SERVICES * ALARMS_EACH);
        var stands = alarm < SERVICES;
        var at = START.plus(MOVES_EACH.multipliedBy(stands ? 0 : round));
        return TOLD.replace(NAME, service(alarm % SERVICES) + "-" + alarm / SERVICES)
                .replace("@STATE@", stands || round % 2 == 0 ? "ALARM" : "OK")
                .replace("@AT@", at.toString().replace("Z", ".000+0000"));
    }

    /** RELAY and NOTIFY, while INTAKE is at work and until nothing is left to do. */
    private static void deliver(TestingPorts ports, Ports seen, AtomicBoolean over) {
        var relay = new RelayHandler(seen);
        var notify = new NotifyHandler(seen);
        for (var left = true; left || !over.get(); ) {
            var changes = ports.table.takeChanges(100);
            if (!changes.isEmpty()) {
                Invocation.invoke(relay, LambdaEvents.stream(changes, 0));
            }
            var received = ports.queues.receive(Queue.PAGES, 10);
            if (!received.isEmpty()) {
                Invocation.invoke(notify, LambdaEvents.batch(received));
                received.forEach(delivery -> ports.queues.delete(Queue.PAGES, delivery.receipt()));
            }
            left = !changes.isEmpty() || !received.isEmpty();
            if (!left) {
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
            }
        }
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }
}
