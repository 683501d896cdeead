package tocsin.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * One after the other, by a clock: what nobody can leave behind is told to have been late by it. The same comes of the
 * same each time.
 */
public record OneByOne(InstantSource clock) implements Together {
    @Override
    public <T> List<Came<T>> all(List<Work<T>> all, int most, Duration within) {
        var came = new ArrayList<Came<T>>();
        var until = clock.instant().plus(within);
        for (var work : all) {
            var left = Duration.between(clock.instant(), until);
            came.add(left.isPositive() ? one(work, work.limit(left)) : new Came.NotBegun<T>());
        }
        return List.copyOf(came);
    }

    private <T> Came<T> one(Work<T> work, Duration limit) {
        var begun = clock.instant();
        try {
            var value = work.what().get();
            var took = since(begun);
            return took.compareTo(limit) > 0 ? new Came.Late<>(limit) : new Came.Done<>(value, took);
        } catch (RuntimeException failure) {
            var took = since(begun);
            return took.compareTo(limit) > 0 ? new Came.Late<>(limit) : new Came.Failed<>(failure, took);
        }
    }

    private Duration since(Instant begun) {
        return Duration.between(begun, clock.instant());
    }
}
