package tocsin.page;

import java.util.regex.Pattern;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.page.Sns.Publication;
import tocsin.page.Sns.ToPhone;
import tocsin.page.Sns.ToTopic;

/** What SNS refuses, whoever sends it; each that stands in for SNS refuses the same. */
public final class SnsLimits {
    private static final int LONGEST_TEXT = 256 * 1024;
    private static final int LONGEST_SUBJECT = 100;
    private static final Pattern SUBJECT = Pattern.compile("[ -~]*");
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    private SnsLimits() {}

    public static void check(Publication publication) {
        refuse(publication.text().isEmpty(), "an empty text");
        refuse(
                publication.text().length() > LONGEST_TEXT,
                "a text of " + publication.text().length() + " characters");
        switch (publication) {
            case ToTopic topic -> check(topic);
            case ToPhone phone -> refuse(!E164.matcher(phone.number()).matches(), "a number that is none of E.164");
        }
    }

    private static void check(ToTopic topic) {
        refuse(!topic.topicArn().startsWith("arn:"), "a topic that is none: " + topic.topicArn());
        refuse(topic.subject().length() > LONGEST_SUBJECT, "a subject over 100 characters");
        refuse(!SUBJECT.matcher(topic.subject()).matches(), "a subject that is not ASCII");
    }

    private static void refuse(boolean wrong, String what) {
        if (wrong) {
            throw new PortFailure(Kind.REFUSED, "SNS refuses " + what);
        }
    }
}
