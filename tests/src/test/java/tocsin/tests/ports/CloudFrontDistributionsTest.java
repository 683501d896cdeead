package tocsin.tests.ports;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudfront.model.Origin;
import software.amazon.awssdk.services.cloudfront.model.Tag;
import software.amazon.awssdk.services.cloudfront.model.ViewerProtocolPolicy;
import tocsin.cloud.Distributions;
import tocsin.testing.DistributionsContract;

/** AWS's CloudFront keeps the contract; ETags, which moto does not compare, only those of our own show. */
class CloudFrontDistributionsTest extends DistributionsContract {
    private final CloudFrontClient client =
            Moto.started().clients(Region.AWS_GLOBAL.id()).client(CloudFrontClient.builder());
    private final Distributions distributions =
            Moto.started().ports(Map.of()).cloud("a test's").distributions();
    private String id = "";

    @BeforeEach
    void create() {
        id = client.createDistributionWithTags(request ->
                        request.distributionConfigWithTags(all -> all.tags(tags -> tags.items(TAGS.entrySet().stream()
                                        .map(tag -> Tag.builder()
                                                .key(tag.getKey())
                                                .value(tag.getValue())
                                                .build())
                                        .toList()))
                                .distributionConfig(config -> config.callerReference("valine-" + System.nanoTime())
                                        .comment("front end")
                                        .enabled(true)
                                        .origins(origins -> origins.quantity(1)
                                                .items(Origin.builder()
                                                        .id("bucket")
                                                        .domainName("valine-frontend-prod.s3.us-west-2.amazonaws.com")
                                                        .s3OriginConfig(s3 -> s3.originAccessIdentity(""))
                                                        .build()))
                                        .defaultCacheBehavior(behavior -> behavior.targetOriginId("bucket")
                                                .viewerProtocolPolicy(ViewerProtocolPolicy.REDIRECT_TO_HTTPS)))))
                .distribution()
                .id();
        settle();
    }

    @Override
    protected Distributions distributions() {
        return distributions;
    }

    @Override
    protected String distribution() {
        return id;
    }

    /** At moto a distribution is deployed when it has been looked at. */
    @Override
    protected void settle() {
        client.getDistribution(request -> request.id(id));
    }
}
