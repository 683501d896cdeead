package tocsin.page;

import java.util.regex.Pattern;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;

/** What SES refuses, whoever sends it: not asked of SES, and refused by each that stands in for it. */
public final class SesLimits {
    /** Of receivers in one message. */
    static final int MOST_RECEIVERS = 50;

    /** Before it is encoded for the wire; SES takes 40 MB after that. */
    private static final int LONGEST_MESSAGE = 29_000_000;

    /** An address as it is written without name, comment and quotes: what is stranger is taken for a mistake. */
    static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?");

    private static final Pattern ASCII = Pattern.compile("[\\t\\r\\n -~]*");

    private SesLimits() {}

    public static void check(Ses.Envelope envelope) {
        refuse(!isAddress(envelope.from()), "a sender that is no address");
        refuse(envelope.to().isEmpty(), "a mail to nobody");
        refuse(envelope.to().size() > MOST_RECEIVERS, "more than " + MOST_RECEIVERS + " receivers");
        refuse(!envelope.to().stream().allMatch(SesLimits::isAddress), "a receiver that is no address");
        refuse(envelope.message().length() > LONGEST_MESSAGE, "a mail of more than 40 MB");
        refuse(!ASCII.matcher(envelope.message()).matches(), "a mail that is not ASCII");
    }

    static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }

    private static void refuse(boolean wrong, String what) {
        if (wrong) {
            throw new PortFailure(Kind.REFUSED, "SES refuses " + what);
        }
    }
}
