package tocsin.tests.story;

import java.util.function.Predicate;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.testing.Interference;
import tocsin.testing.PortCall;

/** Something that is not there for a while: its calls have no effect, and fail. */
final class Outage implements Interference {
    private final Predicate<PortCall> which;
    private boolean lasts;

    private Outage(Predicate<PortCall> which) {
        this.which = which;
    }

    static Outage ofTable() {
        return new Outage(call -> call.port().equals("table"));
    }

    void begins() {
        lasts = true;
    }

    void ends() {
        lasts = false;
    }

    @Override
    public void before(PortCall call) {
        if (lasts && which.test(call)) {
            throw new PortFailure(Kind.UNAVAILABLE, "nobody answers " + call);
        }
    }
}
