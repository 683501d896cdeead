package tocsin.console;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A request of the HTTP API.
 *
 * @param headers by lower-case name
 * @param caller who calls, as the gateway found out; empty on open routes
 */
record Request(
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        String body,
        String caller) {
    Request {
        query = Collections.unmodifiableMap(new TreeMap<>(query));
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    /** The fields of the body as a form, in their order: of the first so many, those that have a name. */
    Stream<Map.Entry<String, String>> form(int most) {
        return Stream.of(body.split("&", -1))
                .limit(most)
                .filter(field -> field.indexOf('=') > 0)
                .map(field -> {
                    var at = field.indexOf('=');
                    return Map.entry(decoded(field.substring(0, at)), decoded(field.substring(at + 1)));
                });
    }

    /** What is no form says nothing; it is not for whoever calls to break anything. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noForm) {
            return "";
        }
    }
}
