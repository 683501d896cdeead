package tocsin.local.health;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import tocsin.local.run.Json;

/** An alarm that somebody set to a state by hand or by the clock, and what CloudWatch tells of it. */
public record AlarmSet(String alarm, String state, String before, Instant at) {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'+0000'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** The event on the default bus. It has no reasonData: nothing was measured. */
    public String event(String account, String region) {
        var arn = "arn:aws:cloudwatch:" + region + ":" + account + ":alarm:" + alarm;
        var event = Json.object()
                .put("version", "0")
                .put(
                        "id",
                        UUID.nameUUIDFromBytes((arn + at).getBytes(StandardCharsets.UTF_8))
                                .toString())
                .put("detail-type", "CloudWatch Alarm State Change")
                .put("source", "aws.cloudwatch")
                .put("account", account)
                .put("time", at.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", region);
        event.putArray("resources").add(arn);
        var detail = event.putObject("detail").put("alarmName", alarm);
        detail.putObject("state")
                .put("value", state)
                .put("reason", "The clock says so.")
                .put("timestamp", STAMP.format(at));
        detail.putObject("previousState").put("value", before).put("reason", "The clock said so.");
        detail.putObject("configuration").putArray("metrics");
        return event.toString();
    }
}
