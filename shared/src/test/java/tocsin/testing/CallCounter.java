package tocsin.testing;

import java.util.ArrayList;
import java.util.List;

/** Looks on, and remembers every call that was begun. */
public final class CallCounter implements Interference {
    private final List<PortCall> calls = new ArrayList<>();

    @Override
    public synchronized void before(PortCall call) {
        calls.add(call);
    }

    public synchronized int count() {
        return calls.size();
    }

    public synchronized List<PortCall> calls() {
        return List.copyOf(calls);
    }
}
