package tocsin.page;

import io.avaje.json.node.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.Ports;
import tocsin.alarm.CloudWatch.Place;
import tocsin.maintenance.Announcing;

/** The JSON that the front end reads, in the bucket of a service: whether there is maintenance, soon or now. */
final class Showing implements Sender {
    private static final String BUCKET = "bucket";

    private final Ports ports;
    private final Announcing announcing;

    Showing(Ports ports, Announcing announcing) {
        this.ports = ports;
        this.announcing = announcing;
    }

    /** What is shown, as JSON: status (operational, scheduled, maintenance), text, from, until. */
    static JsonObject of(Message message) {
        var json = JsonObject.create();
        message.details().forEach(json::add);
        return json;
    }

    @Override
    public Answer send(Event event, Message message, @Nullable String handle, Duration timeout) {
        var configuration = ports.configuration();
        var service = configuration.service(message.service()).orElse(null);
        var stage =
                service == null ? null : configuration.stage(service.stage()).orElse(null);
        var bucket = service == null ? null : service.resources().get(BUCKET);
        if (service == null || stage == null || bucket == null) {
            return new Answer.Refused(message.service() + " has no bucket in tocsin.yaml, where the notice could lie");
        }
        var region = service.resources().getOrDefault("region", stage.regions().getFirst());
        try {
            ports.cloud("tocsin-notice")
                    .buckets()
                    .write(
                            new Place(stage.account(), region),
                            bucket,
                            announcing.object(),
                            Wire.written(of(message)),
                            timeout);
            return new Answer.Confirmed(announcing.object() + " is in " + bucket);
        } catch (PortFailure failure) {
            return switch (failure.kind()) {
                case UNCLEAR -> new Answer.Unclear("S3 gave no answer: " + failure.getMessage());
                case REFUSED -> new Answer.Refused("S3 refuses the notice: " + failure.getMessage());
                case THROTTLED, CONFLICT, UNAVAILABLE ->
                    new Answer.Later("S3 is not there: " + failure.getMessage(), null);
            };
        }
    }
}
