package tocsin.local.product;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Instances;

/**
 * RDS's control of the product's instances, by RDS's rules: a change takes its time, meanwhile nothing else may be
 * changed; what waits for the window stays pending; storage only grows, and once in six hours.
 */
public final class PretendInstances implements Instances {
    private static final String AVAILABLE = "available";
    private static final Duration STORAGE_RESTS = Duration.ofHours(6);

    private final InstantSource clock;
    private final Duration takes;
    private final Map<String, Instance> instances = new TreeMap<>();
    private int throttled;

    private static final class Instance {
        final String name;
        final Map<String, String> tags;
        final List<Event> events = new ArrayList<>();
        String instanceClass;
        int storage;
        boolean standby;
        String zone = "us-west-2a";

        @Nullable String pendingClass;

        @Nullable Integer pendingStorage;

        /** What it is at until then, and what is so afterwards. */
        String status = AVAILABLE;

        Instant until = Instant.MIN;
        Runnable then = () -> {};
        Instant storageChanged = Instant.MIN;

        Instance(String name, String instanceClass, int storage, boolean standby, Map<String, String> tags) {
            this.name = name;
            this.instanceClass = instanceClass;
            this.storage = storage;
            this.standby = standby;
            this.tags = Instances.sorted(tags);
        }
    }

    /** @param takes how long a change, or a reboot, is under way */
    public PretendInstances(InstantSource clock, Duration takes) {
        this.clock = clock;
        this.takes = takes;
    }

    /** Makes an instance that is available, and maintained on Sundays from 02:00 to 04:00 UTC. */
    public synchronized void create(
            String name, String instanceClass, int storage, boolean standby, Map<String, String> tags) {
        instances.put(name, new Instance(name, instanceClass, storage, standby, tags));
    }

    /** The next requests are refused as too many. */
    public synchronized void throttle(int requests) {
        throttled = requests;
    }

    /** The class that it has now. */
    public synchronized String instanceClass(String name) {
        return of(name).instanceClass;
    }

    @Override
    public synchronized InstanceState describe(Place place, String instance, Duration timeout) {
        return state(place, asked(instance));
    }

    @Override
    public synchronized InstanceState modify(
            Place place, String instance, Modification modification, Duration timeout) {
        var found = asked(instance);
        requireAvailable(found);
        var storage = modification.storage();
        if (storage != null && storage < found.storage) {
            throw new PortFailure(Kind.REFUSED, "storage of " + instance + " cannot shrink");
        }
        if (storage != null && clock.instant().isBefore(found.storageChanged.plus(STORAGE_RESTS))) {
            throw new PortFailure(Kind.REFUSED, "storage of " + instance + " was changed within six hours");
        }
        if (modification.instanceClass() != null) {
            found.pendingClass = modification.instanceClass();
        }
        if (storage != null) {
            found.pendingStorage = storage;
        }
        if (modification.atOnce()) {
            apply(found);
        }
        return state(place, found);
    }

    @Override
    public synchronized void reboot(Place place, String instance, boolean failOver, Duration timeout) {
        var found = asked(instance);
        requireAvailable(found);
        if (failOver && !found.standby) {
            throw new PortFailure(Kind.REFUSED, instance + " has no standby");
        }
        tell(found, clock.instant(), "DB instance shutdown");
        begin(found, "rebooting", () -> {
            if (failOver) {
                found.zone = found.zone.endsWith("a") ? "us-west-2b" : "us-west-2a";
                tell(found, found.until, "Multi-AZ instance failover completed");
            }
            tell(found, found.until, "DB instance restarted");
        });
    }

    @Override
    public synchronized List<Event> events(Place place, String instance, Instant from, Duration timeout) {
        return asked(instance).events.stream()
                .filter(event -> !event.at().isBefore(from))
                .toList();
    }

    @Override
    public synchronized Map<String, String> tags(Place place, String instanceArn, Duration timeout) {
        return of(instanceArn.substring(instanceArn.lastIndexOf(':') + 1)).tags;
    }

    private void apply(Instance found) {
        begin(found, "modifying", () -> {
            if (found.pendingClass != null) {
                found.instanceClass = found.pendingClass;
                tell(found, found.until, "Finished applying modification to DB instance class");
            }
            if (found.pendingStorage != null) {
                found.storage = found.pendingStorage;
                found.storageChanged = found.until;
                tell(found, found.until, "Finished applying modification to allocated storage");
            }
            found.pendingClass = null;
            found.pendingStorage = null;
        });
    }

    private void begin(Instance found, String status, Runnable then) {
        found.status = status;
        found.until = clock.instant().plus(takes);
        found.then = then;
    }

    private static void tell(Instance found, Instant at, String message) {
        found.events.add(new Event(at, message));
    }

    private Instance asked(String name) {
        if (throttled > 0) {
            throttled--;
            throw new PortFailure(Kind.THROTTLED, "Rate exceeded");
        }
        return of(name);
    }

    /** As it stands now: what has ended meanwhile is so. */
    private Instance of(String name) {
        var found = instances.get(name);
        if (found == null) {
            throw new PortFailure(Kind.REFUSED, "no instance '" + name + "'");
        }
        var now = clock.instant();
        if (!found.status.equals(AVAILABLE) && !now.isBefore(found.until)) {
            found.status = AVAILABLE;
            found.then.run();
        }
        if (found.status.equals(AVAILABLE) && isInWindow(now) && isPending(found)) {
            apply(found);
        }
        return found;
    }

    private static boolean isPending(Instance found) {
        return found.pendingClass != null || found.pendingStorage != null;
    }

    private static boolean isInWindow(Instant at) {
        var there = at.atOffset(ZoneOffset.UTC);
        var time = there.toLocalTime();
        return there.getDayOfWeek() == DayOfWeek.SUNDAY
                && !time.isBefore(LocalTime.of(2, 0))
                && time.isBefore(LocalTime.of(4, 0));
    }

    private static void requireAvailable(Instance found) {
        if (!found.status.equals(AVAILABLE)) {
            throw new PortFailure(
                    Kind.CONFLICT,
                    String.format(
                            Locale.ROOT,
                            "InvalidDBInstanceState: %s is not available but %s",
                            found.name,
                            found.status));
        }
    }

    private static InstanceState state(Place place, Instance found) {
        return new InstanceState(
                "arn:aws:rds:" + place.region() + ":" + place.account() + ":db:" + found.name,
                found.name,
                found.status,
                "postgres",
                found.instanceClass,
                found.pendingClass,
                found.storage,
                found.pendingStorage,
                null,
                "sun:02:00-sun:04:00",
                found.standby,
                Objects.requireNonNull(found.zone));
    }
}
