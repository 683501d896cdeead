package tocsin.tests.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tocsin.Ports;
import tocsin.incident.Head;
import tocsin.intake.IntakeHandler;
import tocsin.state.Documents;
import tocsin.state.Keys;
import tocsin.state.Table;
import tocsin.testing.FaultyTable;
import tocsin.testing.FaultyTable.Fault;
import tocsin.testing.InterferedPorts;
import tocsin.testing.LambdaEvents;
import tocsin.testing.TestingContext;
import tocsin.testing.TestingPorts;
import tocsin.testing.TestingQueues;
import tocsin.tests.ports.LocalDynamo;

/** Fifty alarms of one service at once, each in an invocation of its own, on another's DynamoDB. */
class CrowdTest {
    private static final int CROWD = 50;
    private static final int MOST_DELIVERIES = 100;
    private static final String API = "prod/api";

    private static LocalDynamo dynamo;

    private final TestingPorts others = new TestingPorts(World.START, Valine.paging());

    @BeforeAll
    static void start() throws Exception {
        dynamo = new LocalDynamo();
    }

    @AfterAll
    static void stop() throws Exception {
        dynamo.stop();
    }

    @Test
    void fifty_alarms_of_one_service_at_once_open_one_incident() throws Exception {
        var table = dynamo.table();

        var deliveries = arrive(table);

        becameOneIncident(table);
        System.out.println("a crowd of " + CROWD + ": " + deliveries + " deliveries");
    }

    @Test
    void and_so_they_do_when_requests_conflict_are_throttled_and_time_out_after_their_commit() throws Exception {
        var table = dynamo.table();
        var injected = new AtomicInteger();
        var faulty = new FaultyTable(table, (index, method) -> {
            var fault = method.equals("transact") ? fault(index) : Fault.NONE;
            if (fault != Fault.NONE) {
                injected.incrementAndGet();
            }
            return fault;
        });

        var deliveries = arrive(faulty);

        becameOneIncident(table);
        assertThat(injected).hasValueGreaterThan(CROWD / 2);
        System.out.println("a crowd of " + CROWD + " among " + injected + " faults: " + deliveries + " deliveries");
    }

    private static Fault fault(int index) {
        return switch (index % 8) {
            case 1 -> Fault.CONFLICT;
            case 3 -> Fault.THROTTLED;
            case 5 -> Fault.UNCLEAR_THOUGH_DONE;
            case 7 -> Fault.UNCLEAR_NOT_DONE;
            default -> Fault.NONE;
        };
    }

    /** Each alarm is delivered until its invocation has taken it; gives how many deliveries that took. */
    private int arrive(Table table) throws Exception {
        var start = new CyclicBarrier(CROWD);
        try (var threads = Executors.newFixedThreadPool(CROWD)) {
            var arrivals = IntStream.range(0, CROWD)
                    .<Callable<Integer>>mapToObj(number -> () -> {
                        start.await();
                        return deliver(InterferedPorts.over(table, others), number);
                    })
                    .toList();
            var deliveries = 0;
            for (var arrival : threads.invokeAll(arrivals)) {
                deliveries += arrival.get();
            }
            return deliveries;
        }
    }

    private static int deliver(Ports ports, int number) {
        var body =
                Valine.sample("api-5xx-60.eventbridge").replace("valine-prod-api-5xx", "valine-prod-api-5xx-" + number);
        for (var delivery = 1; delivery <= MOST_DELIVERIES; delivery++) {
            var event = LambdaEvents.batch(List.of(
                    new TestingQueues.Delivery("receipt-" + number, "message-" + number, body, World.START, delivery)));
            var answer = LambdaEvents.call(new IntakeHandler(ports), event, new TestingContext(Duration.ofSeconds(15)));
            if (!answer.contains("message-" + number)) {
                return delivery;
            }
        }
        throw new AssertionError("alarm " + number + " was not taken in " + MOST_DELIVERIES + " deliveries");
    }

    private static void becameOneIncident(Table table) {
        var row = Objects.requireNonNull(
                table.read(List.of(Keys.head(API))).rows().get(Keys.head(API)));
        Head head = new Documents().heads().fromJson(String.valueOf(row.text("body")));
        assertThat(head.incidents()).isEqualTo(1);
        assertThat(Objects.requireNonNull(head.open()).signals()).hasSize(CROWD);
        var pages = new ArrayList<String>();
        table.query(API, "incident#", false, 1000, null).rows().forEach(each -> {
            if (each.key().sk().contains("/page#") && each.key().sk().endsWith("/pagerduty")) {
                pages.add(each.key().sk());
            }
        });
        assertThat(pages).containsExactly("incident#000001/page#1/pager/team/pagerduty");
    }
}
