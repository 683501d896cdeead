package tocsin.testing;

import java.util.ArrayList;
import java.util.List;
import tocsin.page.Sns;
import tocsin.page.SnsLimits;

/** Keeps what was published, and refuses what SNS refuses. */
public final class TestingSns implements Sns {
    private final List<Publication> published = new ArrayList<>();

    public synchronized List<Publication> published() {
        return List.copyOf(published);
    }

    @Override
    public synchronized String publish(Publication publication) {
        SnsLimits.check(publication);
        published.add(publication);
        return "publication-" + published.size();
    }
}
