package tocsin.relay;

import java.time.InstantSource;
import tocsin.Pause;
import tocsin.Ports;
import tocsin.alarm.CloudWatch;
import tocsin.config.Configuration;
import tocsin.config.Secrets;
import tocsin.page.Sns;
import tocsin.page.Web;
import tocsin.runbook.Database;
import tocsin.runbook.Functions;
import tocsin.state.Queues;
import tocsin.state.Table;

/** The same world, whose clock is said to run so many times as fast. */
record FastPorts(Ports ports, int speed) implements Ports {
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
    public CloudWatch cloudWatch() {
        return ports.cloudWatch();
    }

    @Override
    public Functions functions() {
        return ports.functions();
    }

    @Override
    public Database database() {
        return ports.database();
    }

    @Override
    public Secrets secrets() {
        return ports.secrets();
    }

    @Override
    public InstantSource clock() {
        return ports.clock();
    }

    @Override
    public Pause pause() {
        return ports.pause();
    }

    @Override
    public Configuration configuration() {
        return ports.configuration();
    }
}
