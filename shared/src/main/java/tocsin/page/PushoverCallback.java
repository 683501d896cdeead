package tocsin.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import tocsin.SignedCall;

/**
 * What Pushover calls when somebody acknowledges. Pushover signs nothing: the address itself carries whose page it is
 * and our own signature of that, and nobody but Pushover was told it. The same call again says the same, which changes
 * nothing the second time.
 */
public final class PushoverCallback {
    private static final String PAGE = "page";
    private static final String PERSON = "person";
    private static final String SIGNATURE = "by";

    private PushoverCallback() {}

    /** What a request was. */
    public sealed interface Reading {
        /** Somebody has a page of ours. */
        record Acknowledged(PageKey page, String by) implements Reading {}

        /** From Pushover, and nothing to us. */
        record Ignored(String because) implements Reading {}

        /** Not by an address that we gave. */
        record Forged(String because) implements Reading {}
    }

    /** The address that is given with a page. */
    static String url(String base, String page, String person, String secret) {
        return base + "?" + PAGE + "=" + encoded(page) + "&" + PERSON + "=" + encoded(person) + "&" + SIGNATURE + "="
                + HexFormat.of().formatHex(signature(page, person, secret));
    }

    /**
     * Reads a request.
     *
     * @param query the query of the address it came by, decoded
     * @param form the fields of its body, decoded
     */
    public static Reading read(Map<String, String> query, Map<String, String> form, String secret) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("an empty secret would take anybody's signature");
        }
        var page = query.getOrDefault(PAGE, "");
        var person = query.getOrDefault(PERSON, "");
        if (!MessageDigest.isEqual(signature(page, person, secret), hex(query.getOrDefault(SIGNATURE, "")))) {
            return new Reading.Forged("no address that was given with a page");
        }
        if (!form.getOrDefault("acknowledged", "").equals("1")) {
            return new Reading.Ignored("nobody has acknowledged");
        }
        Optional<PageKey> key = PageKey.parse(page);
        return key.<Reading>map(of -> new Reading.Acknowledged(of, person))
                .orElseGet(() -> new Reading.Ignored("the page of no incident"));
    }

    private static byte[] signature(String page, String person, String secret) {
        return SignedCall.hmac(("pushover\n" + page + "\n" + person).getBytes(StandardCharsets.UTF_8), secret);
    }

    private static byte[] hex(String text) {
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException noHex) {
            return new byte[0];
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
