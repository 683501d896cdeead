package tocsin.testing;

import java.util.List;
import tocsin.page.Ses;

/** The mailer in memory keeps the contract. */
class TestingSesTest extends SesContract {
    private final TestingSes ses = new TestingSes();

    @Override
    protected Ses ses() {
        return ses;
    }

    @Override
    protected List<String> arrived() {
        return ses.sent().stream().map(Ses.Envelope::message).toList();
    }
}
