package tocsin.testing;

import java.time.InstantSource;
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
import tocsin.state.Queues;
import tocsin.state.Table;

/** Ports with one interference around all of them: each call of any of them has its number. */
public record InterferedPorts(
        Ports others,
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
        Secrets secrets)
        implements PortsOver {
    @Override
    public Cloud cloud(String session) {
        return cloud;
    }

    /** The ports, each with the interference around it. */
    public static Ports around(Ports ports, Interference interference) {
        var interfered = new Interfered(interference);
        return new InterferedPorts(
                ports,
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
                interfered.port("secrets", Secrets.class, ports.secrets()));
    }

    /** The same ports over another table: one with faults, or one that counts. */
    public static Ports over(Table table, Ports ports) {
        return new OverTable(ports, table);
    }

    private record OverTable(Ports others, Table table) implements PortsOver {}

    /**
     * The same ports as another instance of a function has them: with its clock, and the configuration it came with.
     */
    public static Ports as(Ports ports, InstantSource clock, Configuration configuration) {
        return new AsInstance(ports, clock, configuration);
    }

    private record AsInstance(Ports others, InstantSource clock, Configuration configuration) implements PortsOver {}
}
