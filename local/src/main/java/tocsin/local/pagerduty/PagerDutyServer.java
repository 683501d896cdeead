package tocsin.local.pagerduty;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/** The stand-in behind HTTP, on 127.0.0.1 alone: POST /v2/enqueue as PagerDuty has it, GET /alerts to look at it. */
public final class PagerDutyServer implements AutoCloseable {
    private static final int LARGEST = 1024 * 1024;

    private final PagerDutyStandIn pagerDuty;
    private final InstantSource clock;
    private final HttpServer server;

    /**
     * @param port 0 for any that is free
     */
    public PagerDutyServer(PagerDutyStandIn pagerDuty, InstantSource clock, int port) throws IOException {
        this.pagerDuty = pagerDuty;
        this.clock = clock;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/v2/enqueue", this::enqueue);
        server.createContext("/alerts", this::alerts);
        server.start();
    }

    /** What the configuration's {@code pager.url} is set to. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v2/enqueue");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void enqueue(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            answer(exchange, 405, "{}");
            return;
        }
        var body = new String(exchange.getRequestBody().readNBytes(LARGEST), StandardCharsets.UTF_8);
        var reply = pagerDuty.enqueue(body, clock.instant());
        answer(exchange, reply.status(), reply.body());
    }

    private void alerts(HttpExchange exchange) throws IOException {
        answer(exchange, 200, pagerDuty.told());
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", body.startsWith("{") ? "application/json" : "text/plain");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
