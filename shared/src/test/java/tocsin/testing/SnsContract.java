package tocsin.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.page.Sns;
import tocsin.page.Sns.Publication;
import tocsin.page.Sns.Subscriptions;
import tocsin.page.Sns.ToPhone;
import tocsin.page.Sns.ToTopic;
import tocsin.page.Sns.Topic;

/** What every publisher promises: the one in memory, the one on disk, and SNS. */
public abstract class SnsContract {
    protected static final Duration TIMEOUT = Duration.ofSeconds(20);

    protected abstract Sns sns();

    /** A topic that exists. */
    protected abstract String topicArn();

    /** The texts that reached the topic's subscribers. */
    protected abstract List<String> arrived();

    private void refused(Publication publication) {
        assertThatThrownBy(() -> sns().publish(publication))
                .isInstanceOfSatisfying(
                        PortFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.REFUSED));
    }

    @Test
    void what_is_published_to_a_topic_arrives_and_has_an_id() {
        var first = sns().publish(new ToTopic(topicArn(), "P2 api-42", "it is slow", TIMEOUT));
        var second = sns().publish(new ToTopic(topicArn(), "P2 api-42", "ü", TIMEOUT));

        assertThat(first).isNotBlank().isNotEqualTo(second);
        assertThat(arrived()).containsExactlyInAnyOrder("it is slow", "ü");
    }

    @Test
    protected void a_topic_with_a_subscriber_says_so() {
        assertThat(sns().subscriptions(new Topic(topicArn(), TIMEOUT, null))).isEqualTo(new Subscriptions(1, 0));
    }

    @Test
    void a_telephone_is_sent_to_by_its_number() {
        assertThat(sns().publish(new ToPhone("+4915112345678", "P0 api-42", TIMEOUT)))
                .isNotBlank();
    }

    @Test
    void a_target_or_text_that_is_none_is_refused() {
        refused(new ToTopic("nobody", "s", "text", TIMEOUT));
        refused(new ToTopic(topicArn(), "s".repeat(101), "text", TIMEOUT));
        refused(new ToPhone("0151 12345678", "text", TIMEOUT));
        assertThat(arrived()).isEmpty();
    }
}
