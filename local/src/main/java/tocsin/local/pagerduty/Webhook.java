package tocsin.local.pagerduty;

import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What PagerDuty says back (webhook v3) when somebody does something to an alert.
 *
 * @param id the header X-Webhook-Id: the same when it is sent again
 * @param body as it is signed and sent
 */
public record Webhook(String id, String body) {
    static Webhook of(String id, String what, Alert alert, @Nullable String person, Instant at) {
        var data = JsonObject.create()
                .add("id", "INCIDENT" + alert.number())
                .add("type", "incident")
                .add("number", alert.number())
                .add("status", alert.state().name().toLowerCase(Locale.ROOT))
                .add("incident_key", alert.key())
                .add("title", alert.summary());
        var event = JsonObject.create()
                .add("id", id)
                .add("event_type", "incident." + what)
                .add("resource_type", "incident")
                .add("occurred_at", at.toString());
        if (person != null) {
            event.add("agent", JsonObject.create().add("type", "user_reference").add("summary", person));
        }
        event.add("data", data);
        return new Webhook(
                id, JsonNodeMapper.builder().build().toJson(JsonObject.create().add("event", event)));
    }

    /** The header X-PagerDuty-Signature. */
    public String signature(String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "v1=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }
}
