package tocsin.tests.simulation;

import java.util.ArrayList;
import java.util.List;

/** Development entry. */
final class Simulate {
    public static void main(String[] args) throws Exception {
        var t = Thread.ofVirtual().start(() -> go(args));
        t.join();
    }
    static void go(String[] args) {
        var seeds = Integer.parseInt(args[0]);
        var from = Long.parseLong(args[1]);
        var fault = Fault.valueOf(args[2]);
        var begun = System.nanoTime();
        List<Long> bad = new ArrayList<>();
        for (var seed = from; seed < from + seeds; seed++) {
            var end = Simulation.run(Choices.of(seed), 60, fault);
            if (!end.good()) {
                bad.add(seed);
                System.out.println("seed " + seed + ": " + end.broken());
                if (bad.size() == 1 && args.length > 3) {
                    end.trace().forEach(System.out::println);
                }
                if (bad.size() >= 5) {
                    break;
                }
            } else if (args.length > 4) end.trace().forEach(System.out::println);
        }
        System.out.println(seeds + " seeds, " + bad.size() + " broken, " + (System.nanoTime() - begun) / 1_000_000 + " ms");
    }
}
