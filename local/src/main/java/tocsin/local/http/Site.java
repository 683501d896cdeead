package tocsin.local.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import tocsin.page.Web;

/** Something that stands in for a site of the web, behind HTTP on 127.0.0.1 alone: one function answers every call. */
public final class Site implements AutoCloseable {
    private static final int LARGEST = 1024 * 1024;

    private final Function<Web.Call, Web.Answer> answers;
    private final HttpServer server;

    /**
     * @param port 0 for any that is free
     */
    public Site(Function<Web.Call, Web.Answer> answers, int port) throws IOException {
        this.answers = answers;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Where it is. */
    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = new TreeMap<String, String>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            var body = new String(exchange.getRequestBody().readNBytes(LARGEST), StandardCharsets.UTF_8);
            var asked = at(exchange.getRequestURI().toString());
            var answer = answers.apply(new Web.Call(exchange.getRequestMethod(), asked, headers, body, Duration.ZERO));
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
