package tocsin.tests.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Makes of the choices of a world that is broken fewer and smaller ones, of which it still is. */
final class Shrinking {
    private final Function<Choices, Simulation.End> world;
    private final long end;
    private Simulation.End best;

    private Shrinking(Function<Choices, Simulation.End> world, Simulation.End broken, Duration most) {
        this.world = world;
        best = broken;
        end = System.nanoTime() + most.toNanos();
    }

    /** The simplest that was found within the time. */
    static Simulation.End shrink(Function<Choices, Simulation.End> world, Simulation.End broken, Duration most) {
        var shrinking = new Shrinking(world, broken, most);
        while (shrinking.isSimpler()) {
            // what is simpler may be made simpler still
        }
        return shrinking.best;
    }

    private boolean isSimpler() {
        var simpler = false;
        for (var size = best.choices().size() / 2; size > 0 && !isOver(); size /= 2) {
            for (var from = 0; from < best.choices().size() && !isOver(); from += size) {
                simpler |= isBroken(without(from, size)) || isBroken(zeroed(from, size));
            }
        }
        for (var position = 0; position < best.choices().size() && !isOver(); position++) {
            simpler |= best.choices().get(position) > 1 && isBroken(lowered(position));
        }
        return simpler && !isOver();
    }

    private boolean isOver() {
        return System.nanoTime() > end;
    }

    private List<Integer> without(int from, int size) {
        var fewer = new ArrayList<>(best.choices());
        fewer.subList(from, Math.min(from + size, fewer.size())).clear();
        return fewer;
    }

    private List<Integer> zeroed(int from, int size) {
        var smaller = new ArrayList<>(best.choices());
        for (var position = from; position < Math.min(from + size, smaller.size()); position++) {
            smaller.set(position, 0);
        }
        return smaller;
    }

    private List<Integer> lowered(int position) {
        var smaller = new ArrayList<>(best.choices());
        smaller.set(position, 1);
        return smaller;
    }

    /** What breaks at all counts, but only where it is told in fewer words. */
    private boolean isBroken(List<Integer> choices) {
        if (choices.equals(best.choices())) {
            return false;
        }
        var end = world.apply(Choices.again(choices));
        if (end.good() || weight(end) >= weight(best)) {
            return false;
        }
        best = end;
        return true;
    }

    /** How much happens in it. */
    private static long weight(Simulation.End end) {
        return 1000L * end.trace().size()
                + end.choices().stream().filter(choice -> choice != 0).count();
    }
}
