package tocsin.local.product;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Distributions;
import tocsin.cloud.Functions.Changed;
import tocsin.cloud.Instances;

/**
 * CloudFront's control of the product's distributions, by its rules: each change gives another ETag, asks for the one
 * that was read, and reaches the edges in its own time; who asks for the same invalidation again gets it again.
 */
public final class PretendDistributions implements Distributions {
    private final InstantSource clock;
    private final Duration takes;
    private final Map<String, Distribution> distributions = new TreeMap<>();
    private final Map<String, Asked> invalidations = new LinkedHashMap<>();

    private record Distribution(boolean enabled, int version, Instant deployedAt, Map<String, String> tags) {}

    private record Asked(String distribution, List<String> paths, Instant completedAt) {}

    /** @param takes how long a change, or an invalidation, is on its way to the edges */
    public PretendDistributions(InstantSource clock, Duration takes) {
        this.clock = clock;
        this.takes = takes;
    }

    /** Makes one that is enabled and deployed. */
    public synchronized void create(String distribution, Map<String, String> tags) {
        distributions.put(distribution, new Distribution(true, 1, Instant.MIN, Instances.sorted(tags)));
    }

    /** Somebody disables it, or enables it, in the console. */
    public synchronized void set(String distribution, boolean enabled) {
        var now = of(distribution);
        distributions.put(distribution, new Distribution(enabled, now.version() + 1, Instant.MIN, now.tags()));
    }

    /** How often the edges were told to forget something. */
    public synchronized int invalidations() {
        return invalidations.size();
    }

    @Override
    public synchronized DistributionState describe(Place place, String distribution, Duration timeout) {
        var found = of(distribution);
        return new DistributionState(
                "arn:aws:cloudfront::" + place.account() + ":distribution/" + distribution,
                distribution,
                !clock.instant().isBefore(found.deployedAt()),
                found.enabled(),
                "d111111abcdef8.cloudfront.net",
                etag(found));
    }

    private static String etag(Distribution distribution) {
        return "E" + distribution.version();
    }

    @Override
    public synchronized Changed<DistributionState> enable(
            Place place, String distribution, boolean enabled, String etag, Duration timeout) {
        var found = of(distribution);
        if (!etag(found).equals(etag)) {
            return new Changed.Moved<>("the ETag is another one by now");
        }
        var until = clock.instant().plus(takes);
        distributions.put(distribution, new Distribution(enabled, found.version() + 1, until, found.tags()));
        return new Changed.Done<>(describe(place, distribution, timeout));
    }

    @Override
    public synchronized Invalidation invalidate(
            Place place, String distribution, String callerReference, List<String> paths, Duration timeout) {
        of(distribution);
        var id = "I" + distribution + "-" + callerReference;
        var known = invalidations.get(id);
        if (known != null && !known.paths().equals(paths)) {
            throw new PortFailure(Kind.REFUSED, "the caller reference stands for other paths");
        }
        invalidations.putIfAbsent(
                id, new Asked(distribution, List.copyOf(paths), clock.instant().plus(takes)));
        return invalidation(place, distribution, id, timeout);
    }

    @Override
    public synchronized Invalidation invalidation(
            Place place, String distribution, String invalidation, Duration timeout) {
        var asked = invalidations.get(invalidation);
        if (asked == null) {
            throw new PortFailure(Kind.REFUSED, "no invalidation '" + invalidation + "'");
        }
        return new Invalidation(invalidation, !clock.instant().isBefore(asked.completedAt()));
    }

    @Override
    public synchronized Map<String, String> tags(Place place, String distributionArn, Duration timeout) {
        return of(distributionArn.substring(distributionArn.lastIndexOf('/') + 1))
                .tags();
    }

    private Distribution of(String distribution) {
        var found = distributions.get(distribution);
        if (found == null) {
            throw new PortFailure(Kind.REFUSED, "no distribution '" + distribution + "'");
        }
        return found;
    }
}
