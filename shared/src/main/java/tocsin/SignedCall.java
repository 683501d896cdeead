package tocsin;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A request that carries its own proof: the header {@value #HEADER} with {@code t=SECONDS,v1=HEX}, where HEX is the
 * HMAC-SHA256 of {@code SECONDS.BODY} by a secret that both sides know.
 */
public final class SignedCall {
    /** The header, as it is looked for: in lower case. */
    public static final String HEADER = "x-tocsin-signature";

    /** So long before or after now a signature is taken. */
    public static final Duration FRESH = Duration.ofMinutes(5);

    private static final Pattern FORM = Pattern.compile("t=([0-9]{1,12}),v1=([0-9a-f]{64})");

    private SignedCall() {}

    /** Why it is not believed; empty where it is. */
    public static Optional<String> refusal(String header, String body, String secret, Instant now) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("an empty secret would take anybody's signature");
        }
        var parts = FORM.matcher(header);
        if (!parts.matches()) {
            return Optional.of(HEADER + " is not t=SECONDS,v1=HEX");
        }
        var expected = signature(parts.group(1), body, secret);
        if (!MessageDigest.isEqual(expected, HexFormat.of().parseHex(parts.group(2)))) {
            return Optional.of("no signature of this body by the secret");
        }
        return stale(parts.group(1), now);
    }

    /** When a header that is believed was signed. */
    public static Instant at(String header) {
        var parts = FORM.matcher(header);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not the header of a signed call");
        }
        return Instant.ofEpochSecond(Long.parseLong(parts.group(1)));
    }

    /**
     * Why what was signed then is not believed now; empty where it is.
     *
     * @param seconds since 1970, in digits; an instant that nobody can name is none of now
     */
    public static Optional<String> stale(String seconds, Instant now) {
        try {
            var signed = Instant.ofEpochSecond(Long.parseLong(seconds));
            if (Duration.between(signed, now).abs().compareTo(FRESH) <= 0) {
                return Optional.empty();
            }
        } catch (DateTimeException | ArithmeticException beyond) {
            // it is as stale as can be
        }
        return Optional.of("signed more than " + Said.duration(FRESH) + " before or after now");
    }

    /** The header of a body that is signed now. */
    public static String header(String body, String secret, Instant now) {
        var seconds = Long.toString(now.getEpochSecond());
        return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(signature(seconds, body, secret));
    }

    private static byte[] signature(String seconds, String body, String secret) {
        return hmac((seconds + "." + body).getBytes(StandardCharsets.UTF_8), secret);
    }

    /** HMAC-SHA256. */
    public static byte[] hmac(byte[] text, String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text);
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }
}
