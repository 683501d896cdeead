package tocsin.incident;

import io.avaje.jsonb.Json;
import java.util.List;
import tocsin.alarm.CloudWatch.Place;

/**
 * What is kept from one sweep over CloudWatch's own list to the next.
 *
 * @param places what became of each place
 * @param lost what is told of as having come by no way; kept before it is taken in, so that a sweep that is cut short
 *     leaves it to the next one to tell
 * @param found the same of what was red before Tocsin first looked
 */
@Json
public record Reconciled(List<Swept> places, List<String> lost, List<String> found) {
    public static final Reconciled NOTHING = new Reconciled(List.of(), List.of(), List.of());

    public Reconciled {
        places = List.copyOf(places);
        lost = List.copyOf(lost);
        found = List.copyOf(found);
    }

    /** What became of the place the last time; of a new one, that it was never read. */
    public Swept of(Place place) {
        return places.stream()
                .filter(one ->
                        one.account().equals(place.account()) && one.region().equals(place.region()))
                .findFirst()
                .orElse(new Swept(place.account(), place.region(), false, 0, false, List.of()));
    }

    /**
     * A place.
     *
     * @param begun whether all of its alarms were read at least once
     * @param failures how often in a row they were not
     * @param told whether somebody was told of that
     * @param standing the ARNs of alarms that stood when they were last listed: what of these is listed no more was
     *     deleted
     */
    @Json
    public record Swept(
            String account, String region, boolean begun, int failures, boolean told, List<String> standing) {
        public Swept {
            standing = List.copyOf(standing);
        }
    }
}
