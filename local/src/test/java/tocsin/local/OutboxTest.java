package tocsin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.local.run.Json;
import tocsin.page.Sns;
import tocsin.page.Web;
import tocsin.testing.SnsContract;
import tocsin.testing.TestingClock;
import tocsin.testing.TestingWeb;

/** What stands in the place of SNS keeps the contract, and prints what it sends. */
final class OutboxTest extends SnsContract {
    private final List<String> printed = new ArrayList<>();
    private final TestingWeb web = new TestingWeb();

    @TempDir
    private Path folder;

    private Outbox outbox() {
        return new Outbox(
                folder.resolve("outbox.jsonl"),
                printed::add,
                Optional.empty(),
                web,
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

    @Test
    void where_a_channel_says_that_another_stands_in_it_is_sent_there_whose_refusal_counts() {
        var at = URI.create("http://127.0.0.1:9911/sms");
        web.answering(call -> new Web.Answer(call.uri().equals(at) ? 400 : 200, Map.of(), ""));

        assertThatThrownBy(() -> outbox().publish(new Sns.ToPhone("+4915112345678", "P0 api-42", TIMEOUT, at)))
                .hasMessageContaining("400");

        assertThat(web.calls()).extracting(Web.Call::uri).containsExactly(at);
        assertThat(outbox().sent()).isEmpty();
    }
}
