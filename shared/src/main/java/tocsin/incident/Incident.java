package tocsin.incident;

import io.avaje.jsonb.Json;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.AlarmId;
import tocsin.config.Severity;
import tocsin.page.PageRef;

/**
 * What people work on. A service has at most one that is not resolved.
 *
 * @param id what people call it: "api-42"
 * @param because the reason of its severity
 * @param signals in the order in which they came; those that have recovered stay listed
 * @param cause the incident that leads this one, where it came later
 * @param symptoms the incidents that this one leads
 * @param paged the last page decided, or null before the first
 * @param owed a page that still waits
 * @param told names of what has been told once and is not told again
 * @param pages every page row wanted so far
 * @param watchedUntil the end of monitoring
 * @param acknowledgedAt when somebody first had it, or null
 * @param respondBy when it pages, unless somebody has had it by then; null where somebody has, or it was told
 * @param graded the severity that a person has given it, or null
 * @param climb the next step of Tocsin's own ladder, or null where it has none or nobody is rung by it
 * @param update what everybody was last told, or null
 * @param updateDue the update that is owed next, or null where none is
 * @param trouble what its log says, or null where none is known or nobody is told of it
 */
@Json
@RecordBuilder
public record Incident(
        IncidentRef ref,
        String id,
        Severity severity,
        String because,
        Phase phase,
        Instant openedAt,
        @Nullable Instant resolvedAt,
        List<Signal> signals,
        @Nullable IncidentRef cause,
        List<IncidentRef> symptoms,
        @Nullable Paged paged,
        @Nullable Owed owed,
        @Nullable Acknowledgement acknowledgement,
        List<String> told,
        List<PageRef> pages,
        List<RunState> runs,
        @Nullable Instant watchedUntil,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant respondBy,
        @Nullable Graded graded,
        @Nullable Climb climb,
        @Nullable Update update,
        @Nullable UpdateDue updateDue,
        @Nullable Trouble trouble)
        implements IncidentBuilder.With {
    /** What is told of an incident that people have linked with another. */
    public static final String MERGED = "merged";

    /** What is told of one that was added to another's page in a storm: this, whose page, and when. */
    public static final String ADDED = "added to the page of ";

    /** What came of a test page that the person who was rung did not acknowledge, but somebody else did. */
    public static final String BY_ANOTHER = "acknowledged by somebody else";

    public Incident {
        signals = List.copyOf(signals);
        symptoms = List.copyOf(symptoms);
        told = List.copyOf(told);
        pages = List.copyOf(pages);
        runs = List.copyOf(runs);
    }

    public Stream<Signal> standing() {
        return signals.stream().filter(Signal::stands);
    }

    /** Whether an alarm of the incident's own service stands: without one it leads nobody. */
    public boolean ownStands() {
        return standing().anyMatch(signal -> signal.partition().equals(ref.partition()));
    }

    public @Nullable Signal signal(AlarmId id) {
        return signals.stream()
                .filter(signal -> signal.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** With the signal, in the place of an earlier one of the same alarm, else at the end. */
    public Incident put(Signal changed) {
        if (signal(changed.id()) == null) {
            return withSignals(
                    Stream.concat(signals.stream(), Stream.of(changed)).toList());
        }
        return withSignals(signals.stream()
                .map(signal -> signal.id().equals(changed.id()) ? changed : signal)
                .toList());
    }

    /** Without the alarm's signal. */
    public Incident drop(AlarmId id) {
        return withSignals(
                signals.stream().filter(signal -> !signal.id().equals(id)).toList());
    }

    /** With the name among what has been told once. */
    public Incident tell(String once) {
        return withTold(Stream.concat(told.stream(), Stream.of(once)).toList());
    }

    /** Whether people have linked it with another. */
    public boolean merged() {
        return told.contains(MERGED);
    }

    public int generation() {
        return paged == null ? 0 : paged.generation();
    }
}
