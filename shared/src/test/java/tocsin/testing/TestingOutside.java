package tocsin.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.health.Outside;

/** Names and certificates as a test sets them; until then nobody shows one, and no name is known. */
public final class TestingOutside implements Outside {
    private final Map<String, Instant> certificates = new TreeMap<>();
    private final Map<String, List<String>> names = new TreeMap<>();

    public synchronized void certificate(String host, Instant ends) {
        certificates.put(host, ends);
    }

    public synchronized void name(String name, String... addresses) {
        names.put(name, List.of(addresses));
    }

    @Override
    public synchronized Instant certificateEnds(String host, int port, Duration timeout) {
        var ends = certificates.get(host);
        if (ends == null) {
            throw new PortFailure(Kind.UNAVAILABLE, "no TLS handshake with " + host);
        }
        return ends;
    }

    @Override
    public synchronized List<String> addresses(String name, Duration timeout) {
        return names.getOrDefault(name, List.of());
    }
}
