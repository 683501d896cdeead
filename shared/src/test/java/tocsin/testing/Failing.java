package tocsin.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;

/**
 * Fails calls as a wire fails: what is UNCLEAR may be lost on the way there or on the way back, everything else has
 * not been done.
 */
public final class Failing implements Interference {
    private final Predicate<PortCall> which;
    private final Kind kind;
    private final boolean done;
    private final List<PortCall> failed = new ArrayList<>();

    private Failing(Predicate<PortCall> which, Kind kind, boolean done) {
        this.which = which;
        this.kind = kind;
        this.done = done;
    }

    /** These calls have no effect, and fail so. */
    public static Failing notDone(Kind kind, Predicate<PortCall> which) {
        return new Failing(which, kind, false);
    }

    /** These calls have their effect, and then no answer comes: a timeout after the commit. */
    public static Failing unclearThoughDone(Predicate<PortCall> which) {
        return new Failing(which, Kind.UNCLEAR, true);
    }

    public synchronized List<PortCall> failed() {
        return List.copyOf(failed);
    }

    @Override
    public void before(PortCall call) {
        if (!done) {
            failWhere(call);
        }
    }

    @Override
    public void after(PortCall call) {
        if (done) {
            failWhere(call);
        }
    }

    private synchronized void failWhere(PortCall call) {
        if (which.test(call)) {
            failed.add(call);
            throw new PortFailure(kind, "injected at " + call);
        }
    }
}
