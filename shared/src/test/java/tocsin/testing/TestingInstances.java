package tocsin.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Instances;

/** Instances of which nothing is known but their tags. */
public final class TestingInstances implements Instances {
    private Map<String, String> tags = new TreeMap<>();

    /** Every instance carries these. */
    public synchronized void tag(Map<String, String> all) {
        tags = new TreeMap<>(all);
    }

    @Override
    public InstanceState describe(Place place, String instance, Duration timeout) {
        throw missing(instance);
    }

    @Override
    public InstanceState modify(Place place, String instance, Modification modification, Duration timeout) {
        throw missing(instance);
    }

    @Override
    public void reboot(Place place, String instance, boolean failOver, Duration timeout) {
        throw missing(instance);
    }

    @Override
    public List<Event> events(Place place, String instance, Instant from, Duration timeout) {
        throw missing(instance);
    }

    @Override
    public synchronized Map<String, String> tags(Place place, String instanceArn, Duration timeout) {
        return tags;
    }

    private static PortFailure missing(String instance) {
        return new PortFailure(Kind.REFUSED, "no instance '" + instance + "'");
    }
}
