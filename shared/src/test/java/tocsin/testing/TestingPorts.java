package tocsin.testing;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import tocsin.Pause;
import tocsin.Ports;
import tocsin.alarm.CloudWatch;
import tocsin.cloud.Cloud;
import tocsin.cloud.Database;
import tocsin.cloud.DatabaseTokens;
import tocsin.config.Configuration;
import tocsin.config.Secrets;
import tocsin.health.Gauges;
import tocsin.health.Heartbeats;
import tocsin.health.Outside;
import tocsin.health.Reports;
import tocsin.health.Sweeping;
import tocsin.page.Ses;
import tocsin.page.Sns;
import tocsin.page.Web;
import tocsin.runbook.Planner;
import tocsin.runbook.Planning;
import tocsin.runbook.Runbooks;
import tocsin.state.Keys;
import tocsin.state.Queues;
import tocsin.state.Row;
import tocsin.state.Table;
import tocsin.state.Value;

/**
 * A whole world in memory, at one clock. Its parts can be looked at and set; what is handed to the code under test is
 * this, or this with an interference around it.
 */
public final class TestingPorts implements Ports {
    public final TestingClock clock;
    public final TestingTable table;
    public final TestingQueues queues;
    public final TestingWeb web = new TestingWeb();
    public final TestingSns sns = new TestingSns();
    public final TestingSes ses = new TestingSes();
    public final TestingCloudWatch cloudWatch = new TestingCloudWatch();
    public final TestingHeartbeats heartbeats = new TestingHeartbeats();
    public final TestingFunctions functions = new TestingFunctions();
    public final TestingInstances instances = new TestingInstances();
    public final TestingLogs logs = new TestingLogs();

    /** May be replaced by a whole one. */
    public volatile Cloud cloud = TestingCloud.of(functions, instances, logs);

    public final TestingDatabase database = new TestingDatabase();
    public final TestingOutside outside = new TestingOutside();
    public final TestingGauges gauges = new TestingGauges();
    public final TestingSecrets secrets = new TestingSecrets();
    public final TestingPause pause = new TestingPause();
    public volatile Runbooks runbooks = new Runbooks(List.of());
    private final Configuration configuration;

    /** How many times as fast as the world its clock is said to run; how fast it does is for the test to say. */
    public int speed = 1;

    public TestingPorts(Instant now, Configuration configuration) {
        clock = new TestingClock(now);
        table = new TestingTable(clock);
        queues = new TestingQueues(clock);
        this.configuration = configuration;
        table.seed(new Row(Keys.RECONCILED, Map.of("schema", Value.of(1))));
    }

    /** From now on CloudWatch's own list is compared with what is stored; a test that sets no alarms wants none. */
    public void sweeps() {
        table.unseed(Keys.RECONCILED);
    }

    /** The same world, with an interference around every call of every port; the clock is no call. */
    public Ports with(Interference interference) {
        return InterferedPorts.around(this, interference);
    }

    @Override
    public Table table() {
        return table;
    }

    @Override
    public Queues queues() {
        return queues;
    }

    @Override
    public Web web() {
        return web;
    }

    @Override
    public Sns sns() {
        return sns;
    }

    @Override
    public Ses ses() {
        return ses;
    }

    @Override
    public CloudWatch cloudWatch() {
        return cloudWatch;
    }

    @Override
    public Heartbeats heartbeats() {
        return heartbeats;
    }

    @Override
    public Outside outside() {
        return outside;
    }

    @Override
    public Gauges gauges() {
        return gauges;
    }

    @Override
    public Cloud cloud(String session) {
        return cloud;
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    public Planning planning() {
        return (request, timeout) -> new Planner(this).plan(request);
    }

    @Override
    public Sweeping sweeping() {
        return (request, timeout) -> new Reports(this).answer(request, timeout);
    }

    /** No tokens of anybody: which role, and where to, is all that they say. */
    @Override
    public DatabaseTokens databaseTokens() {
        return (host, port, role, region) -> "token of " + role + " for " + host + ":" + port + " in " + region;
    }

    @Override
    public Secrets secrets() {
        return secrets;
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public Pause pause() {
        return pause;
    }

    @Override
    public Configuration configuration() {
        return configuration;
    }

    @Override
    public int speed() {
        return speed;
    }

    @Override
    public String address() {
        return "https://tocsin.example";
    }

    @Override
    public Runbooks runbooks() {
        return runbooks;
    }
}
