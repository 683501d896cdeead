package tocsin.local.product;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Instances;

/** RDS's control of the product's instances. */
final class PretendInstances implements Instances {
    private final Map<String, Map<String, String>> tagged = new TreeMap<>();

    void create(String instance, Map<String, String> tags) {
        tagged.put(instance, Instances.sorted(tags));
    }

    @Override
    public InstanceState describe(Place place, String instance, Duration timeout) {
        throw new PortFailure(Kind.REFUSED, "describe is not built");
    }

    @Override
    public InstanceState modify(Place place, String instance, Modification modification, Duration timeout) {
        throw new PortFailure(Kind.REFUSED, "modify is not built");
    }

    @Override
    public void reboot(Place place, String instance, boolean failOver, Duration timeout) {
        throw new PortFailure(Kind.REFUSED, "reboot is not built");
    }

    @Override
    public List<Event> events(Place place, String instance, Instant from, Duration timeout) {
        return List.of();
    }

    @Override
    public Map<String, String> tags(Place place, String instanceArn, Duration timeout) {
        return tagged.getOrDefault(instanceArn.substring(instanceArn.lastIndexOf(':') + 1), new TreeMap<>());
    }
}
