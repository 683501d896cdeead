package tocsin.tests.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.page.Sns;
import tocsin.page.Sns.Subscriptions;
import tocsin.page.Sns.ToTopic;
import tocsin.page.Sns.Topic;
import tocsin.testing.SnsContract;

/** SNS keeps the contract of the publisher; what arrives is read from a queue that is subscribed. */
class SnsPublisherTest extends SnsContract {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final SqsClient sqs = Moto.started().clients().client(SqsClient.builder());
    private final SnsClient client = Moto.started().clients().client(SnsClient.builder());
    private final String name = "notices" + NUMBER.incrementAndGet();
    private final String topicArn =
            client.createTopic(request -> request.name(name)).topicArn();
    private final String queueUrl =
            sqs.createQueue(request -> request.queueName(name)).queueUrl();
    private final Sns sns = Moto.started().ports(Map.of()).sns();

    SnsPublisherTest() {
        client.subscribe(request -> request.topicArn(topicArn)
                .protocol("sqs")
                .endpoint("arn:aws:sqs:" + Moto.REGION + ":" + Moto.ACCOUNT + ":" + name)
                .attributes(Map.of("RawMessageDelivery", "true")));
    }

    @Test
    void a_topic_that_nobody_made_is_refused() {
        var publication = new ToTopic(topicArn + "-of-nobody", "s", "text", Duration.ofSeconds(20));

        assertThatThrownBy(() -> sns.publish(publication))
                .isInstanceOfSatisfying(
                        PortFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.REFUSED));
    }

    /** moto counts no subscriptions: that it is asked rightly is what can be seen here. */
    @Test
    @Override
    protected void a_topic_with_a_subscriber_says_so() {
        assertThat(sns().subscriptions(new Topic(topicArn(), Duration.ofSeconds(20), null)))
                .isEqualTo(new Subscriptions(0, 0));
    }

    @Override
    protected Sns sns() {
        return sns;
    }

    @Override
    protected String topicArn() {
        return topicArn;
    }

    @Override
    protected List<String> arrived() {
        return sqs.receiveMessage(request -> request.queueUrl(queueUrl).maxNumberOfMessages(10)).messages().stream()
                .map(Message::body)
                .toList();
    }
}
