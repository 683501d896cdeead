package tocsin.local.http;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tocsin.local.run.Json;

/** A request as the function sees it: API Gateway's payload format 2.0. */
final class Event {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss xx", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Event() {}

    static String of(
            HttpExchange exchange,
            byte[] body,
            Route route,
            Map<String, String> variables,
            Optional<Caller> caller,
            String requestId,
            Instant now) {
        var uri = exchange.getRequestURI();
        var query = Optional.ofNullable(uri.getRawQuery()).orElse("");
        var event = Json.object()
                .put("version", "2.0")
                .put("routeKey", route.key())
                .put("rawPath", uri.getRawPath())
                .put("rawQueryString", query);
        var headers = headers(exchange);
        var cookies = headers.remove("cookie");
        if (cookies != null) {
            var list = event.putArray("cookies");
            List.of(cookies.split(";\\s*", -1)).forEach(list::add);
        }
        headers.forEach(event.putObject("headers")::put);
        if (!query.isEmpty()) {
            parameters(query).forEach(event.putObject("queryStringParameters")::put);
        }
        if (!variables.isEmpty()) {
            var decoded = event.putObject("pathParameters");
            variables.forEach((name, value) -> decoded.put(name, decode(value.replace("+", "%2B"))));
        }
        var context = event.putObject("requestContext")
                .put("accountId", account(caller))
                .put("apiId", "local");
        caller.ifPresent(known -> context.putObject("authorizer")
                .putObject("iam")
                .put("accessKey", "LOCAL")
                .put("accountId", known.account())
                .put("callerId", known.name())
                .put("userArn", known.arn())
                .put("userId", known.name()));
        context.put("domainName", headers.getOrDefault("host", "127.0.0.1")).put("domainPrefix", "local");
        context.putObject("http")
                .put("method", exchange.getRequestMethod())
                .put("path", uri.getPath())
                .put("protocol", exchange.getProtocol())
                .put("sourceIp", exchange.getRemoteAddress().getAddress().getHostAddress())
                .put("userAgent", headers.getOrDefault("user-agent", ""));
        context.put("requestId", requestId)
                .put("routeKey", route.key())
                .put("stage", "$default")
                .put("time", TIME.format(now))
                .put("timeEpoch", now.toEpochMilli());
        var text = text(body);
        if (body.length > 0) {
            event.put("body", text.orElseGet(() -> Base64.getEncoder().encodeToString(body)));
        }
        return event.put("isBase64Encoded", text.isEmpty()).toString();
    }

    private static String account(Optional<Caller> caller) {
        return caller.map(Caller::account).orElse("anonymous");
    }

    /** In lower case, several of one name joined by commas. */
    private static Map<String, String> headers(HttpExchange exchange) {
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        return headers;
    }

    private static Map<String, String> parameters(String query) {
        Map<String, List<String>> parameters = new TreeMap<>();
        for (var pair : query.split("&", -1)) {
            var equals = pair.indexOf('=');
            var name = decode(equals < 0 ? pair : pair.substring(0, equals));
            var value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            parameters.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
        }
        Map<String, String> joined = new TreeMap<>();
        parameters.forEach((name, values) -> joined.put(name, String.join(",", values)));
        return joined;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }

    /** The body as text; empty where it is none, and then goes as base64. */
    private static Optional<String> text(byte[] body) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        }
    }
}
