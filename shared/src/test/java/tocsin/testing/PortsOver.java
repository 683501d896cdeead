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
import tocsin.health.Sweeping;
import tocsin.page.Ses;
import tocsin.page.Sns;
import tocsin.page.Web;
import tocsin.runbook.Planning;
import tocsin.runbook.Runbooks;
import tocsin.state.Queues;
import tocsin.state.Table;

/**
 * Ports of which some are their own, and all the rest those of others. Doing things side by side and the Region follow
 * from the clock and the configuration that they have themselves.
 */
public interface PortsOver extends Ports {
    /** Whose ports they are but for their own. */
    Ports others();

    @Override
    default Table table() {
        return others().table();
    }

    @Override
    default Queues queues() {
        return others().queues();
    }

    @Override
    default Web web() {
        return others().web();
    }

    @Override
    default Sns sns() {
        return others().sns();
    }

    @Override
    default Ses ses() {
        return others().ses();
    }

    @Override
    default CloudWatch cloudWatch() {
        return others().cloudWatch();
    }

    @Override
    default Heartbeats heartbeats() {
        return others().heartbeats();
    }

    @Override
    default String canary() {
        return others().canary();
    }

    @Override
    default Cloud cloud(String session) {
        return others().cloud(session);
    }

    @Override
    default Database database() {
        return others().database();
    }

    @Override
    default Planning planning() {
        return others().planning();
    }

    @Override
    default DatabaseTokens databaseTokens() {
        return others().databaseTokens();
    }

    @Override
    default Outside outside() {
        return others().outside();
    }

    @Override
    default Gauges gauges() {
        return others().gauges();
    }

    @Override
    default Sweeping sweeping() {
        return others().sweeping();
    }

    @Override
    default Secrets secrets() {
        return others().secrets();
    }

    @Override
    default InstantSource clock() {
        return others().clock();
    }

    @Override
    default Pause pause() {
        return others().pause();
    }

    @Override
    default int speed() {
        return others().speed();
    }

    @Override
    default Configuration configuration() {
        return others().configuration();
    }

    @Override
    default String address() {
        return others().address();
    }

    @Override
    default Runbooks runbooks() {
        return others().runbooks();
    }
}
