package tocsin.config;

import io.avaje.jsonb.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a severity does to people.
 *
 * @param page the hours in which it pages, or null where it never does
 * @param mail whether it is mailed when it does not page
 */
@Json
public record Hearing(@Nullable Hours page, boolean mail) {
    public Hearing {
        if (page == null && !mail) {
            throw new IllegalArgumentException("a severity that nobody hears of");
        }
    }

    public Heard at(Instant now) {
        if (page == null) {
            return new Heard.Mail();
        }
        return page.open(now) ? new Heard.Page() : new Heard.PageLater(page.nextOpening(now), mail);
    }
}
