package tocsin.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Looks on, and remembers every call that was begun. */
public final class CallCounter implements Interference {
    private final List<PortCall> calls = new ArrayList<>();
    private final Set<Integer> answered = new TreeSet<>();

    @Override
    public synchronized void before(PortCall call) {
        calls.add(call);
    }

    @Override
    public synchronized void after(PortCall call) {
        answered.add(call.index());
    }

    /** Whether an answer came: a call that failed has no effect to die after. */
    public synchronized boolean isAnswered(int index) {
        return answered.contains(index);
    }

    public synchronized int count() {
        return calls.size();
    }

    public synchronized List<PortCall> calls() {
        return List.copyOf(calls);
    }
}
