package tocsin.local.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** An SNS topic and the queues subscribed to it. */
public final class Topic {
    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final String arn;
    private final List<Subscription> subscriptions;
    private final InstantSource clock;

    /** @param raw whether the message goes without SNS's envelope (RawMessageDelivery) */
    public record Subscription(Delivering to, boolean raw) {}

    public Topic(String arn, List<Subscription> subscriptions, InstantSource clock) {
        this.arn = arn;
        this.subscriptions = List.copyOf(subscriptions);
        this.clock = clock;
    }

    public String arn() {
        return arn;
    }

    /** Publishes; once this returns, every subscribed queue has it on disk. Gives the message's id. */
    public String publish(String message, String subject) {
        return publish(Json.object().put("Subject", subject).put("Message", message));
    }

    /**
     * Publishes what came as a notification of some topic: the same message, under its id and at its time where it has
     * them, since a delivery that SNS repeats has the same.
     */
    String publish(JsonNode notification) {
        var id = text(notification, "MessageId", UUID.randomUUID().toString());
        var message = notification.path("Message");
        var text = message.isTextual() ? message.textValue() : message.toString();
        var envelope =
                Json.object().put("Type", "Notification").put("MessageId", id).put("TopicArn", arn);
        if (notification.path("Subject").isTextual()) {
            envelope.set("Subject", notification.get("Subject"));
        }
        envelope.put("Message", text)
                .put("Timestamp", text(notification, "Timestamp", MILLISECONDS.format(clock.instant())));
        if (notification.path("MessageAttributes").isObject()) {
            envelope.set("MessageAttributes", notification.get("MessageAttributes"));
        }
        for (var subscription : subscriptions) {
            subscription.to().deliver(subscription.raw() ? text : envelope.toString());
        }
        return id;
    }

    private static String text(JsonNode node, String name, String otherwise) {
        return node.path(name).isTextual() ? node.path(name).textValue() : otherwise;
    }
}
