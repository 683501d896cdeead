package tocsin.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.page.Sns;

/** Mail and SMS through SNS: a topic's in the topic's Region, an SMS in ours. */
final class SnsPublisher implements Sns {
    private static final int REGION_OF_ARN = 3;

    private final Regions<SnsClient> clients;
    private final String region;

    SnsPublisher(Regions<SnsClient> clients, String region) {
        this.clients = clients;
        this.region = region;
    }

    @Override
    public String publish(Publication publication) {
        return switch (publication) {
            case ToTopic topic ->
                publish(
                        regionOf(topic.topicArn()),
                        publication,
                        PublishRequest.builder().topicArn(topic.topicArn()).subject(topic.subject()));
            case ToPhone phone ->
                publish(
                        region,
                        publication,
                        PublishRequest.builder()
                                .phoneNumber(phone.number())
                                .messageAttributes(Map.of(
                                        "AWS.SNS.SMS.SMSType",
                                        MessageAttributeValue.builder()
                                                .dataType("String")
                                                .stringValue("Transactional") // the other sort waits when it is busy
                                                .build())));
        };
    }

    private String publish(String where, Publication publication, PublishRequest.Builder request) {
        return AwsFailures.request(
                        "Publish",
                        () -> clients.in(where)
                                .publish(request.message(publication.text())
                                        .overrideConfiguration(
                                                settings -> settings(settings, publication.timeout(), publication.at()))
                                        .build()))
                .messageId();
    }

    @Override
    public Subscriptions subscriptions(Topic topic) {
        var attributes = AwsFailures.request(
                        "GetTopicAttributes",
                        () -> clients.in(regionOf(topic.arn()))
                                .getTopicAttributes(request -> request.topicArn(topic.arn())
                                        .overrideConfiguration(
                                                settings -> settings(settings, topic.timeout(), topic.at()))))
                .attributes();
        return new Subscriptions(
                Integer.parseInt(attributes.getOrDefault("SubscriptionsConfirmed", "0")),
                Integer.parseInt(attributes.getOrDefault("SubscriptionsPending", "0")));
    }

    private static void settings(AwsRequestOverrideConfiguration.Builder settings, Duration timeout, @Nullable URI at) {
        settings.apiCallTimeout(timeout);
        if (at != null) {
            settings.addPlugin(client -> ((AwsServiceClientConfiguration.Builder) client).endpointOverride(at));
        }
    }

    private static String regionOf(String topicArn) {
        var parts = topicArn.split(":", -1);
        if (parts.length <= REGION_OF_ARN || parts[REGION_OF_ARN].isEmpty()) {
            throw new PortFailure(
                    Kind.REFUSED, "the topic's secret holds no ARN of a topic"); // nor is it told what it holds
        }
        return parts[REGION_OF_ARN];
    }
}
