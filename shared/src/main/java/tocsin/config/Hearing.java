package tocsin.config;

import io.avaje.jsonb.Json;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a severity does to people.
 *
 * @param page the hours in which it pages, or null where it never does
 * @param mail whether it is mailed when it does not page
 * @param unlessMended how long a page waits for a runbook that acts by itself and has helped often enough, or null
 * @param respond how soon somebody must have such an incident, whether it pages or not; null where nobody need
 */
@Json
public record Hearing(
        @Nullable Hours page,
        boolean mail,
        @Nullable Duration unlessMended,
        @Nullable Duration respond) {
    public Hearing(@Nullable Hours page, boolean mail) {
        this(page, mail, null, null);
    }

    public Hearing withRespond(@Nullable Duration within) {
        return new Hearing(page, mail, unlessMended, within);
    }

    public Hearing {
        if (page == null && !mail) {
            throw new IllegalArgumentException("a severity that nobody hears of");
        }
    }

    public Heard at(Instant now) {
        if (page == null) {
            return new Heard.Mail();
        }
        return page.open(now) ? new Heard.Page(unlessMended) : new Heard.PageLater(page.nextOpening(now), mail);
    }
}
