package tocsin.tests.bench.coldstart;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One start of one function.
 *
 * @param init until it asked for its first event, ms
 * @param first from the first event's sending to its answer, the start included, ms
 * @param warm the median of the answers after that, ms
 * @param memory the most that the process had in memory, MB
 */
record Measured(double init, double first, double warm, double memory) {
    static double median(List<Measured> all, ToDoubleFunction<Measured> of) {
        return median(all.stream().mapToDouble(of).sorted().toArray());
    }

    /** Of values in order. */
    static double median(double[] sorted) {
        var middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
