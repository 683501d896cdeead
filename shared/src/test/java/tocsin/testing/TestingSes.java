package tocsin.testing;

import java.util.ArrayList;
import java.util.List;
import tocsin.page.Ses;
import tocsin.page.SesLimits;

/** Keeps what was mailed, and refuses what SES refuses. */
public final class TestingSes implements Ses {
    private final List<Envelope> sent = new ArrayList<>();

    public synchronized List<Envelope> sent() {
        return List.copyOf(sent);
    }

    @Override
    public synchronized String send(Envelope envelope) {
        SesLimits.check(envelope);
        sent.add(envelope);
        return "mail-" + sent.size();
    }
}
