package tocsin.page;

import io.avaje.json.JsonException;
import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import tocsin.SignedCall;
import tocsin.page.PagerNews.What;

/** PagerDuty's webhooks (v3). The same one again says the same, which changes nothing the second time. */
public final class PagerDutyWebhook {
    /** The header that carries the signatures; looked for by lower-case name. */
    public static final String SIGNATURE = "x-pagerduty-signature";

    private static final String VERSION = "v1=";
    private static final int LONGEST_NAME = 200;
    private static final JsonNodeMapper JSON = JsonNodeMapper.builder().build();

    private PagerDutyWebhook() {}

    /** What a request was. */
    public sealed interface Reading {
        /** Something was done about a page of ours. */
        record News(PagerNews news) implements Reading {}

        /** From PagerDuty, and nothing to us: answered as taken, or it would come again for two days. */
        record Ignored(String because) implements Reading {}

        /** Not from PagerDuty: answered 401, and nothing of it believed. */
        record Forged(String because) implements Reading {}
    }

    /**
     * Reads a request.
     *
     * @param signatures the header's value, several "v1=HEX" divided by commas while the secret is being changed
     * @param body as it came, byte for byte: it is what was signed
     */
    public static Reading read(String signatures, byte[] body, String secret) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("an empty secret would take anybody's signature");
        }
        if (!signed(signatures, body, secret)) {
            return new Reading.Forged("no signature of this body by the secret");
        }
        try {
            return JSON.fromJson(new String(body, StandardCharsets.UTF_8)) instanceof JsonObject object
                    ? news(object)
                    : new Reading.Ignored("no JSON object");
        } catch (JsonException unreadable) {
            return new Reading.Ignored("not to be read as JSON");
        }
    }

    private static boolean signed(String signatures, byte[] body, String secret) {
        var expected = SignedCall.hmac(body, secret);
        var found = false;
        for (var signature : signatures.split(",", -1)) {
            var given = signature.strip();
            if (given.startsWith(VERSION)) {
                // all are compared, each in constant time: how long it takes tells nobody how near a guess was
                found |= MessageDigest.isEqual(expected, hex(given.substring(VERSION.length())));
            }
        }
        return found;
    }

    private static byte[] hex(String text) {
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException noHex) {
            return new byte[0];
        }
    }

    private static Reading news(JsonObject body) {
        var type = body.extract("event.event_type", "");
        var what = what(type);
        if (what.isEmpty()) {
            return new Reading.Ignored("nothing is done about " + Cleaned.line(type, LONGEST_NAME));
        }
        // With alert grouping PagerDuty may put another key here: then it is none of ours and the page stays as it is.
        var key = body.extract("event.data.incident_key", "");
        return PageKey.parse(key)
                .<Reading>map(page -> new Reading.News(new PagerNews(page, what.get(), by(body))))
                .orElseGet(
                        () -> new Reading.Ignored("the incident is none of ours: " + Cleaned.line(key, LONGEST_NAME)));
    }

    private static Optional<What> what(String type) {
        return Arrays.stream(What.values())
                .filter(what -> type.equals("incident." + what.name().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** Without an agent PagerDuty did it by itself. */
    private static String by(JsonObject body) {
        var name = body.extractNodeOrEmpty("event.agent.summary")
                .map(JsonNode::text)
                .orElse("");
        return name.isBlank() ? "PagerDuty itself" : Cleaned.line(name, LONGEST_NAME);
    }
}
