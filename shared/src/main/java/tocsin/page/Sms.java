package tocsin.page;

import java.time.Duration;
import tocsin.config.Secret;
import tocsin.config.Secrets;

/** A text message to one person's telephone by SNS. It has no key: a repeat after an unclear answer rings again. */
final class Sms implements Sender {
    private static final int LONGEST = 1_600;
    private static final int LONGEST_SUMMARY = 400;

    private final Sns sns;
    private final Secrets secrets;
    private final Secret number;

    Sms(Sns sns, Secrets secrets, Secret number) {
        this.sns = sns;
        this.secrets = secrets;
        this.number = number;
    }

    @Override
    public Answer send(Event event, Message message, Duration timeout) {
        return Publishing.answer(
                "sms", secrets, number, to -> sns.publish(new Sns.ToPhone(to, text(message), timeout)));
    }

    private static String text(Message message) {
        var summary = Cleaned.line(message.summary(), LONGEST_SUMMARY);
        var incident = Cleaned.line(message.incident(), 100);
        return Cleaned.bytes((summary.isEmpty() ? incident : summary) + "\ntocsin ack " + incident, LONGEST);
    }
}
