package tocsin.tests.simulation;

import java.time.InstantSource;
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
import tocsin.state.Queues;
import tocsin.state.Table;

/**
 * The ports as one instance of a function has them: with its clock, the configuration that it came with, and each run's
 * own session.
 */
record Instance(Ports ports, Recording recording, InstantSource clock, Configuration configuration) implements Ports {
    @Override
    public Table table() {
        return ports.table();
    }

    @Override
    public Queues queues() {
        return ports.queues();
    }

    @Override
    public Web web() {
        return ports.web();
    }

    @Override
    public Sns sns() {
        return ports.sns();
    }

    @Override
    public Ses ses() {
        return ports.ses();
    }

    @Override
    public CloudWatch cloudWatch() {
        return ports.cloudWatch();
    }

    @Override
    public Heartbeats heartbeats() {
        return ports.heartbeats();
    }

    @Override
    public Outside outside() {
        return ports.outside();
    }

    @Override
    public Gauges gauges() {
        return ports.gauges();
    }

    @Override
    public Cloud cloud(String session) {
        return recording.cloud(session);
    }

    @Override
    public Database database() {
        return recording.database();
    }

    /** As REMEDIATE would plan it: each of its calls may go wrong. */
    @Override
    public Planning planning() {
        return (request, timeout) -> new Planner(this).plan(request);
    }

    @Override
    public Sweeping sweeping() {
        return (request, timeout) -> new Reports(this).answer(request, timeout);
    }

    @Override
    public DatabaseTokens databaseTokens() {
        return ports.databaseTokens();
    }

    @Override
    public Secrets secrets() {
        return ports.secrets();
    }

    @Override
    public Pause pause() {
        return ports.pause();
    }

    @Override
    public Runbooks runbooks() {
        return ports.runbooks();
    }

    @Override
    public String address() {
        return ports.address();
    }
}
