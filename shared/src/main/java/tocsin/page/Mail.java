package tocsin.page;

import java.net.URI;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tocsin.config.Reach;
import tocsin.config.Secret;
import tocsin.config.Secrets;

/** Mail to a team by an SNS topic. It has no key: a repeat after an unclear answer may come twice. */
final class Mail implements Sender {
    private static final int LONGEST_SUBJECT = 99;
    private static final int LONGEST_TEXT = 50_000;
    private static final int LONGEST_LABEL = 75;

    private final Sns sns;
    private final Secrets secrets;
    private final Secret topic;
    private final @Nullable URI at;

    Mail(Sns sns, Secrets secrets, Reach reach) {
        this.sns = sns;
        this.secrets = secrets;
        topic = reach.to();
        at = reach.url() == null ? null : URI.create(reach.url());
    }

    @Override
    public Answer send(Event event, Message message, @Nullable String handle, Duration timeout) {
        return Publishing.answer(
                "mail",
                secrets,
                topic,
                arn -> sns.publish(new Sns.ToTopic(arn, subject(message), text(message), timeout, at)));
    }

    /** SNS takes only what begins with a letter, a digit or a punctuation mark. */
    private static String subject(Message message) {
        var subject = Cleaned.ascii(message.summary(), LONGEST_SUBJECT).strip();
        return subject.isEmpty() ? "Tocsin" : subject;
    }

    static String text(Message message) {
        var details = message.details().entrySet().stream()
                .map(detail -> detail.getKey() + ": " + detail.getValue())
                .collect(Collectors.joining("\n"));
        var links = Card.of(Event.TRIGGER, message).links().stream()
                .map(link -> Cleaned.line(link.label(), LONGEST_LABEL) + ": " + link.url() + "\n")
                .collect(Collectors.joining());
        var text = message.summary() + "\n\n" + details + "\n";
        return Cleaned.lines(links.isEmpty() ? text : text + "\n" + links, LONGEST_TEXT);
    }
}
