package tocsin.oncall;

import io.avaje.jsonb.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Whom a page reaches, one step after another, until somebody acknowledges it. It has no end: its last step, which is
 * for everyone, comes again and again.
 */
@Json
public record Ladder(List<Step> steps) {
    /** The word for all people of the configuration. */
    public static final String EVERYONE = "everyone";

    /** What holds where a team has said nothing. */
    public static final Ladder USUAL = new Ladder(List.of(new Step(EVERYONE, Duration.ofMinutes(10))));

    public Ladder {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || !steps.getLast().to().equals(EVERYONE)) {
            throw new IllegalArgumentException("a ladder that does not end at everyone: " + steps);
        }
    }

    /**
     * Whom the page reaches at this step, the first being 0, and how long it waits before the next. A step for a rota
     * that nobody has is passed over, so that a hole delays nobody.
     */
    public Rung rung(int step, Instant at, Roster roster) {
        for (var next = step; next < steps.size() - 1; next++) {
            var people = people(steps.get(next).to(), at, roster);
            if (!people.isEmpty()) {
                return new Rung(next, people, steps.get(next).lasts());
            }
        }
        return new Rung(
                Math.max(step, steps.size() - 1),
                roster.people(),
                steps.getLast().lasts());
    }

    private static List<String> people(String to, Instant at, Roster roster) {
        if (to.equals(EVERYONE)) {
            return roster.people();
        }
        if (roster.rota(to).isPresent()) {
            return roster.onCall(to, at).stream().toList();
        }
        return roster.people().contains(to) ? List.of(to) : List.of();
    }

    /**
     * One step.
     *
     * @param to a rota, a person, or {@link #EVERYONE}
     * @param lasts how long it is waited for an acknowledgement before the next step; of the last: before it again
     */
    @Json
    public record Step(String to, Duration lasts) {}

    /**
     * A step with the people that it means now.
     *
     * @param step its number; the next one is asked for with one more
     * @param people at least one, where there is anybody
     * @param lasts how long it is waited before the next
     */
    public record Rung(int step, List<String> people, Duration lasts) {
        public Rung {
            people = List.copyOf(people);
        }
    }
}
