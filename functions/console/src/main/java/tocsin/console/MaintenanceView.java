package tocsin.console;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.maintenance.Maintenance;

/**
 * What maintenance there is.
 *
 * @param maintenance the soonest first; what is over only where that is asked for
 * @param windows when it may be, each with its next time that nobody has planned for
 * @param held the alarms that windows hold now
 */
@Json
public record MaintenanceView(List<Line> maintenance, List<Next> windows, List<String> held) {
    public MaintenanceView {
        maintenance = List.copyOf(maintenance);
        windows = List.copyOf(windows);
        held = List.copyOf(held);
    }

    /**
     * One of them.
     *
     * @param status as people say it: "planned", "under way"
     * @param overruns whether it goes on after the end that was told
     * @param mailAt when users are mailed, or were; null where they are not
     * @param bannerAt when the banner goes up, or went
     */
    @Json
    public record Line(
            String id,
            String status,
            boolean overruns,
            @Nullable Instant mailAt,
            Instant bannerAt,
            Maintenance is) {}

    /** @param when as tocsin.yaml has it: "Sun 02:00-04:00" */
    @Json
    public record Next(
            String because,
            String when,
            String zone,
            boolean announced,
            @Nullable Instant begins,
            @Nullable Instant ends) {}
}
