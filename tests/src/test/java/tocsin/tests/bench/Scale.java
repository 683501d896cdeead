package tocsin.tests.bench;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A logarithmic scale over whole powers of ten: where on a line of pixels a value stands.
 *
 * @param lowest the power of ten at its beginning
 * @param highest the power of ten at its end
 */
record Scale(int lowest, int highest, double begin, double end) {
    Scale {
        if (highest <= lowest) {
            throw new IllegalArgumentException("a scale from 10^" + lowest + " to 10^" + highest);
        }
    }

    /** The shortest that has room for all the values, which are above 0. */
    static Scale over(DoubleStream values, double begin, double end) {
        var all = values.summaryStatistics();
        if (all.getCount() == 0 || all.getMin() <= 0) {
            throw new IllegalArgumentException("no logarithm: " + all);
        }
        var lowest = (int) Math.floor(Math.log10(all.getMin()));
        var highest = (int) Math.ceil(Math.log10(all.getMax()));
        return new Scale(lowest, Math.max(highest, lowest + 1), begin, end);
    }

    double at(double value) {
        return begin + (end - begin) * (Math.log10(value) - lowest) / (highest - lowest);
    }

    /** Each power of ten on it. */
    List<Double> ticks() {
        return IntStream.rangeClosed(lowest, highest)
                .mapToObj(power -> Math.pow(10, power))
                .toList();
    }
}
