package tocsin.testing;

import java.util.Locale;

/** Crashes once, at the call with the index, before or after its effect; later calls go through. */
public final class CrashAt implements Interference {
    private final int index;
    private final Moment moment;
    private boolean crashed;

    public enum Moment {
        BEFORE,
        AFTER
    }

    public CrashAt(int index, Moment moment) {
        this.index = index;
        this.moment = moment;
    }

    /** Whether it came to the crash: a test that did not get there has shown nothing. */
    public synchronized boolean crashed() {
        return crashed;
    }

    @Override
    public void before(PortCall call) {
        crashWhere(Moment.BEFORE, call);
    }

    @Override
    public void after(PortCall call) {
        crashWhere(Moment.AFTER, call);
    }

    private synchronized void crashWhere(Moment now, PortCall call) {
        if (!crashed && now == moment && call.index() == index) {
            crashed = true;
            throw new Crash(moment.name().toLowerCase(Locale.ROOT) + " " + call);
        }
    }
}
