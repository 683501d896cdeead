package tocsin.config;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * A way in for whoever watches the product from elsewhere: what is posted to {@code /hooks/in/NAME} is taken for an
 * alarm's move.
 *
 * @param key the secret by which a call is known: it signs, or stands in the call as a bearer's token
 * @param form who writes it
 * @param service the service that it is about where it names none, of the first stage; or null
 * @param severity how bad it is where it says nothing
 */
@Json
public record Hook(
        String name, Secret key, Form form, @Nullable String service, Severity severity) {
    /** In whose words it is written. */
    public enum Form {
        /** Ours. */
        TOCSIN,
        SENTRY,
        GRAFANA,
        ALERTMANAGER
    }
}
