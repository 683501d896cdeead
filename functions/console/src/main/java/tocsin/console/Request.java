package tocsin.console;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

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
}
