package tocsin.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tocsin.alarm.CloudWatch.Place;
import tocsin.health.Gauges;

/** Keeps what was put. */
public final class TestingGauges implements Gauges {
    private final List<Put> puts = new ArrayList<>();

    /** One request. */
    public record Put(Place place, String namespace, List<Value> values) {
        public Put {
            values = List.copyOf(values);
        }
    }

    public synchronized List<Put> puts() {
        return List.copyOf(puts);
    }

    @Override
    public synchronized void put(Place place, String namespace, List<Value> values, Duration timeout) {
        puts.add(new Put(place, namespace, values));
    }
}
