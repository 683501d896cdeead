package tocsin.local;

import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import tocsin.Pause;
import tocsin.Ports;
import tocsin.alarm.CloudWatch;
import tocsin.aws.TheOutside;
import tocsin.aws.VirtualThreads;
import tocsin.cloud.Cloud;
import tocsin.cloud.Database;
import tocsin.config.Configuration;
import tocsin.config.Secrets;
import tocsin.health.Gauges;
import tocsin.health.Heartbeats;
import tocsin.health.Outside;
import tocsin.health.Sweeping;
import tocsin.health.Together;
import tocsin.page.Ses;
import tocsin.page.Sns;
import tocsin.page.Web;
import tocsin.runbook.Planning;
import tocsin.runbook.Runbooks;
import tocsin.state.Queues;
import tocsin.state.Table;

/** The world as functions see it on one machine. */
record LocalPorts(
        Table table,
        Queues queues,
        Web web,
        Sns sns,
        Ses ses,
        Heartbeats heartbeats,
        String canary,
        Surroundings surroundings,
        InvokedHere invoked,
        Secrets secrets,
        ScaledClock scaledClock,
        Configuration configuration,
        Runbooks runbooks,
        String address)
        implements Ports {
    private static final int FIRST_MILLISECONDS = 20;

    @Override
    public Database database() {
        return invoked;
    }

    @Override
    public Planning planning() {
        return invoked;
    }

    @Override
    public Sweeping sweeping() {
        return invoked;
    }

    @Override
    public Together together() {
        return new VirtualThreads();
    }

    @Override
    public Outside outside() {
        return new TheOutside();
    }

    /** Here the alarms on the product's health are measured by whoever visits it: nothing is put for them. */
    @Override
    public Gauges gauges() {
        return (place, namespace, values, timeout) -> {};
    }

    @Override
    public CloudWatch cloudWatch() {
        return surroundings.cloudWatch();
    }

    @Override
    public Cloud cloud(String session) {
        return surroundings.cloud();
    }

    @Override
    public InstantSource clock() {
        return scaledClock;
    }

    @Override
    public int speed() {
        return scaledClock.speed();
    }

    @Override
    public Pause pause() {
        return LocalPorts::pause;
    }

    private static void pause(int attempt) {
        var most = FIRST_MILLISECONDS << Math.clamp(attempt - 1, 0, 5);
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(most + 1L));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing of what the parts hold. */
    @Override
    public String toString() {
        return "LocalPorts";
    }
}
