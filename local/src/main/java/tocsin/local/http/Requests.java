package tocsin.local.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers each request by the first route that takes it. */
final class Requests implements HttpHandler {
    /** The largest body that API Gateway takes. */
    private static final int MOST_BYTES = 10 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private final List<Route> routes;
    private final HttpApi.Access access;
    private final InstantSource clock;
    private final Map<String, Function<byte[], String>> own;

    Requests(
            List<Route> routes, HttpApi.Access access, InstantSource clock, Map<String, Function<byte[], String>> own) {
        this.routes = routes;
        this.access = access;
        this.clock = clock;
        this.own = own;
    }

    @Override
    public void handle(HttpExchange exchange) {
        try (exchange) {
            send(exchange, answer(exchange));
        } catch (IOException callerHasLeft) {
            LOG.debug("{} was not answered", exchange.getRequestURI(), callerHasLeft);
        } catch (RuntimeException e) {
            LOG.error("{} was not answered", exchange.getRequestURI(), e);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            return Answer.problem(413, "Request Entity Too Large");
        }
        var path = exchange.getRequestURI().getRawPath();
        var ours = own.get(path);
        if (ours != null) {
            return access.admits(exchange) && exchange.getRequestMethod().equals("POST")
                    ? own(ours, body)
                    : Answer.problem(403, "Forbidden");
        }
        for (var route : routes) {
            var variables = route.take(exchange.getRequestMethod(), path);
            if (variables.isPresent()) {
                return invoke(exchange, body, route, variables.get());
            }
        }
        return Answer.problem(404, "Not Found");
    }

    private static Answer own(Function<byte[], String> ours, byte[] body) {
        try {
            return Answer.json(200, ours.apply(body));
        } catch (IllegalArgumentException e) {
            return Answer.problem(400, String.valueOf(e.getMessage()));
        }
    }

    private Answer invoke(HttpExchange exchange, byte[] body, Route route, Map<String, String> variables) {
        if (!route.open() && !access.admits(exchange)) {
            return Answer.problem(403, "Forbidden");
        }
        Optional<Caller> caller = route.open() ? Optional.empty() : Optional.of(access.caller());
        var function = route.function();
        var requestId = function.nextRequestId();
        var event = Event.of(exchange, body, route, variables, caller, requestId, clock.instant());
        return Answer.of(function.invoke(requestId, event));
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach((name, values) -> exchange.getResponseHeaders().put(name, List.copyOf(values)));
        var none = answer.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), none ? -1 : answer.body().length);
        if (!none) {
            exchange.getResponseBody().write(answer.body());
        }
    }
}
