package tocsin.tests.bench;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/** How much there was of everything that has a price, by the price's name. */
final class Amounts {
    private final Map<String, Double> amounts = new TreeMap<>();

    void add(String name, double amount) {
        amounts.merge(name, amount, Double::sum);
    }

    double of(String name) {
        return amounts.getOrDefault(name, 0.0);
    }

    Set<String> names() {
        return amounts.keySet();
    }

    Amounts plus(Amounts more) {
        return with(more, Double::sum);
    }

    /** Without the others; what was measured anew may come out a little less than nothing, which is nothing. */
    Amounts without(Amounts less) {
        return with(less.times(-1), Double::sum).atLeastNothing();
    }

    Amounts times(double factor) {
        var scaled = new Amounts();
        amounts.forEach((name, amount) -> scaled.add(name, amount * factor));
        return scaled;
    }

    private Amounts with(Amounts others, BinaryOperator<Double> how) {
        var all = new Amounts();
        all.amounts.putAll(amounts);
        others.amounts.forEach((name, amount) -> all.amounts.merge(name, amount, how));
        return all;
    }

    private Amounts atLeastNothing() {
        var some = new Amounts();
        amounts.forEach((name, amount) -> some.add(name, Math.max(0, amount)));
        return some;
    }
}
