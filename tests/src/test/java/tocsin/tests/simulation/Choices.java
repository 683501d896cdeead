package tocsin.tests.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Everything that a seed decides, as a list of numbers. Zero is always what goes well, so that a list with more zeros
 * is a simpler story; past the end of a given list everything goes well.
 */
final class Choices {
    private static final int THOUSAND = 1000;

    private final List<Integer> made = new ArrayList<>();
    private final SplittableRandom random;
    private final List<Integer> given;
    private final boolean replays;

    private Choices(SplittableRandom random, List<Integer> given, boolean replays) {
        this.random = random;
        this.given = given;
        this.replays = replays;
    }

    static Choices of(long seed) {
        return new Choices(new SplittableRandom(seed), List.of(), false);
    }

    static Choices again(List<Integer> choices) {
        return new Choices(new SplittableRandom(0), choices, true);
    }

    /** All that were made, in order. */
    List<Integer> made() {
        return List.copyOf(made);
    }

    /** A number from 0, below the bound. */
    int below(int bound) {
        return next(bound == 1 ? 0 : random.nextInt(bound), bound);
    }

    /** Zero but in so many of a thousand cases; then from 1, below the bound. */
    int rarely(int perMille, int bound) {
        var happens = random.nextInt(THOUSAND) < perMille;
        return next(happens ? 1 + random.nextInt(bound - 1) : 0, bound);
    }

    boolean happens(int perMille) {
        return rarely(perMille, 2) == 1;
    }

    private int next(int drawn, int bound) {
        var position = made.size();
        var choice = !replays ? drawn : position < given.size() ? Math.floorMod(given.get(position), bound) : 0;
        made.add(choice);
        return choice;
    }
}
