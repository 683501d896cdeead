package tocsin.page;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** HTTP to the outside: one call is one request; redirects are not followed, nothing is tried again. */
public interface Web {
    /**
     * Sends the request and waits for the whole answer.
     *
     * @throws tocsin.PortFailure UNAVAILABLE where no connection was made, so that nothing was sent; UNCLEAR where the
     *     request may have arrived
     */
    Answer send(Call call);

    /**
     * @param timeout for the whole call, connecting and reading included
     */
    record Call(
            String method,
            URI uri,
            Map<String, String> headers,
            @Nullable String body,
            Duration timeout) {
        public Call {
            headers = Collections.unmodifiableMap(new TreeMap<>(headers));
        }

        /** Without header, path and body: each may hold a secret. */
        @Override
        public String toString() {
            return method + " to " + uri.getHost();
        }
    }

    /**
     * @param headers by lower-case name; of several of one name, the first
     */
    record Answer(int status, Map<String, String> headers, String body) {
        public Answer {
            headers = Collections.unmodifiableMap(new TreeMap<>(headers));
        }
    }
}
