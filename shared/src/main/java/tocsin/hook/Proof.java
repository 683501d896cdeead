package tocsin.hook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tocsin.Said;
import tocsin.SignedCall;
import tocsin.config.Hook;

/** Whether a call comes from whoever has the secret. */
public sealed interface Proof {
    /** Sentry's, over the body; looked for by lower-case name. */
    String SENTRY = "sentry-hook-signature";

    /** Grafana's, over the body, or over the time before it. */
    String GRAFANA = "x-grafana-alerting-signature";

    /** What Grafana's contact point is to be told to put the time into. */
    String GRAFANA_TIME = "x-grafana-alerting-timestamp";

    /**
     * It does.
     *
     * @param at when it was made, where that is proven too, or where it does not matter: whoever could tell it again
     *     could tell anything. Null where only what it says tells it from the same told again
     */
    record Given(@Nullable Instant at) implements Proof {}

    /** It does not, or not lately. */
    record Refused(String because) implements Proof {}

    /**
     * Looks at a call.
     *
     * @param headers by lower-case name
     */
    static Proof of(Hook.Form form, Map<String, String> headers, String body, String secret, Instant now) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("an empty secret would take anybody's signature");
        }
        var bearer = bearer(headers);
        if (bearer.isPresent() && form != Hook.Form.SENTRY) {
            return same(bearer.get().getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8))
                    ? new Given(now)
                    : new Refused("no bearer of the secret");
        }
        return switch (form) {
            case TOCSIN -> tocsin(headers.getOrDefault(SignedCall.HEADER, ""), body, secret, now);
            case SENTRY -> signed(headers.getOrDefault(SENTRY, ""), body, secret, null);
            case GRAFANA -> grafana(headers, body, secret, now);
            case ALERTMANAGER -> new Refused("no bearer of the secret (http_config, authorization)");
        };
    }

    private static Optional<String> bearer(Map<String, String> headers) {
        var authorization = headers.getOrDefault("authorization", "");
        return authorization.regionMatches(true, 0, "Bearer ", 0, 7)
                ? Optional.of(authorization.substring(7).strip())
                : Optional.empty();
    }

    private static Proof tocsin(String header, String body, String secret, Instant now) {
        return SignedCall.refusal(header, body, secret, now)
                .<Proof>map(Refused::new)
                .orElseGet(() -> new Given(SignedCall.at(header)));
    }

    private static Proof grafana(Map<String, String> headers, String body, String secret, Instant now) {
        var signature = headers.getOrDefault(GRAFANA, "");
        var time = headers.get(GRAFANA_TIME);
        if (time == null) {
            return signed(signature, body, secret, null);
        }
        var at = seconds(time);
        if (at.isEmpty() || Duration.between(at.get(), now).abs().compareTo(SignedCall.FRESH) > 0) {
            return new Refused("signed more than " + Said.duration(SignedCall.FRESH) + " before or after now");
        }
        return signed(signature, time + ":" + body, secret, at.get());
    }

    private static Proof signed(String signature, String text, String secret, @Nullable Instant at) {
        var expected = SignedCall.hmac(text.getBytes(StandardCharsets.UTF_8), secret);
        return same(expected, hex(signature)) ? new Given(at) : new Refused("no signature of this body by the secret");
    }

    private static boolean same(byte[] expected, byte[] given) {
        return MessageDigest.isEqual(expected, given);
    }

    private static byte[] hex(String text) {
        try {
            return HexFormat.of().parseHex(text.strip());
        } catch (IllegalArgumentException noHex) {
            return new byte[0];
        }
    }

    private static Optional<Instant> seconds(String text) {
        try {
            return text.matches("[0-9]{1,12}")
                    ? Optional.of(Instant.ofEpochSecond(Long.parseLong(text)))
                    : Optional.empty();
        } catch (DateTimeException beyond) {
            return Optional.empty();
        }
    }
}
