package tocsin.tests.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.avaje.json.node.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tocsin.console.ConsoleHandler;
import tocsin.incident.IncidentRef;
import tocsin.incident.StoryEntry;
import tocsin.intake.IntakeHandler;
import tocsin.state.Documents;
import tocsin.state.Keys;
import tocsin.state.Row;
import tocsin.state.Value;
import tocsin.state.Write;
import tocsin.testing.LambdaEvents;
import tocsin.testing.TestingContext;
import tocsin.testing.TestingPorts;
import tocsin.testing.TestingQueues.Delivery;

/** A story of any length is given in parts that fit an answer, the newest first. */
class LongStoryTest {
    private static final IncidentRef API = new IncidentRef("prod/api", 1);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestingPorts ports = new TestingPorts(World.START, Valine.paging());

    private void open() {
        var alarm = new Delivery("receipt", "message", Valine.sample("api-5xx-60.eventbridge"), World.START, 1);
        Invocation.invoke(new IntakeHandler(ports), LambdaEvents.batch(List.of(alarm)));
    }

    private void tell(long number) {
        var entry = new StoryEntry(API.partition(), API.number(), number, World.START, "told", "something", null);
        ports.table.write(new Write.Put(
                new Row(
                        Keys.story(entry),
                        Map.of("body", Value.of(new Documents().stories().toJson(entry)))),
                List.of()));
    }

    private JsonNode show(String query) throws JsonProcessingException {
        var event = Invocation.http(
                        "GET", "/api/v1/incidents/api-1", JsonObject.create(), "", "arn:aws:iam::1:user/ada")
                .replaceFirst("\\{", "{\"queryStringParameters\":{" + query + "},");
        var answer = LambdaEvents.call(new ConsoleHandler(ports), event, new TestingContext(Duration.ofSeconds(29)));
        return JSON.readTree(JSON.readTree(answer).path("body").asText());
    }

    private static List<Long> numbers(JsonNode view) {
        var numbers = new ArrayList<Long>();
        view.path("story").forEach(entry -> numbers.add(entry.path("number").asLong()));
        return numbers;
    }

    @Test
    void a_short_story_is_given_whole() throws Exception {
        open();

        var view = show("");

        assertThat(numbers(view)).first().isEqualTo(1L);
        assertThat(view.hasNonNull("earlier")).isFalse();
    }

    @Test
    void of_a_long_story_the_newest_entries_come_first_and_the_rest_when_asked_for() throws Exception {
        open();
        LongStream.rangeClosed(1, 1_200).forEach(this::tell);

        var newest = show("");
        var before = show("\"before\":\"" + newest.path("earlier").asLong() + "\"");
        var first = show("\"before\":\"" + before.path("earlier").asLong() + "\"");

        assertThat(numbers(newest))
                .isEqualTo(LongStream.rangeClosed(701, 1_200).boxed().toList());
        assertThat(numbers(before))
                .isEqualTo(LongStream.rangeClosed(201, 700).boxed().toList());
        assertThat(numbers(first))
                .isEqualTo(LongStream.rangeClosed(1, 200).boxed().toList());
        assertThat(first.hasNonNull("earlier")).isFalse();
    }

    @Test
    void what_is_no_number_is_refused() throws Exception {
        open();

        assertThat(show("\"before\":\"x\"").path("detail").asText()).contains("before: 'x'");
    }
}
