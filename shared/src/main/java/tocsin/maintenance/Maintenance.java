package tocsin.maintenance;

import io.avaje.jsonb.Json;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.config.Service;
import tocsin.config.Severity;
import tocsin.incident.IncidentRef;
import tocsin.incident.RunState;

/**
 * Work that is planned, under way or over, with all that users were told of it.
 *
 * @param number counts from 1: people call it "maintenance-7"
 * @param emergency whether it could not wait for a window: nobody was told ahead
 * @param what is done, fit for users to read
 * @param services the names of those whose alarms are held; none: all of the stage
 * @param pierce severities that page all the same
 * @param slot the window in whose place it stands, or null: at another time it holds by itself
 * @param announced when users were mailed ahead of it; reminded: when the banner went up
 * @param endAskedBy who said that the work is done, before the smoke tests have
 * @param lookAt when it is looked at again whether it can end; null before that matters
 * @param tellAt when it is told again that it overruns; null where it does not
 * @param overruns how often it was told that it overruns the end it has now
 * @param run that of its checklist, as it was last told; null before it began
 */
@Json
@RecordBuilder
public record Maintenance(
        long number,
        boolean emergency,
        String what,
        String stage,
        List<String> services,
        List<Severity> pierce,
        Instant begins,
        Instant ends,
        @Nullable Slot slot,
        String by,
        Instant at,
        Phase phase,
        @Nullable Instant announced,
        @Nullable Instant reminded,
        @Nullable Instant begun,
        @Nullable Instant over,
        @Nullable String endAskedBy,
        @Nullable Instant lookAt,
        @Nullable Instant tellAt,
        int overruns,
        @Nullable RunState run)
        implements MaintenanceBuilder.With {
    /** Where all of them stand in the table, which is no service's. */
    public static final String PARTITION = "maintenance";

    public Maintenance {
        services = List.copyOf(services);
        pierce = List.copyOf(pierce);
        if (!begins.isBefore(ends)) {
            throw new IllegalArgumentException("it would end at " + ends + ", and begin at " + begins);
        }
    }

    /** Where one stands. */
    public enum Phase {
        PLANNED,
        UNDER_WAY,
        OVER,
        CALLED_OFF;

        /** Whether it holds alarms in its time. */
        public boolean live() {
            return this == PLANNED || this == UNDER_WAY;
        }
    }

    /** An occurrence of a window of tocsin.yaml: the window's reason, and when it begins. */
    @Json
    public record Slot(String window, Instant begins) {}

    /** One that is planned. */
    public static Maintenance planned(
            long number,
            String what,
            String stage,
            List<String> services,
            List<Severity> pierce,
            Occurrence time,
            @Nullable Slot slot,
            String by,
            Instant at) {
        return new Maintenance(
                number,
                false,
                what,
                stage,
                services,
                pierce,
                time.begins(),
                time.ends(),
                slot,
                by,
                at,
                Phase.PLANNED,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                null);
    }

    /** What people call it. */
    public String id() {
        return PARTITION + "-" + number;
    }

    /** By what its story, its run and its pages are found. */
    public IncidentRef ref() {
        return new IncidentRef(PARTITION, number);
    }

    /** How long it is to take. */
    public Duration length() {
        return Duration.between(begins, ends);
    }

    /** The severities that page all the same, as people read them. */
    public String pierced() {
        return pierce.isEmpty()
                ? "nothing"
                : String.join(", ", pierce.stream().map(Severity::name).toList());
    }

    /** Whether it is about this service. */
    public boolean concerns(Service service) {
        return service.stage().equals(stage) && (services.isEmpty() || services.contains(service.name()));
    }

    /** Whether alarms of this service and severity are held by it now: never beyond the end that was told. */
    public boolean holds(Service service, Severity severity, Instant now) {
        return phase.live()
                && !now.isBefore(begins)
                && now.isBefore(ends)
                && concerns(service)
                && !pierce.contains(severity);
    }

    /** Whether it stands in the place of this occurrence, for this service. */
    boolean replaces(Window window, Occurrence occurrence, Service service) {
        return slot != null
                && slot.window().equals(window.because())
                && slot.begins().equals(occurrence.begins())
                && phase != Phase.CALLED_OFF
                && concerns(service);
    }

    /**
     * Whether an occurrence is planned by it already.
     *
     * @param names the services that it would be planned for; none: all of the stage
     */
    public boolean takes(Slot occurrence, String where, List<String> names) {
        return occurrence.equals(slot)
                && stage.equals(where)
                && (services.isEmpty() || names.isEmpty() || !Collections.disjoint(services, names));
    }

    /** Whether it goes on after the end that was told. */
    public boolean overruns(Instant now) {
        return phase == Phase.UNDER_WAY && !now.isBefore(ends);
    }
}
