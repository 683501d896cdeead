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
import tocsin.page.Ses;
import tocsin.testing.SesContract;
import tocsin.testing.TestingClock;
import tocsin.testing.TestingWeb;

/** What stands in the place of SES keeps the contract, and prints what it sends. */
final class OutboxMailTest extends SesContract {
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
    protected Ses ses() {
        return outbox();
    }

    @Override
    protected List<String> arrived() {
        return outbox().sent().stream()
                .map(Json::read)
                .map(letter -> letter.path("message").asText())
                .toList();
    }

    @Test
    void what_is_sent_is_said() {
        outbox().send(envelope("tocsin@example.com", List.of("team@example.com")));

        assertThat(printed).containsExactly("mail to 1 by SES: P2 api-42");
    }
}
