package tocsin.tests.simulation;

import java.time.InstantSource;
import tocsin.Ports;
import tocsin.cloud.Cloud;
import tocsin.cloud.Database;
import tocsin.config.Configuration;
import tocsin.health.Reports;
import tocsin.health.Sweeping;
import tocsin.runbook.Planner;
import tocsin.runbook.Planning;
import tocsin.testing.PortsOver;

/**
 * The ports as one instance of a function has them: with its clock, the configuration that it came with, and each run's
 * own session.
 */
record Instance(Ports others, Recording recording, InstantSource clock, Configuration configuration)
        implements PortsOver {
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
}
