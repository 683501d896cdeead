package tocsin.testing;

import java.util.ArrayList;
import java.util.List;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.page.Sns;

/** Keeps what was published, and refuses what SNS refuses. */
public final class TestingSns implements Sns {
    private static final int LONGEST_TEXT = 256 * 1024;
    private static final int LONGEST_SUBJECT = 100;

    private final List<Publication> published = new ArrayList<>();

    public synchronized List<Publication> published() {
        return List.copyOf(published);
    }

    @Override
    public synchronized String publish(Publication publication) {
        refuse(publication.text().isEmpty(), "an empty text");
        refuse(
                publication.text().length() > LONGEST_TEXT,
                "a text of " + publication.text().length() + " characters");
        switch (publication) {
            case ToTopic topic -> {
                refuse(!topic.topicArn().startsWith("arn:"), "no topic: " + topic.topicArn());
                refuse(topic.subject().length() > LONGEST_SUBJECT, "a subject over 100 characters");
                refuse(!topic.subject().chars().allMatch(letter -> letter >= ' ' && letter <= '~'), "no ASCII");
            }
            case ToPhone phone -> refuse(!phone.number().matches("\\+[1-9][0-9]{6,14}"), "no number of E.164");
        }
        published.add(publication);
        return "publication-" + published.size();
    }

    private static void refuse(boolean wrong, String what) {
        if (wrong) {
            throw new PortFailure(Kind.REFUSED, "SNS refuses " + what);
        }
    }
}
