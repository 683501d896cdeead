package tocsin.testing;

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
import tocsin.page.Ses;
import tocsin.page.Sns;
import tocsin.page.Web;
import tocsin.runbook.Planning;
import tocsin.runbook.Runbooks;
import tocsin.state.Queues;
import tocsin.state.Table;

/** Ports with one interference around all of them: each call of any of them has its number. */
public record InterferedPorts(
        Table table,
        Queues queues,
        Web web,
        Sns sns,
        Ses ses,
        CloudWatch cloudWatch,
        Heartbeats heartbeats,
        Outside outside,
        Gauges gauges,
        Cloud cloud,
        Database database,
        Planning planning,
        DatabaseTokens databaseTokens,
        Secrets secrets,
        InstantSource clock,
        Pause pause,
        Configuration configuration,
        int speed,
        Runbooks runbooks,
        String address)
        implements Ports {
    @Override
    public Cloud cloud(String session) {
        return cloud;
    }

    /** The ports, each with the interference around it. */
    public static Ports around(Ports ports, Interference interference) {
        var interfered = new Interfered(interference);
        return new InterferedPorts(
                interfered.port("table", Table.class, ports.table()),
                interfered.port("queues", Queues.class, ports.queues()),
                interfered.port("web", Web.class, ports.web()),
                interfered.port("sns", Sns.class, ports.sns()),
                interfered.port("ses", Ses.class, ports.ses()),
                interfered.port("cloudWatch", CloudWatch.class, ports.cloudWatch()),
                interfered.port("heartbeats", Heartbeats.class, ports.heartbeats()),
                interfered.port("outside", Outside.class, ports.outside()),
                interfered.port("gauges", Gauges.class, ports.gauges()),
                interfered.cloud(ports.cloud("a test's")),
                interfered.port("database", Database.class, ports.database()),
                ports.planning(),
                ports.databaseTokens(),
                interfered.port("secrets", Secrets.class, ports.secrets()),
                ports.clock(),
                ports.pause(),
                ports.configuration(),
                ports.speed(),
                ports.runbooks(),
                ports.address());
    }

    /** The same ports over another table: one with faults, or one that counts. */
    public static Ports over(Table table, Ports ports) {
        return new InterferedPorts(
                table,
                ports.queues(),
                ports.web(),
                ports.sns(),
                ports.ses(),
                ports.cloudWatch(),
                ports.heartbeats(),
                ports.outside(),
                ports.gauges(),
                ports.cloud("a test's"),
                ports.database(),
                ports.planning(),
                ports.databaseTokens(),
                ports.secrets(),
                ports.clock(),
                ports.pause(),
                ports.configuration(),
                ports.speed(),
                ports.runbooks(),
                ports.address());
    }

    /**
     * The same ports as another instance of a function has them: with its clock, and the configuration it came with.
     */
    public static Ports as(Ports ports, InstantSource clock, Configuration configuration) {
        return new InterferedPorts(
                ports.table(),
                ports.queues(),
                ports.web(),
                ports.sns(),
                ports.ses(),
                ports.cloudWatch(),
                ports.heartbeats(),
                ports.outside(),
                ports.gauges(),
                ports.cloud("a test's"),
                ports.database(),
                ports.planning(),
                ports.databaseTokens(),
                ports.secrets(),
                clock,
                ports.pause(),
                configuration,
                ports.speed(),
                ports.runbooks(),
                ports.address());
    }
}
