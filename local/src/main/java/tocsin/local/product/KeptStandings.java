package tocsin.local.product;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import tocsin.alarm.AlarmState;
import tocsin.local.data.DurableFile;

/** The file in which the pretend CloudWatch's alarms outlast a restart, by ARN. */
final class KeptStandings {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;

    KeptStandings(Path file) {
        this.file = file;
    }

    Map<String, AlarmMoved.Standing> read() {
        Map<String, AlarmMoved.Standing> standings = new LinkedHashMap<>();
        DurableFile.read(file).ifPresent(text -> parse(text, standings));
        return standings;
    }

    private void parse(String text, Map<String, AlarmMoved.Standing> into) {
        try {
            JSON.readTree(text)
                    .forEachEntry((arn, standing) -> into.put(
                            arn,
                            new AlarmMoved.Standing(
                                    AlarmState.valueOf(standing.get("state").asText()),
                                    Instant.parse(standing.get("since").asText()),
                                    standing.get("reason").asText())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }

    void write(Map<String, AlarmMoved.Standing> standings) {
        var all = JSON.createObjectNode();
        standings.forEach((arn, standing) -> all.putObject(arn)
                .put("state", standing.state().name())
                .put("since", standing.since().toString())
                .put("reason", standing.reason()));
        DurableFile.write(file, all.toPrettyString());
    }
}
