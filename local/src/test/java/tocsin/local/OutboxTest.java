package tocsin.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.local.run.Json;
import tocsin.page.Sns;
import tocsin.testing.SnsContract;
import tocsin.testing.TestingClock;
import tocsin.testing.TestingWeb;

/** What stands in the place of SNS keeps the contract, and prints what it sends. */
final class OutboxTest extends SnsContract {
    private final List<String> printed = new ArrayList<>();

    @TempDir
    private Path folder;

    private Outbox outbox() {
        return new Outbox(
                folder.resolve("outbox.jsonl"),
                printed::add,
                Optional.empty(),
                new TestingWeb(),
                new TestingClock(Instant.parse("2026-03-01T12:00:00Z")));
    }

    @Override
    protected Sns sns() {
        return outbox();
    }

    @Override
    protected String topicArn() {
        return "arn:aws:sns:eu-central-1:111122223333:notices";
    }

    @Override
    protected List<String> arrived() {
        return outbox().sent().stream()
                .map(Json::read)
                .filter(letter -> letter.has("topic"))
                .map(letter -> letter.path("text").asText())
                .toList();
    }

    @Test
    void what_is_sent_is_said() {
        outbox().publish(new Sns.ToPhone("+4915112345678", "P0 api-42", TIMEOUT));
        outbox().publish(new Sns.ToTopic(topicArn(), "P2 api-42", "it is slow", TIMEOUT));

        assertThat(printed).containsExactly("SMS: P0 api-42", "mail to notices: P2 api-42");
    }
}
