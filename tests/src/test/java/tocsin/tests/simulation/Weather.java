package tocsin.tests.simulation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.testing.Crash;
import tocsin.testing.FaultyTable;
import tocsin.testing.FaultyTable.Fault;
import tocsin.testing.Interference;
import tocsin.testing.PortCall;

/** What goes wrong with the calls of ports, and who goes on at each of them. */
final class Weather implements Interference, FaultyTable.Faults {
    /** Of a thousand calls, in each of the climates. */
    private static final int[] CRASHES = {3, 0, 12};

    private static final int[] FAILURES = {15, 0, 60};
    private static final int[] DELAYS = {4, 0, 25};

    /** What an API refuses, and has done nothing. */
    private static final List<Kind> BEFORE = List.of(Kind.UNAVAILABLE, Kind.THROTTLED, Kind.CONFLICT);

    /** In steps of the world: beyond the time that any function has, and any lease. */
    private static final int LONGEST_DELAY = 13;

    private final Choices choices;
    private final Turns turns;
    private final Trace trace;
    private final InstantSource clock;
    private final int crashes;
    private final int failures;
    private final int delays;
    private boolean bad;
    private boolean tableDown;
    private Instant tableDownSince = Instant.MIN;
    private int doubts;

    Weather(Choices choices, Turns turns, Trace trace, InstantSource clock) {
        this.choices = choices;
        this.turns = turns;
        this.trace = trace;
        this.clock = clock;
        crashes = CRASHES[choices.below(CRASHES.length)];
        failures = FAILURES[choices.below(FAILURES.length)];
        delays = DELAYS[choices.below(DELAYS.length)];
    }

    void bad(boolean now) {
        bad = now;
    }

    void tableDown(boolean now) {
        tableDown = now;
        tableDownSince = clock.instant();
    }

    boolean isTableDown() {
        return tableDown;
    }

    Instant tableDownSince() {
        return tableDownSince;
    }

    /** How often NOTIFY could not know whether something was done. */
    int doubts() {
        return doubts;
    }

    @Override
    public void before(PortCall call) {
        turns.letOthers(bad ? choices.rarely(delays, LONGEST_DELAY) : 0);
        trace.add(turns.now() + " " + call.port() + "." + call.method());
        if (turns.isOutOfTime() && !arrivesLate(call)) {
            throw crash("out of time before", call);
        }
        if (bad && choices.happens(crashes)) {
            throw crash("before", call);
        }
        if (bad && mayFail(call) && choices.happens(failures)) {
            throw failure(BEFORE.get(choices.below(BEFORE.size())), call);
        }
        if (call.port().equals("table")) {
            turns.leave();
        }
    }

    @Override
    public void after(PortCall call) {
        turns.letOthers(bad ? choices.rarely(delays, LONGEST_DELAY) : 0);
        if (turns.isOutOfTime()) {
            throw crash("out of time after", call);
        }
        if (bad && choices.happens(crashes)) {
            throw crash("after", call);
        }
        if (bad && mayFail(call) && choices.happens(failures)) {
            throw failure(Kind.UNCLEAR, call);
        }
    }

    /** Who sent it is no more, and yet it comes through. */
    private boolean arrivesLate(PortCall call) {
        var late = call.port().equals("table") && writes(call.method()) && choices.happens(500);
        if (late) {
            trace.tell(clock.instant(), "comes late: " + call.method() + " of " + turns.now());
        }
        return late;
    }

    private Crash crash(String when, PortCall call) {
        happened(when + " " + call.port() + "." + call.method());
        return new Crash(when + " " + call);
    }

    private PortFailure failure(Kind kind, PortCall call) {
        happened(kind + " at " + call.port() + "." + call.method());
        return new PortFailure(kind, "injected at " + call);
    }

    private void happened(String what) {
        doubts += turns.now().equals("notify") ? 1 : 0;
        trace.tell(clock.instant(), turns.now() + ": " + what);
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
        var fault = switch (bad ? choices.rarely(2 * failures, 7) : 0) {
            case 1 -> Fault.THROTTLED;
            case 2 -> Fault.UNAVAILABLE;
            case 3 -> Fault.UNCLEAR_NOT_DONE;
            case 4 -> Fault.UNCLEAR_THOUGH_DONE;
            case 5 -> writes(method) ? Fault.CONFLICT : Fault.NONE;
            case 6 -> Fault.HALF_READ;
            default -> Fault.NONE;
        };
        if (fault != Fault.NONE) {
            happened(fault + " at table." + method);
        }
        return fault;
    }

    private static boolean writes(String method) {
        return method.equals("write") || method.equals("transact");
    }
}
