package tocsin.local.product;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The product's API as far as it can be seen from outside: {@code GET /health} runs a query through a pool of ten
 * connections, answers 200 where that went well, and 503 with the reason where it did not; {@code GET /ping} asks
 * nothing of the database. Code that throws answers both with 502.
 */
public final class ProductApi implements AutoCloseable {
    /** As Prisma's, one pool a function. */
    public static final int POOL = 10;

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("api ", 0).factory());
    private Optional<Login> login = Optional.empty();
    private Optional<HikariDataSource> pool = Optional.empty();
    private volatile boolean throwing;

    private ProductApi(HttpServer server) {
        this.server = server;
    }

    /** Answers from now on, on a free port of 127.0.0.1; it is unwell until it has its database. */
    public static ProductApi start() {
        try {
            var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            var api = new ProductApi(HttpServer.create(new InetSocketAddress(loopback, 0), 0));
            api.server.setExecutor(api.threads);
            api.server.createContext("/", api::answer);
            api.server.start();
            return api;
        } catch (IOException e) {
            throw new UncheckedIOException("the pretend API found no port", e);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Gives it its database, and opens the pool. */
    synchronized void use(Login database) {
        login = Optional.of(database);
        restart();
    }

    /** Whether its code throws from now on, whatever it is asked. */
    void throwing(boolean so) {
        throwing = so;
    }

    /** New containers: the old ones go with their connections, the new ones open their own. */
    public synchronized void restart() {
        closePool();
        openPool();
    }

    /** Gives every connection of the pool back; without a pool the API is unwell. */
    public synchronized void closePool() {
        pool.ifPresent(HikariDataSource::close);
        pool = Optional.empty();
    }

    /** Opens a pool that is filled as far as the database lets it, and goes on trying. */
    public synchronized void openPool() {
        var config = new HikariConfig();
        config.setDataSource(login.orElseThrow().source("valine-api"));
        config.setPoolName("valine-api");
        config.setMaximumPoolSize(POOL);
        config.setMinimumIdle(POOL);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setValidationTimeout(PATIENCE.toMillis() / 2);
        config.setMaxLifetime(0); // Prisma keeps them, too
        config.setInitializationFailTimeout(-1);
        pool = Optional.of(new HikariDataSource(config));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            if (throwing) {
                send(exchange, 502, "Internal server error");
            } else if (path.equals("/health")) {
                var unwell = unwell();
                send(exchange, unwell.isEmpty() ? 200 : 503, unwell.orElse("well"));
            } else {
                send(exchange, path.equals("/ping") ? 200 : 404, path.equals("/ping") ? "well" : "not found");
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String says) throws IOException {
        var text = "{\"status\":\"" + says.replace("\"", "'") + "\"}\n";
        var body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** Why no query can be run; empty where one was. */
    private Optional<String> unwell() {
        Optional<HikariDataSource> now;
        synchronized (this) {
            now = pool;
        }
        if (now.isEmpty()) {
            return Optional.of("no pool");
        }
        try (var connection = now.get().getConnection();
                var statement = connection.createStatement()) {
            statement.setQueryTimeout((int) PATIENCE.toSeconds());
            statement.execute("select 1");
            return Optional.empty();
        } catch (SQLException e) {
            var cause = e.getCause() instanceof SQLException refused ? refused : e;
            return Optional.of("Unable to acquire connection from pool: SQLSTATE " + cause.getSQLState());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        closePool();
    }
}
