package tocsin.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.page.Sns;
import tocsin.page.SnsLimits;

/** Keeps what was published, and refuses what SNS refuses. */
public final class TestingSns implements Sns {
    private final List<Publication> published = new ArrayList<>();
    private final Map<String, Subscriptions> subscribed = new TreeMap<>();

    public synchronized List<Publication> published() {
        return List.copyOf(published);
    }

    /** From here on a topic has these; until then one, which is confirmed. */
    public synchronized void subscribe(String topicArn, int confirmed, int pending) {
        subscribed.put(topicArn, new Subscriptions(confirmed, pending));
    }

    @Override
    public synchronized Subscriptions subscriptions(Topic topic) {
        return subscribed.getOrDefault(topic.arn(), new Subscriptions(1, 0));
    }

    @Override
    public synchronized String publish(Publication publication) {
        SnsLimits.check(publication);
        published.add(publication);
        return "publication-" + published.size();
    }
}
