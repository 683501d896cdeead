package tocsin.tests.story;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.alarm.AlarmState;
import tocsin.alarm.CloudWatch.AlarmStatus;
import tocsin.alarm.CloudWatch.Datapoint;
import tocsin.alarm.CloudWatch.Place;
import tocsin.alarm.Metric;
import tocsin.cloud.Database.Reply;
import tocsin.cloud.Database.Request;
import tocsin.page.Web;
import tocsin.testing.TestingPorts;

/** What Tocsin watches: a database that fills, CloudWatch that measures it each minute, and an API that needs it. */
public final class Production {
    public static final Place PLACE = new Place("111122223333", "us-west-2");
    public static final String ALARM = "valine-prod-db-connections";
    private static final String FUNCTION = "valine-prod-api";
    private static final int BUSY = 10;
    private static final int MOST = 80;
    private static final Metric CONNECTIONS = new Metric(
            null,
            "AWS/RDS",
            "DatabaseConnections",
            Map.of("DBInstanceIdentifier", "project-valine-prod"),
            "Maximum",
            60,
            null,
            null,
            null,
            true);

    private final TestingPorts ports;
    private final List<String> changes = new ArrayList<>();
    private long idle;
    private Seen seen = Seen.ALL;

    /** What CloudWatch sees of it. */
    public enum Seen {
        ALL,
        /** All is well, whatever a message says. */
        WELL,
        /** There is no such alarm. */
        NOTHING
    }

    public Production(TestingPorts ports) {
        this.ports = ports;
        ports.instances.tag(Map.of("tocsin", "allowed"));
        ports.database.answering(this::database);
        var environment = new TreeMap<String, String>();
        for (var number = 1; number <= 30; number++) {
            environment.put("VARIABLE_" + number, "value-" + number);
        }
        ports.functions.create(PLACE, FUNCTION, "live", environment);
        ports.functions.tag(PLACE, FUNCTION, Map.of("tocsin", "allowed"));
    }

    /** From now on CloudWatch sees this of it. */
    public void isSeen(Seen as) {
        seen = as;
    }

    /** Somebody opens connections and forgets them; CloudWatch has seen it. */
    public void leak(long connections) {
        idle = connections;
        minute(ports.clock.instant());
    }

    /** What the API answers to its probe. */
    public Web.Answer health() {
        return new Web.Answer(idle > 50 ? 503 : 200, Map.of(), "");
    }

    /** CloudWatch measures, and judges. */
    public void minute(Instant now) {
        if (seen == Seen.NOTHING) {
            return;
        }
        var open = (seen == Seen.WELL ? 0 : idle) + BUSY;
        var state = open > MOST ? AlarmState.ALARM : AlarmState.OK;
        var before = ports.cloudWatch.alarm(PLACE, ALARM);
        ports.cloudWatch.measure(PLACE, CONNECTIONS, new Datapoint(now.minus(Duration.ofMinutes(1)), (double) open));
        ports.cloudWatch.set(
                PLACE,
                new AlarmStatus(
                        "arn:aws:cloudwatch:us-west-2:111122223333:alarm:" + ALARM,
                        ALARM,
                        state,
                        before == null || before.state() != state ? now : before.since(),
                        true,
                        null,
                        List.of(CONNECTIONS),
                        (double) MOST,
                        "GreaterThanThreshold",
                        60,
                        1));
    }

    /** All that was changed, in its order. */
    public List<String> changes() {
        var all = new ArrayList<>(changes);
        all.addAll(ports.functions.changes());
        return all;
    }

    /** What was changed in the database, in its order. */
    public List<String> endings() {
        return List.copyOf(changes);
    }

    /** To which version a function's alias leads; "" of one without. */
    public String live(String function) {
        return ports.functions.leads(PLACE, function, "live");
    }

    private Reply database(Request request) {
        return switch (request.operation()) {
            case "count-connections" -> new Reply(null, idle + BUSY, idle, 100L, null);
            case "slow-queries" -> new Reply(null, null, null, null, null, null, 0L, null, null, null);
            case "end-idle-connections" -> ended();
            default -> new Reply("'" + request.operation() + "' is not known here", null, null, null, null);
        };
    }

    private Reply ended() {
        var ended = idle;
        if (ended > 0) {
            changes.add("ended " + ended + " connections");
        }
        idle = 0;
        return new Reply(null, (long) BUSY, 0L, 100L, ended);
    }
}
