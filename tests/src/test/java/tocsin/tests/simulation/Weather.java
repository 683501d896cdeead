package tocsin.tests.simulation;

import java.util.Locale;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.testing.Crash;
import tocsin.testing.FaultyTable;
import tocsin.testing.FaultyTable.Fault;
import tocsin.testing.Interference;
import tocsin.testing.PortCall;

/** What goes wrong with the calls of ports, and who goes on at each of them. */
final class Weather implements Interference, FaultyTable.Faults {
    private static final int CRASHES = 3;
    private static final int FAILS = 15;
    private static final int SLOW = 4;
    private static final int SLOWEST = 4;

    private final Choices choices;
    private final Turns turns;
    private final Trace trace;
    private boolean bad;
    private boolean tableDown;

    Weather(Choices choices, Turns turns, Trace trace) {
        this.choices = choices;
        this.turns = turns;
        this.trace = trace;
    }

    void bad(boolean now) {
        bad = now;
    }

    void tableDown(boolean now) {
        tableDown = now;
    }

    boolean isTableDown() {
        return tableDown;
    }

    @Override
    public void before(PortCall call) {
        turns.yield(bad ? choices.rarely(SLOW, SLOWEST) : 0);
        trace.add(call.port() + "." + call.method());
        if (bad && choices.happens(CRASHES)) {
            throw new Crash("before " + call);
        }
        if (bad && mayFail(call) && choices.happens(FAILS)) {
            throw new PortFailure(choices.below(2) == 0 ? Kind.UNAVAILABLE : Kind.THROTTLED, "injected at " + call);
        }
    }

    @Override
    public void after(PortCall call) {
        turns.yield(0);
        if (bad && choices.happens(CRASHES)) {
            throw new Crash("after " + call);
        }
        if (bad && mayFail(call) && choices.happens(FAILS)) {
            throw new PortFailure(Kind.UNCLEAR, "no answer of " + call);
        }
    }

    /** The table has its own faults. */
    private static boolean mayFail(PortCall call) {
        return !call.port().equals("table");
    }

    @Override
    public Fault of(int index, String method) {
        if (tableDown) {
            return Fault.UNAVAILABLE;
        }
        var fault = bad ? choices.rarely(2 * FAILS, 7) : 0;
        return switch (fault) {
            case 1 -> Fault.THROTTLED;
            case 2 -> Fault.UNAVAILABLE;
            case 3 -> Fault.UNCLEAR_NOT_DONE;
            case 4 -> Fault.UNCLEAR_THOUGH_DONE;
            case 5 -> writes(method) ? Fault.CONFLICT : Fault.NONE;
            case 6 -> Fault.HALF_READ;
            default -> Fault.NONE;
        };
    }

    private static boolean writes(String method) {
        return method.toLowerCase(Locale.ROOT).matches("write|transact");
    }
}
