package tocsin.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tocsin.Ports;
import tocsin.local.run.Json;
import tocsin.page.Sns;
import tocsin.state.Key;
import tocsin.state.Queues;
import tocsin.state.Row;
import tocsin.state.Value;
import tocsin.state.Write;

/** The functions of small.yaml: an alarm becomes a row, the row a key, the key a mail. */
final class SmallFunctions {
    private SmallFunctions() {}

    private static JsonNode records(InputStream input) throws IOException {
        return Json.read(new String(input.readAllBytes(), StandardCharsets.UTF_8))
                .path("Records");
    }

    record Intake(Ports ports) implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            var event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
            var json = Json.read(event);
            if (json.has("Records")) {
                json.path("Records").forEach(item -> keep(item.path("body").asText()));
            } else {
                keep(event);
            }
        }

        private void keep(String text) {
            if (text.contains("poison")) {
                throw new IllegalStateException("poisoned");
            }
            var key = new Key("alarm", Integer.toHexString(text.hashCode()));
            ports.table().write(new Write.Put(new Row(key, Map.of("body", Value.of(text))), List.of()));
        }
    }

    record Relay(Ports ports) implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            records(input).forEach(change -> {
                var sk = change.path("dynamodb")
                        .path("Keys")
                        .path("sk")
                        .path("S")
                        .asText();
                ports.queues().send(Queues.Queue.PAGES, List.of(new Queues.Message(sk, Duration.ZERO)));
            });
        }
    }

    record Notify(Ports ports) implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            records(input).forEach(item -> {
                var row = ports.table()
                        .read(List.of(new Key("alarm", item.path("body").asText())));
                row.rows()
                        .values()
                        .forEach(found -> ports.sns()
                                .publish(new Sns.ToTopic(
                                        "arn:aws:sns:us-west-2:111122223333:tocsin-MailTopic",
                                        "an alarm",
                                        String.valueOf(found.text("body")),
                                        Duration.ofSeconds(5))));
            });
        }
    }

    record Watch(Ports ports) implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            var event = Json.read(new String(input.readAllBytes(), StandardCharsets.UTF_8));
            var key = new Key("watch", event.path("time").asText());
            ports.table()
                    .write(new Write.Put(
                            new Row(
                                    key,
                                    Map.of(
                                            "now",
                                            Value.of(ports.clock().instant().toEpochMilli()))),
                            List.of()));
        }
    }

    record Console(Ports ports) implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            var event = Json.read(new String(input.readAllBytes(), StandardCharsets.UTF_8));
            var iam = event.path("requestContext").path("authorizer").path("iam");
            var answer = Json.object()
                    .put("statusCode", 200)
                    .put("body", iam.path("userArn").asText());
            output.write(answer.toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
