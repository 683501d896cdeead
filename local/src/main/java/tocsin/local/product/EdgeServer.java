package tocsin.local.product;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tocsin.PortFailure;

/**
 * The edges of the product's distribution, on 127.0.0.1: what they once fetched from the bucket they keep until they
 * are told to forget it; of a distribution that is disabled they serve nothing.
 */
public final class EdgeServer implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Fetched> kept = new TreeMap<>();
    private Optional<Origin> origin = Optional.empty();

    private record Fetched(String text, Instant at) {}

    /** Where pages come from, and by what rules. */
    record Origin(
            InstantSource clock,
            PretendDistributions distributions,
            String distribution,
            PretendBuckets buckets,
            String bucket) {}

    /** Answers from now on, on a free port; until it is told whose edges it is, nothing is there. */
    public EdgeServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException("the pretend edges found no port", failure);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    synchronized void serve(Origin from) {
        origin = Optional.of(from);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var from = origin.filter(each -> each.distributions().serves(each.distribution()));
            if (from.isEmpty()) {
                send(exchange, 403, "The request could not be satisfied.\n");
                return;
            }
            var page = page(from.get(), path.equals("/") ? "/index.html" : path);
            send(exchange, page.isPresent() ? 200 : 404, page.orElse("Not found\n"));
        }
    }

    private Optional<String> page(Origin from, String path) {
        var known = kept.get(path);
        if (known != null && !from.distributions().isForgotten(from.distribution(), path, known.at())) {
            return Optional.of(known.text());
        }
        kept.remove(path);
        var page = object(from, path.substring(1));
        page.ifPresent(text -> kept.put(path, new Fetched(text, from.clock().instant())));
        return page;
    }

    private static Optional<String> object(Origin from, String key) {
        try {
            return from.buckets().object(from.bucket(), key);
        } catch (PortFailure missing) {
            return Optional.empty();
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "text/html");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
