package tocsin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import tocsin.alarm.CloudWatch;
import tocsin.cloud.Cloud;
import tocsin.cloud.Database;
import tocsin.cloud.DatabaseTokens;
import tocsin.config.Configuration;
import tocsin.config.Secrets;
import tocsin.health.Canary;
import tocsin.health.Gauges;
import tocsin.health.Heartbeats;
import tocsin.health.OneByOne;
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

/**
 * The world as a function sees it. On AWS the parts are made when first asked for; on one machine and in simulations
 * they are others. Nothing else differs between these.
 */
public interface Ports {
    Table table();

    Queues queues();

    Web web();

    Sns sns();

    Ses ses();

    CloudWatch cloudWatch();

    /** Where it is told that Tocsin itself is well. */
    Heartbeats heartbeats();

    /** The name of the alarm that Tocsin sets off itself, to see that it would hear of any. */
    default String canary() {
        return Canary.PREFIX + "tocsin";
    }

    /**
     * The product's cloud, for one run.
     *
     * @param session the run's id: where a role is taken for it, its session is called so, and CloudTrail with it
     */
    Cloud cloud(String session);

    Database database();

    /** What a run would do, asked of the function that would do it. */
    Planning planning();

    /** Only where the database is entered by a role of IAM. */
    default DatabaseTokens databaseTokens() {
        return (host, port, role, region) -> {
            throw new PortFailure(PortFailure.Kind.REFUSED, "no role of IAM enters a database from here");
        };
    }

    /** What can be seen of addresses from outside; nothing where nobody looks. */
    default Outside outside() {
        return new Outside() {
            @Override
            public Instant certificateEnds(String host, int port, Duration timeout) {
                throw new PortFailure(PortFailure.Kind.REFUSED, "nobody looks at certificates from here");
            }

            @Override
            public List<String> addresses(String name, Duration timeout) {
                throw new PortFailure(PortFailure.Kind.REFUSED, "nobody looks names up from here");
            }
        };
    }

    /** Doing several things side by side. */
    default Together together() {
        return new OneByOne(clock());
    }

    /** Where it is told how the product's services stand; nowhere where nobody takes it. */
    default Gauges gauges() {
        return (place, namespace, values, timeout) -> {
            throw new PortFailure(PortFailure.Kind.REFUSED, "nobody takes a metric here");
        };
    }

    /** A sweep, asked of the function that may look. */
    default Sweeping sweeping() {
        return (request, timeout) -> {
            throw new PortFailure(PortFailure.Kind.REFUSED, "nobody sweeps for whoever is here");
        };
    }

    Secrets secrets();

    InstantSource clock();

    Pause pause();

    /**
     * How many times as fast as the world the clock runs: 1, but on one machine, where an hour may take a minute. What
     * bounds real work (a timeout, a lease) and is measured by the clock is multiplied by it.
     */
    default int speed() {
        return 1;
    }

    Configuration configuration();

    /** The Region in which Tocsin itself runs. */
    default String region() {
        return configuration().stages().getFirst().regions().getFirst();
    }

    /** Where our own HTTP API is, without a path; empty where nobody says. */
    default String address() {
        return "";
    }

    /** The runbooks in use. */
    default Runbooks runbooks() {
        return Runbooks.load();
    }
}
