package tocsin.oncall;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;
import tocsin.config.Secret;

/**
 * Where a rota is read from, as iCalendar: its address, or the secret that holds the address.
 *
 * @param url null where a secret holds it
 * @param secret null where the address is none
 */
@Json
public record Calendar(@Nullable String url, @Nullable Secret secret) {
    public Calendar {
        if ((url == null) == (secret == null)) {
            throw new IllegalArgumentException("a calendar has an address, or a secret that holds it");
        }
    }
}
