package tocsin.local.product;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;

/**
 * What answers whoever has a signed address of the pretend S3: on 127.0.0.1, one path a bucket. A browser is told
 * before whether the page that it shows may.
 */
public final class BucketServer implements AutoCloseable {
    private final HttpServer server;
    private @Nullable PretendBuckets serves;

    /** Binds a free port; until it is told what it serves, nothing is there. */
    public BucketServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException("no port of 127.0.0.1 is free", failure);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What it serves from here on. */
    public synchronized void serve(PretendBuckets all) {
        serves = all;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath().substring(1);
            var slash = path.indexOf('/');
            var bucket = slash < 0 ? path : path.substring(0, slash);
            var key = slash < 0 ? "" : path.substring(slash + 1);
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            try {
                if (serves == null) {
                    send(exchange, 404, "");
                } else {
                    answer(serves, exchange, bucket, key, body);
                }
            } catch (PortFailure missing) {
                send(exchange, 404, "");
            }
        }
    }

    private void answer(PretendBuckets buckets, HttpExchange exchange, String bucket, String key, String body)
            throws IOException {
        var method = exchange.getRequestMethod();
        var query = query(exchange.getRequestURI());
        if (method.equals("OPTIONS")) {
            var headers = exchange.getRequestHeaders();
            var origin = headers.getFirst("origin");
            var asked = headers.getFirst("access-control-request-method");
            send(exchange, origin != null && asked != null && buckets.lets(bucket, origin, asked) ? 200 : 403, "");
            return;
        }
        if (!buckets.isSigned(
                method, bucket, key, query.getOrDefault("until", ""), query.getOrDefault("signature", ""))) {
            send(exchange, 403, "");
            return;
        }
        switch (method) {
            case "PUT" -> {
                buckets.put(bucket, key, body);
                send(exchange, 200, "");
            }
            case "DELETE" -> {
                buckets.remove(bucket, key);
                send(exchange, 204, "");
            }
            default -> {
                var held = buckets.object(bucket, key);
                send(exchange, held.isPresent() ? 200 : 404, held.orElse(""));
            }
        }
    }

    private static Map<String, String> query(URI uri) {
        var all = new TreeMap<String, String>();
        var text = uri.getQuery() == null ? "" : uri.getQuery();
        for (var pair : text.split("&", -1)) {
            var at = pair.indexOf('=');
            if (at > 0) {
                all.put(pair.substring(0, at), pair.substring(at + 1));
            }
        }
        return all;
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
