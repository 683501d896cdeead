package tocsin.incident;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.Digest;
import tocsin.alarm.CloudWatch.Place;

/**
 * What is kept from one sweep over CloudWatch's own list to the next.
 *
 * @param places what became of each place
 * @param lost what is told of as having come by no way; kept before it is taken in, so that a sweep that is cut short
 *     leaves it to the next one to tell
 * @param moreLost how many more, which are not named
 * @param found the same of what was red before Tocsin first looked
 * @param moreFound how many more of these
 */
@Json
public record Reconciled(List<Swept> places, List<String> lost, int moreLost, List<String> found, int moreFound) {
    public static final Reconciled NOTHING = of(List.of(), Named.NONE, Named.NONE);

    public Reconciled {
        places = List.copyOf(places);
        lost = List.copyOf(lost);
        found = List.copyOf(found);
    }

    public static Reconciled of(List<Swept> places, Named lost, Named found) {
        return new Reconciled(places, lost.names(), lost.more(), found.names(), found.more());
    }

    public Named allLost() {
        return new Named(lost, moreLost);
    }

    public Named allFound() {
        return new Named(found, moreFound);
    }

    /** What became of the place the last time; of a new one, that it was never read. */
    public Swept of(Place place) {
        return places.stream()
                .filter(one -> one.isOf(place.account(), place.region()))
                .findFirst()
                .orElse(new Swept(place.account(), place.region(), false, null, 0, false, List.of()));
    }

    /** By what an alarm is known again: its ARN may be long, and thousands may stand. */
    public static String mark(String arn) {
        return Digest.of(arn).substring(0, 12);
    }

    /**
     * A place.
     *
     * @param begun whether all of its alarms were read at least once
     * @param begunAt when they first were; null where that is not known, and long ago
     * @param failures how often in a row they were not
     * @param told whether somebody was told of that
     * @param standing the marks of alarms that stood when they were last listed: what of these is listed no more was
     *     deleted
     */
    @Json
    public record Swept(
            String account,
            String region,
            boolean begun,
            @Nullable Instant begunAt,
            int failures,
            boolean told,
            List<String> standing) {
        public Swept {
            // they were whole ARNs once
            standing = standing.stream()
                    .map(one -> one.startsWith("arn:") ? mark(one) : one)
                    .toList();
        }

        boolean isOf(String otherAccount, String otherRegion) {
            return account.equals(otherAccount) && region.equals(otherRegion);
        }

        /** With more that stood. */
        public Swept standing(Stream<String> more) {
            var all = Stream.concat(standing.stream(), more).distinct().toList();
            return new Swept(account, region, begun, begunAt, failures, told, all);
        }
    }
}
