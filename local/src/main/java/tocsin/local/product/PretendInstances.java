package tocsin.local.product;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Instances;
import tocsin.local.product.KeptInstance.Doing;
import tocsin.local.product.KeptInstance.KeptEvent;

/**
 * RDS's control of the product's instances, by RDS's rules: a change takes its time, meanwhile nothing else may be
 * changed; what waits for the window stays pending, and whatever is changed at once takes it along; storage only grows,
 * by a tenth at least, and once in six hours.
 */
public final class PretendInstances implements Instances {
    private static final Duration STORAGE_RESTS = Duration.ofHours(6);
    private static final int MOST_SEEN = 50;
    private static final int TENTH = 10;
    private static final LocalTime WINDOW_BEGINS = LocalTime.of(2, 0);
    private static final LocalTime WINDOW_ENDS = LocalTime.of(4, 0);

    private final InstantSource clock;
    private final Kept<KeptInstance> instances;
    private final Crowded crowded = new Crowded();
    private final Map<String, Deque<Seen>> seen = new TreeMap<>();
    private Duration takes;
    private Duration optimizing = Duration.ZERO;
    private Duration late = Duration.ZERO;

    /** How an instance stood from then on. */
    private record Seen(Instant from, KeptInstance as) {}

    /** @param takes how long a change, or a reboot, is under way */
    public PretendInstances(InstantSource clock, Duration takes) {
        this(clock, takes, Kept.inMemory());
    }

    PretendInstances(InstantSource clock, Duration takes, Kept<KeptInstance> kept) {
        this.clock = clock;
        this.takes = takes;
        this.instances = kept;
    }

    /**
     * Makes an instance that is available, and maintained on Sundays from 02:00 to 04:00 UTC; one that is there stays
     * as it is.
     */
    public synchronized void create(
            String name, String instanceClass, int storage, boolean standby, Map<String, String> tags) {
        if (instances.has(name)) {
            return;
        }
        var made = new KeptInstance();
        made.name = name;
        made.instanceClass = instanceClass;
        made.storage = storage;
        made.standby = standby;
        made.tags = new TreeMap<>(tags);
        instances.put(name, made);
    }

    /** Gives it a standby in another zone. */
    public synchronized void standBy(String name) {
        var found = of(name);
        found.standby = true;
        changed(found, clock.instant());
    }

    /** From now on a change, or a reboot, is under way so long. */
    public synchronized void takes(Duration time) {
        takes = time;
    }

    /** From now on grown storage is optimized so long afterwards, while the instance serves. */
    public synchronized void optimizing(Duration time) {
        optimizing = time;
    }

    /** From now on reads tell what was so that long ago. */
    public synchronized void late(Duration by) {
        late = by;
    }

    /** The next requests are refused as too many. */
    public synchronized void throttle(int requests) {
        crowded.next(requests);
    }

    /** The class that it has now. */
    public synchronized String instanceClass(String name) {
        return of(name).instanceClass;
    }

    @Override
    public synchronized InstanceState describe(Place place, String instance, Duration timeout) {
        crowded.request();
        var now = of(instance);
        var asOf = clock.instant().minus(late);
        return history(now).stream()
                .filter(one -> !one.from().isAfter(asOf))
                .reduce((older, newer) -> newer)
                .map(Seen::as)
                .orElse(now)
                .state(place);
    }

    @Override
    public synchronized InstanceState modify(
            Place place, String instance, Modification modification, Duration timeout) {
        crowded.request();
        var found = of(instance);
        if (modification.storage() != null || found.doing != Doing.OPTIMIZING) {
            requireAvailable(found);
        }
        requireStorage(found, modification.storage());
        if (modification.instanceClass() != null) {
            found.pendingClass =
                    modification.instanceClass().equals(found.instanceClass) ? null : modification.instanceClass();
        }
        if (modification.storage() != null && modification.storage() > found.storage) {
            found.pendingStorage =
                    Math.max(modification.storage(), found.storage + (found.storage + TENTH - 1) / TENTH);
        }
        var now = clock.instant();
        found.window = nextWindow(now).toEpochMilli();
        if (modification.atOnce() && found.isPending()) {
            begin(found, Doing.MODIFYING, now);
        }
        changed(found, now);
        return found.state(place);
    }

    private void requireStorage(KeptInstance found, @Nullable Integer storage) {
        if (storage == null) {
            return;
        }
        if (storage < found.storage) {
            throw new PortFailure(Kind.REFUSED, "storage of " + found.name + " cannot shrink");
        }
        var rests = Instant.ofEpochMilli(found.storageChanged).plus(STORAGE_RESTS);
        if (storage > found.storage && clock.instant().isBefore(rests)) {
            throw new PortFailure(Kind.REFUSED, "storage of " + found.name + " was changed within six hours");
        }
    }

    @Override
    public synchronized void reboot(Place place, String instance, boolean failOver, Duration timeout) {
        crowded.request();
        var found = of(instance);
        requireAvailable(found);
        if (failOver && !found.standby) {
            throw new PortFailure(Kind.REFUSED, instance + " has no standby");
        }
        var now = clock.instant();
        tell(found, now, failOver ? "Multi-AZ instance failover started" : "DB instance shutdown");
        begin(found, failOver ? Doing.FAILING_OVER : Doing.REBOOTING, now);
        changed(found, now);
    }

    @Override
    public synchronized List<Event> events(Place place, String instance, Instant from, Duration timeout) {
        crowded.request();
        var until = clock.instant().minus(late);
        return of(instance).events.stream()
                .map(each -> new Event(Instant.ofEpochMilli(each.at()), each.message()))
                .filter(event -> !event.at().isBefore(from) && !event.at().isAfter(until))
                .toList();
    }

    @Override
    public synchronized Map<String, String> tags(Place place, String instanceArn, Duration timeout) {
        crowded.request();
        return Instances.sorted(of(instanceArn.substring(instanceArn.lastIndexOf(':') + 1)).tags);
    }

    /** As it stands now: what has ended meanwhile is so, and a window that has come was used. */
    private KeptInstance of(String name) {
        var found = instances.get(name).orElseThrow(() -> new PortFailure(Kind.REFUSED, "no instance '" + name + "'"));
        history(found);
        while (moves(found, clock.instant().toEpochMilli())) {
            // until nothing more has happened by now
        }
        return found;
    }

    private boolean moves(KeptInstance found, long now) {
        if (found.doing != Doing.NOTHING && found.until <= now) {
            var at = Instant.ofEpochMilli(found.until);
            finish(found, at);
            changed(found, at);
            return true;
        }
        if (found.doing == Doing.NOTHING && found.isPending() && found.window <= now) {
            var at = Instant.ofEpochMilli(Math.max(found.window, found.until));
            begin(found, Doing.MODIFYING, at);
            changed(found, at);
            return true;
        }
        return false;
    }

    private void begin(KeptInstance found, Doing doing, Instant at) {
        found.doing = doing;
        found.until = at.plus(takes).toEpochMilli();
    }

    private void finish(KeptInstance found, Instant at) {
        var was = found.doing;
        found.doing = Doing.NOTHING;
        switch (was) {
            case MODIFYING -> modified(found, at);
            case REBOOTING -> tell(found, at, "DB instance restarted");
            case FAILING_OVER -> {
                found.zone = found.zone.endsWith("a") ? "us-west-2b" : "us-west-2a";
                tell(found, at, "DB instance restarted");
                tell(found, at, "Multi-AZ instance failover completed");
            }
            case OPTIMIZING, NOTHING -> {}
        }
    }

    private void modified(KeptInstance found, Instant at) {
        if (found.pendingClass != null) {
            found.instanceClass = found.pendingClass;
            tell(found, at, "Finished applying modification to DB instance class");
        }
        if (found.pendingStorage != null && found.pendingStorage > found.storage) {
            found.storage = found.pendingStorage;
            found.storageChanged = at.toEpochMilli();
            tell(found, at, "Finished applying modification to allocated storage");
            if (optimizing.isPositive()) {
                found.doing = Doing.OPTIMIZING;
                found.until = at.plus(optimizing).toEpochMilli();
            }
        }
        found.pendingClass = null;
        found.pendingStorage = null;
    }

    private static void tell(KeptInstance found, Instant at, String message) {
        found.events.add(new KeptEvent(at.toEpochMilli(), message));
    }

    /** It is kept, and told to those who read late when their time has come. */
    private void changed(KeptInstance found, Instant at) {
        instances.put(found.name, found);
        var history = history(found);
        history.addLast(new Seen(at, frozen(found)));
        if (history.size() > MOST_SEEN) {
            history.removeFirst();
        }
    }

    private Deque<Seen> history(KeptInstance found) {
        return seen.computeIfAbsent(
                found.name, name -> new ArrayDeque<>(List.of(new Seen(Instant.MIN, frozen(found)))));
    }

    private static KeptInstance frozen(KeptInstance found) {
        var copy = new KeptInstance();
        copy.name = found.name;
        copy.instanceClass = found.instanceClass;
        copy.storage = found.storage;
        copy.standby = found.standby;
        copy.zone = found.zone;
        copy.pendingClass = found.pendingClass;
        copy.pendingStorage = found.pendingStorage;
        copy.doing = found.doing;
        return copy;
    }

    /** The instant itself, within a window. */
    static Instant nextWindow(Instant now) {
        var there = now.atOffset(ZoneOffset.UTC);
        var time = there.toLocalTime();
        var today = there.getDayOfWeek() == DayOfWeek.SUNDAY && time.isBefore(WINDOW_ENDS);
        if (today && !time.isBefore(WINDOW_BEGINS)) {
            return now;
        }
        var day = there.toLocalDate()
                .with(
                        today
                                ? TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY)
                                : TemporalAdjusters.next(DayOfWeek.SUNDAY));
        return day.atTime(WINDOW_BEGINS).toInstant(ZoneOffset.UTC);
    }

    private static void requireAvailable(KeptInstance found) {
        if (found.doing != Doing.NOTHING) {
            throw new PortFailure(
                    Kind.CONFLICT,
                    "InvalidDBInstanceState: " + found.name + " is not available but " + found.doing.status);
        }
    }
}
