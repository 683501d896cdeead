package tocsin.tests.simulation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What happened, a line each, and its hash: two runs with the same hash were the same. */
final class Trace {
    private final List<String> lines = new ArrayList<>();
    private final MessageDigest digest;

    Trace() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** Part of the story. */
    void tell(Instant at, String what) {
        lines.add(at + " " + what);
        add(at + " " + what);
    }

    /** Part of the hash alone. */
    void add(String what) {
        digest.update(what.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Ends the trace. */
    String hash() {
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }
}
