package tocsin.console;

import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.util.Collections;
import java.util.Map;
import tocsin.page.Cleaned;

/** An answer of the HTTP API: JSON, or problem+json (RFC 9457) where the answer is no. */
record Response(int status, String type, String body, Map<String, String> headers) {
    private static final String PNG = "image/png";
    private static final int MOST_SHOWN = 100;
    private static final JsonNodeMapper JSON = JsonNodeMapper.builder().build();

    Response(int status, String type, String body) {
        this(status, type, body, Collections.emptyMap());
    }

    static Response json(String body) {
        return new Response(200, "application/json", body);
    }

    /** @param base64 as the gateway takes what is no text */
    static Response png(String base64) {
        return new Response(200, PNG, base64);
    }

    /** Whether its body is given in base64. */
    boolean isBase64() {
        return type.equals(PNG);
    }

    static Response done(String says) {
        return json(JSON.toJson(JsonObject.create().add("says", says)));
    }

    static Response problem(int status, String title, String detail) {
        return new Response(
                status,
                "application/problem+json",
                JSON.toJson(JsonObject.create()
                        .add("type", "about:blank")
                        .add("title", title)
                        .add("status", status)
                        .add("detail", detail)));
    }

    static Response notFound(String detail) {
        return problem(404, "Not found", detail);
    }

    static Response noIncident(String id) {
        return notFound("no incident " + Cleaned.line(id, MOST_SHOWN));
    }

    /** What was asked is understood, and not to be had as things stand. */
    static Response refused(String detail) {
        return problem(409, "Refused", detail);
    }

    static Response bad(String detail) {
        return problem(400, "Bad request", detail);
    }
}
