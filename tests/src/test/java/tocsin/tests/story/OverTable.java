package tocsin.tests.story;

import java.time.InstantSource;
import tocsin.Pause;
import tocsin.Ports;
import tocsin.alarm.CloudWatch;
import tocsin.cloud.Cloud;
import tocsin.cloud.Database;
import tocsin.config.Configuration;
import tocsin.config.Secrets;
import tocsin.health.Gauges;
import tocsin.health.Heartbeats;
import tocsin.health.Outside;
import tocsin.page.Ses;
import tocsin.page.Sns;
import tocsin.page.Web;
import tocsin.runbook.Planning;
import tocsin.runbook.Runbooks;
import tocsin.state.Queues;
import tocsin.state.Table;

/** A world whose table is another. */
record OverTable(Ports others, Table table) implements Ports {
    @Override
    public Queues queues() {
        return others.queues();
    }

    @Override
    public Web web() {
        return others.web();
    }

    @Override
    public Sns sns() {
        return others.sns();
    }

    @Override
    public Ses ses() {
        return others.ses();
    }

    @Override
    public CloudWatch cloudWatch() {
        return others.cloudWatch();
    }

    @Override
    public Heartbeats heartbeats() {
        return others.heartbeats();
    }

    @Override
    public Outside outside() {
        return others.outside();
    }

    @Override
    public Gauges gauges() {
        return others.gauges();
    }

    @Override
    public Cloud cloud(String session) {
        return others.cloud(session);
    }

    @Override
    public Planning planning() {
        return others.planning();
    }

    @Override
    public Database database() {
        return others.database();
    }

    @Override
    public Secrets secrets() {
        return others.secrets();
    }

    @Override
    public InstantSource clock() {
        return others.clock();
    }

    @Override
    public Pause pause() {
        return others.pause();
    }

    @Override
    public Configuration configuration() {
        return others.configuration();
    }

    @Override
    public Runbooks runbooks() {
        return others.runbooks();
    }

    @Override
    public String address() {
        return others.address();
    }
}
