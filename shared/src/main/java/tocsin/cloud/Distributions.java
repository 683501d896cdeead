package tocsin.cloud;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import tocsin.alarm.CloudWatch.Place;

/**
 * The distributions of CloudFront: one call is one request of its API. They have no Region; the place names the
 * account.
 */
public interface Distributions {
    /** GetDistribution. */
    DistributionState describe(Place place, String distribution, Duration timeout);

    /** UpdateDistribution of whether it is enabled, and of nothing else, under the ETag that was read. */
    Functions.Changed<DistributionState> enable(
            Place place, String distribution, boolean enabled, String etag, Duration timeout);

    /** CreateInvalidation; the same caller reference and paths give the same one again. */
    Invalidation invalidate(
            Place place, String distribution, String callerReference, List<String> paths, Duration timeout);

    /** GetInvalidation. */
    Invalidation invalidation(Place place, String distribution, String invalidation, Duration timeout);

    /** ListTagsForResource. */
    Map<String, String> tags(Place place, String distributionArn, Duration timeout);

    /**
     * A distribution.
     *
     * @param deployed whether every edge has its last change (Status Deployed, not InProgress)
     * @param domain as "d111111abcdef8.cloudfront.net"
     */
    record DistributionState(String arn, String id, boolean deployed, boolean enabled, String domain, String etag) {}

    /** @param completed whether every edge has forgotten the paths (Status Completed, not InProgress) */
    record Invalidation(String id, boolean completed) {}
}
