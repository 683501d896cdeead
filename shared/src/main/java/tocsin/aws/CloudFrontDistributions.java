package tocsin.aws;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudfront.model.CloudFrontException;
import software.amazon.awssdk.services.cloudfront.model.Distribution;
import software.amazon.awssdk.services.cloudfront.model.InvalidIfMatchVersionException;
import software.amazon.awssdk.services.cloudfront.model.PreconditionFailedException;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Distributions;
import tocsin.cloud.Functions.Changed;
import tocsin.cloud.Instances;

/** The product's distributions, through CloudFront's API, which has one address for all Regions. */
final class CloudFrontDistributions implements Distributions {
    private final Regions<CloudFrontClient> clients;
    private final Session session;

    CloudFrontDistributions(Regions<CloudFrontClient> clients, Session session) {
        this.clients = clients;
        this.session = session;
    }

    private CloudFrontClient at(Place place) {
        return clients.at(new Place(place.account(), Region.AWS_GLOBAL.id()));
    }

    @Override
    public DistributionState describe(Place place, String distribution, Duration timeout) {
        var found = AwsFailures.request(
                "GetDistribution of " + distribution,
                () -> at(place)
                        .getDistribution(request ->
                                request.id(distribution).overrideConfiguration(session.within(place, timeout))));
        return state(found.distribution(), found.eTag());
    }

    /**
     * CloudFront takes a configuration only as a whole: it is read, one word of it changed, and written under the ETag
     * that the caller knows. What a later CloudFront adds to it, this SDK neither reads nor writes.
     */
    @Override
    public Changed<DistributionState> enable(
            Place place, String distribution, boolean enabled, String etag, Duration timeout) {
        var read = AwsFailures.request(
                "GetDistributionConfig of " + distribution,
                () -> at(place)
                        .getDistributionConfig(request ->
                                request.id(distribution).overrideConfiguration(session.within(place, timeout))));
        if (!read.eTag().equals(etag)) {
            return new Changed.Moved<>("its ETag is " + read.eTag() + " by now");
        }
        var config = read.distributionConfig().toBuilder().enabled(enabled).build();
        var what = "UpdateDistribution of " + distribution;
        try {
            var written = AwsFailures.request(
                    what,
                    () -> at(place)
                            .updateDistribution(request -> request.id(distribution)
                                    .distributionConfig(config)
                                    .ifMatch(etag)
                                    .overrideConfiguration(session.within(place, timeout))),
                    CloudFrontException.class);
            return new Changed.Done<>(state(written.distribution(), written.eTag()));
        } catch (CloudFrontException failure) {
            if (failure instanceof PreconditionFailedException || failure instanceof InvalidIfMatchVersionException) {
                return new Changed.Moved<>("its ETag is another by now");
            }
            throw AwsFailures.of(what, failure);
        }
    }

    @Override
    public Invalidation invalidate(
            Place place, String distribution, String callerReference, List<String> paths, Duration timeout) {
        return read(AwsFailures.request(
                        "CreateInvalidation of " + distribution,
                        () -> at(place)
                                .createInvalidation(request -> request.distributionId(distribution)
                                        .invalidationBatch(batch -> batch.callerReference(callerReference)
                                                .paths(all -> all.quantity(paths.size())
                                                        .items(paths)))
                                        .overrideConfiguration(session.within(place, timeout))))
                .invalidation());
    }

    @Override
    public Invalidation invalidation(Place place, String distribution, String invalidation, Duration timeout) {
        return read(AwsFailures.request(
                        "GetInvalidation of " + distribution,
                        () -> at(place)
                                .getInvalidation(request -> request.distributionId(distribution)
                                        .id(invalidation)
                                        .overrideConfiguration(session.within(place, timeout))))
                .invalidation());
    }

    @Override
    public Map<String, String> tags(Place place, String distributionArn, Duration timeout) {
        var tags = new TreeMap<String, String>();
        AwsFailures.request(
                        "ListTagsForResource of " + distributionArn,
                        () -> at(place)
                                .listTagsForResource(request -> request.resource(distributionArn)
                                        .overrideConfiguration(session.within(place, timeout))))
                .tags()
                .items()
                .forEach(tag -> tags.put(tag.key(), tag.value()));
        return Instances.sorted(tags);
    }

    private static Invalidation read(software.amazon.awssdk.services.cloudfront.model.Invalidation invalidation) {
        return new Invalidation(invalidation.id(), "Completed".equalsIgnoreCase(invalidation.status()));
    }

    private static DistributionState state(Distribution distribution, String etag) {
        return new DistributionState(
                distribution.arn(),
                distribution.id(),
                "Deployed".equals(distribution.status()),
                Boolean.TRUE.equals(distribution.distributionConfig().enabled()),
                distribution.domainName(),
                etag);
    }
}
