package tocsin.testing;

import java.util.ArrayList;
import java.util.List;
import tocsin.PortFailure;
import tocsin.health.Beat;
import tocsin.health.Heartbeats;

/** Keeps what was told of heartbeats, and where; a Region can be out. */
public final class TestingHeartbeats implements Heartbeats {
    private final List<Told> told = new ArrayList<>();
    private final List<String> out = new ArrayList<>();

    /** One heartbeat, counted in a Region. */
    public record Told(String region, Beat beat) {}

    public synchronized List<Told> told() {
        return List.copyOf(told);
    }

    /** From here on the Region answers nobody. */
    public synchronized void out(String region) {
        out.add(region);
    }

    public synchronized void back() {
        out.clear();
    }

    @Override
    public synchronized void tell(String region, Beat beat) {
        if (out.contains(region)) {
            throw new PortFailure(PortFailure.Kind.UNAVAILABLE, "CloudWatch of " + region + " is out");
        }
        told.add(new Told(region, beat));
    }
}
