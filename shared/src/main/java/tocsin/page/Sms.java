package tocsin.page;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tocsin.config.Reach;
import tocsin.config.Secret;
import tocsin.config.Secrets;

/** A text message to one person's telephone by SNS. It has no key: a repeat after an unclear answer rings again. */
final class Sms implements Sender {
    private static final int LONGEST = 1_600;
    private static final int LONGEST_SUMMARY = 400;

    private final Sns sns;
    private final Secrets secrets;
    private final Secret number;
    private final @Nullable URI at;

    Sms(Sns sns, Secrets secrets, Reach reach) {
        this.sns = sns;
        this.secrets = secrets;
        number = reach.to();
        at = reach.url() == null ? null : URI.create(reach.url());
    }

    @Override
    public Answer send(Event event, Message message, @Nullable String handle, Duration timeout) {
        return Publishing.answer(
                "sms", secrets, number, to -> sns.publish(new Sns.ToPhone(to, text(message), timeout, at)));
    }

    private static String text(Message message) {
        var summary = Cleaned.line(message.summary(), LONGEST_SUMMARY);
        var incident = Cleaned.line(message.incident(), 100);
        var text = (summary.isEmpty() ? incident : summary) + "\ntocsin ack " + incident;
        return message.links().stream()
                .filter(link -> link.kind() == Button.Kind.ACKNOWLEDGE && link.shown())
                .map(link -> text + "\n" + link.url())
                .filter(whole -> Cleaned.bytes(whole, LONGEST).equals(whole)) // half an address leads nowhere
                .findFirst()
                .orElseGet(() -> Cleaned.bytes(text, LONGEST));
    }
}
