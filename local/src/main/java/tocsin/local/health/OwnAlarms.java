package tocsin.local.health;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Alarms that measure nothing and are set by the clock; whoever sets one to another state is told on the bus. */
public final class OwnAlarms {
    private final String region;
    private final String account;
    private final Consumer<String> bus;
    private final Map<String, AlarmSet> set = new TreeMap<>();

    public OwnAlarms(String region, String account, Consumer<String> bus) {
        this.region = region;
        this.account = account;
        this.bus = bus;
    }

    /** As CloudWatch does on SetAlarmState: to the state that it has already, it is not moved. */
    public synchronized void set(String alarm, String state, Instant at) {
        var before = set.getOrDefault(alarm, new AlarmSet(alarm, "INSUFFICIENT_DATA", "INSUFFICIENT_DATA", at));
        if (!before.state().equals(state)) {
            var now = new AlarmSet(alarm, state, before.state(), at);
            set.put(alarm, now);
            bus.accept(now.event(account, region));
        }
    }
}
