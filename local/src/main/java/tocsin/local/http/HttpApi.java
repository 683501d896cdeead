package tocsin.local.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * The HTTP API on 127.0.0.1. In the place of IAM stands a token that only those have who may read the file in which it
 * is kept.
 */
public final class HttpApi implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("http ", 0).factory());

    /**
     * Who may call.
     *
     * @param name of whoever has the token, unless the request says another
     */
    public record Access(String account, String token, String name) {
        boolean admits(HttpExchange exchange) {
            var given = exchange.getRequestHeaders().getFirst("authorization");
            return given != null
                    && MessageDigest.isEqual(
                            given.getBytes(StandardCharsets.UTF_8),
                            ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
        }

        Caller caller() {
            return new Caller(account, name);
        }

        /** Without the token. */
        @Override
        public String toString() {
            return "Access[" + account + ", " + name + "]";
        }
    }

    private HttpApi(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
    }

    /**
     * Takes a port, without answering yet.
     *
     * @param port 0 for any that is free
     * @throws PortInUse where somebody else has it
     */
    public static HttpApi bind(int port) {
        try {
            var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            return new HttpApi(HttpServer.create(new InetSocketAddress(loopback, port), 128));
        } catch (BindException e) {
            throw new PortInUse(port);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port, e);
        }
    }

    /**
     * Begins to answer.
     *
     * @param own by path, what this machine answers itself to a POST: it stands in no template
     */
    public void serve(
            List<Route> routes, Access access, InstantSource clock, Map<String, Function<byte[], String>> own) {
        var exactFirst = routes.stream().sorted(Route.EXACT_FIRST).toList();
        server.createContext("/", new Requests(exactFirst, access, clock, Map.copyOf(own)));
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
