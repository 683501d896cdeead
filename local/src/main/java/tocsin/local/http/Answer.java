package tocsin.local.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.local.run.Json;
import tocsin.local.run.Outcome;

/** What goes back to the caller. */
final class Answer {
    private final int status;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    private Answer(int status, Map<String, List<String>> headers, byte[] body) {
        this.status = status;
        this.headers = Collections.unmodifiableMap(headers);
        this.body = body;
    }

    int status() {
        return status;
    }

    Map<String, List<String>> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    static Answer json(int status, String text) {
        var headers = Map.of("content-type", List.of("application/json"));
        return new Answer(status, headers, text.getBytes(StandardCharsets.UTF_8));
    }

    static Answer problem(int status, String message) {
        return json(status, Json.object().put("message", message).toString());
    }

    /** As API Gateway reads a function's answer: with a status code, or as the JSON body of a 200. */
    static Answer of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed _ -> problem(500, "Internal Server Error");
            case Outcome.Returned(var payload) -> {
                var answer = Json.read(payload);
                yield answer.path("statusCode").isInt() ? formatted(answer) : json(200, payload);
            }
        };
    }

    private static Answer formatted(JsonNode answer) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        answer.path("headers")
                .properties()
                .forEach(header ->
                        headers.put(header.getKey(), List.of(header.getValue().asText())));
        List<String> cookies = new ArrayList<>();
        answer.path("cookies").forEach(cookie -> cookies.add(cookie.asText()));
        if (!cookies.isEmpty()) {
            headers.put("set-cookie", cookies);
        }
        headers.putIfAbsent("content-type", List.of("text/plain;charset=utf-8"));
        var text = answer.path("body").asText("");
        var body = answer.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8);
        return new Answer(answer.path("statusCode").intValue(), headers, body);
    }
}
