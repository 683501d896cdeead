package tocsin.maintenance;

import io.avaje.jsonb.Json;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tocsin.config.Reach;
import tocsin.config.Webhook;

/**
 * Whom a maintenance is told to, and how: the block {@code maintenance} of tocsin.yaml.
 *
 * @param users the topic by which all users are mailed, or null where none are
 * @param statusPage what sets the status page, or null where nobody but people does
 * @param notice the service in whose bucket the front end's notice lies, or null where it reads none
 * @param object the notice's name in that bucket
 * @param mailAhead how long before it users are mailed
 * @param bannerAhead how long before it the banner and the notice are up
 * @param checklist the runbook of one that was planned
 * @param emergency the runbook of one that could not wait
 * @param again how often it is told again that one overruns
 */
@Json
public record Announcing(
        @Nullable Reach users,
        @Nullable Webhook statusPage,
        @Nullable String notice,
        String object,
        Duration mailAhead,
        Duration bannerAhead,
        String checklist,
        String emergency,
        Duration again) {
    public static final Duration MAIL_AHEAD = Duration.ofDays(3);
    public static final Duration BANNER_AHEAD = Duration.ofDays(1);
    public static final Duration AGAIN = Duration.ofMinutes(30);
    public static final String OBJECT = "notice.json";
    public static final String CHECKLIST = "maintenance";
    public static final String EMERGENCY = "emergency-maintenance";

    /** The step of a checklist after which the work is done, and the window may end. */
    public static final String WORK = "work";

    /** The runbook that leads through this one. */
    public String runbook(Maintenance maintenance) {
        return maintenance.emergency() ? emergency : checklist;
    }
}
