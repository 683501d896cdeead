package tocsin.testing;

import java.util.List;
import tocsin.page.Sns;
import tocsin.page.Sns.ToTopic;

/** The publisher in memory keeps the contract. */
class TestingSnsTest extends SnsContract {
    private final TestingSns sns = new TestingSns();

    @Override
    protected Sns sns() {
        return sns;
    }

    @Override
    protected String topicArn() {
        return "arn:aws:sns:eu-central-1:111122223333:notices";
    }

    @Override
    protected List<String> arrived() {
        return sns.published().stream()
                .filter(ToTopic.class::isInstance)
                .map(Sns.Publication::text)
                .toList();
    }
}
