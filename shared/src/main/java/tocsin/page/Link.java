package tocsin.page;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import tocsin.SignedCall;
import tocsin.incident.IncidentRef;

/**
 * What a link in a message lets its holder do: act in one person's name about one incident, until it ends. Nobody else
 * can make one, or make another one of it: it is signed by a key that only Tocsin knows.
 *
 * @param person whose link it is; "team" where the message reached all
 * @param until to the second
 */
public record Link(IncidentRef incident, String person, Instant until) {
    /** The first byte of each: another one is of a version that is not known here. */
    private static final byte VERSION = 1;

    /** What may be done by it: the incident's page. Another purpose will have another number, and not open this page. */
    private static final byte PAGE = 1;

    /** Stands before what is signed, so that no signature under the same key for something else is ever one of a link. */
    private static final byte[] FOR = "tocsin link\n".getBytes(StandardCharsets.US_ASCII);

    private static final int SIGNATURE = 32;
    private static final int SHORTEST_KEY = 16;
    private static final int LONGEST_TOKEN = 1_000;

    public Link {
        until = Instant.ofEpochSecond(until.getEpochSecond());
    }

    /** What a token turned out to be. */
    public sealed interface Reading {
        /** Ours, and open. */
        record Good(Link link) implements Reading {}

        /** Ours, and over. */
        record Ended(Link link) implements Reading {}

        /** Not ours, or not whole. */
        record Forged() implements Reading {}
    }

    /** The token, fit for a path. */
    public String token(String key) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeByte(PAGE);
            out.writeLong(until.getEpochSecond());
            out.writeLong(incident.number());
            out.writeUTF(incident.partition());
            out.writeUTF(person);
            out.write(signature(bytes.toByteArray(), key));
        } catch (IOException failure) {
            throw new UncheckedIOException("too long for a link: " + incident + ", " + person, failure);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /**
     * Reads a token.
     *
     * @param keys each of them may have signed it
     */
    public static Reading read(String token, List<String> keys, Instant now) {
        var bytes = decoded(token);
        if (bytes.length <= SIGNATURE) {
            return new Reading.Forged();
        }
        var signed = Arrays.copyOf(bytes, bytes.length - SIGNATURE);
        var given = Arrays.copyOfRange(bytes, signed.length, bytes.length);
        var found = false;
        for (var key : keys) {
            // all are compared, each in constant time: how long it takes tells nobody how near a guess was
            found |= MessageDigest.isEqual(signature(signed, key), given);
        }
        return found ? read(signed, now) : new Reading.Forged();
    }

    /** Nothing where it is not written as we write it: of several spellings of the same bytes only ours is one. */
    private static byte[] decoded(String token) {
        if (token.length() > LONGEST_TOKEN) {
            return new byte[0];
        }
        try {
            var bytes = Base64.getUrlDecoder().decode(token);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(token) ? bytes : new byte[0];
        } catch (IllegalArgumentException noBase64) {
            return new byte[0];
        }
    }

    private static Reading read(byte[] signed, Instant now) {
        try (var in = new DataInputStream(new ByteArrayInputStream(signed))) {
            if (in.readByte() != VERSION || in.readByte() != PAGE) {
                return new Reading.Forged();
            }
            var until = Instant.ofEpochSecond(in.readLong());
            var number = in.readLong();
            var link = new Link(new IncidentRef(in.readUTF(), number), in.readUTF(), until);
            return now.isBefore(until) ? new Reading.Good(link) : new Reading.Ended(link);
        } catch (IOException impossible) {
            throw new UncheckedIOException("signed, and not a link", impossible);
        }
    }

    private static byte[] signature(byte[] text, String key) {
        if (key.length() < SHORTEST_KEY) {
            throw new IllegalArgumentException("the key of the links has " + key.length() + " letters; expected "
                    + SHORTEST_KEY + " at least, or whoever has one link could find it out");
        }
        var whole = Arrays.copyOf(FOR, FOR.length + text.length);
        System.arraycopy(text, 0, whole, FOR.length, text.length);
        return SignedCall.hmac(whole, key);
    }
}
