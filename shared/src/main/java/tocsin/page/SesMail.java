package tocsin.page;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.config.Reach;
import tocsin.config.Secret;
import tocsin.config.Secrets;
import tocsin.config.SesIdentity;

/**
 * Mail by SES, in plain and HTML; what is mailed of one incident is one thread. It has no key: a repeat after an
 * unclear answer may come twice.
 */
final class SesMail implements Sender {
    private static final int LONGEST_SUBJECT = 200;

    private final Ses ses;
    private final Secrets secrets;
    private final SesIdentity identity;
    private final Secret to;
    private final @Nullable URI at;

    SesMail(Ses ses, Secrets secrets, SesIdentity identity, Reach reach) {
        this.ses = ses;
        this.secrets = secrets;
        this.identity = identity;
        to = reach.to();
        at = reach.url() == null ? null : URI.create(reach.url());
    }

    @Override
    public Answer send(Event event, Message message, @Nullable String handle, Duration timeout) {
        List<String> receivers;
        try {
            receivers = receivers(secrets.secret(to.name()));
        } catch (PortFailure failure) {
            return new Answer.Later("whom to reach by mail cannot be read: " + failure.getMessage(), null);
        }
        if (receivers.isEmpty() || !receivers.stream().allMatch(SesLimits::isAddress)) {
            return new Answer.Refused("the secret " + to.name() + " holds no mail addresses with commas between, and"
                    + " channels.mail says that SES sends");
        }
        try {
            var id = ses.send(new Ses.Envelope(
                    identity.from(), receivers, mail(event, message, receivers), timeout, identity.region(), at));
            return new Answer.Confirmed("SES: " + id);
        } catch (PortFailure failure) {
            return failed(failure, receivers);
        }
    }

    @Override
    public boolean draws() {
        return true;
    }

    private static List<String> receivers(String secret) {
        return Arrays.stream(secret.strip().split("[,;\\s]+"))
                .filter(address -> !address.isEmpty())
                .toList();
    }

    private static Answer failed(PortFailure failure, List<String> receivers) {
        var says = String.valueOf(failure.getMessage());
        for (var receiver : receivers) {
            says = Veiled.text(says, receiver); // SES quotes the address that it refuses
        }
        return switch (failure.kind()) {
            case UNCLEAR -> new Answer.Unclear("SES gave no answer: " + says);
            case REFUSED -> new Answer.Refused("SES refuses the mail: " + says + why(says));
            case THROTTLED, CONFLICT, UNAVAILABLE -> new Answer.Later("SES is not there: " + says, null);
        };
    }

    /** What a person cannot know from SES's own words. */
    private static String why(String says) {
        return says.contains("not verified")
                ? "; a sender is to be verified there, and while the account is in the sandbox each receiver too"
                : "";
    }

    private String mail(Event event, Message message, List<String> receivers) {
        var thread = thread(message);
        var mail = new Mime()
                .header("From", "Tocsin <" + identity.from() + ">")
                .addresses("To", receivers)
                .text("Subject", subject(message))
                .header("In-Reply-To", thread)
                .header("References", thread)
                .header("Auto-Submitted", "auto-generated"); // nobody's absence answers it
        var pictures = Optional.ofNullable(message.picture())
                .map(png -> new Mime.Picture(MailPage.PICTURE, "metric.png", png))
                .stream()
                .toList();
        return mail.mail(Mail.text(message), MailPage.of(Card.of(event, message), !pictures.isEmpty()), pictures);
    }

    private static String subject(Message message) {
        var subject = Cleaned.line(message.summary(), LONGEST_SUBJECT).strip();
        return subject.isEmpty() ? "Tocsin" : subject;
    }

    /** A message that was never sent, and to which all that is mailed of an incident answers: SES gives each its id. */
    private String thread(Message message) {
        var name = (message.service() + "." + message.incident()).replaceAll("[^A-Za-z0-9-]+", ".");
        return "<" + Cleaned.bytes(name, 200)
                + identity.from().substring(identity.from().indexOf('@')) + ">";
    }
}
