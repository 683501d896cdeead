package tocsin.incident;

import io.avaje.jsonb.Json;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.AlarmId;
import tocsin.alarm.AlarmState;
import tocsin.alarm.Transition;
import tocsin.config.Severity;

/**
 * An alarm's standing in an incident, or beside one where it is withheld.
 *
 * @param partition the service whose alarm it is; another than the incident's own for a symptom
 * @param transition the last move to ALARM or OK
 * @param blind whether CloudWatch has no data since: then it still stands, and proves nothing
 * @param because the severity's reason
 * @param readsObserved whether another value observed could make it worse: then its metric is read again
 */
@Json
@RecordBuilder
public record Signal(
        String partition,
        Transition transition,
        Severity severity,
        String because,
        boolean readsObserved,
        boolean blind,
        @Nullable Withheld withheld)
        implements SignalBuilder.With {

    public AlarmId id() {
        return transition.id();
    }

    /** Whether something is wrong by it: not OK, whether data still come or not, or flapping. */
    public boolean stands() {
        return transition.state() != AlarmState.OK || isWithheld(Withheld.Why.FLAPPING);
    }

    public boolean isWithheld(Withheld.Why why) {
        return withheld != null && withheld.why() == why;
    }
}
