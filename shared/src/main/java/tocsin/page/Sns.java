package tocsin.page;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Mail and SMS through Amazon SNS: one call is one Publish. */
public interface Sns {
    /**
     * Publishes, and gives the message's id.
     *
     * @throws tocsin.PortFailure REFUSED where the target or the text is not accepted
     */
    String publish(Publication publication);

    /**
     * How many get what is published to a topic, and how many would if they confirmed it.
     *
     * @throws tocsin.PortFailure REFUSED where there is no such topic, or it may not be looked at
     */
    Subscriptions subscriptions(Topic topic);

    /**
     * A topic to look at.
     *
     * @param at where SNS is, or something that stands in for it; null for AWS's own
     */
    record Topic(String arn, Duration timeout, @Nullable URI at) {}

    /** Those of a topic: who waits to be confirmed gets nothing. */
    record Subscriptions(int confirmed, int pending) {}

    /** What is published, and to whom. */
    sealed interface Publication {
        String text();

        Duration timeout();

        /** Where SNS is, or something that stands in for it; null for AWS's own. */
        @Nullable URI at();
    }

    /**
     * To all subscribers of a topic.
     *
     * @param subject at most 100 characters of ASCII, for those who get it by mail
     */
    record ToTopic(
            String topicArn,
            String subject,
            String text,
            Duration timeout,
            @Nullable URI at) implements Publication {
        public ToTopic(String topicArn, String subject, String text, Duration timeout) {
            this(topicArn, subject, text, timeout, null);
        }
    }

    /**
     * To one telephone by SMS.
     *
     * @param number in the form of E.164
     */
    record ToPhone(
            String number,
            String text,
            Duration timeout,
            @Nullable URI at) implements Publication {
        public ToPhone(String number, String text, Duration timeout) {
            this(number, text, timeout, null);
        }
    }
}
