package tocsin.config;

import io.avaje.jsonb.Json;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of triage.
 *
 * @param flapping so many moves within: held open, one page that says so
 * @param blind so many alarms without data in a Region within: we are blind there
 * @param storm so many services in trouble within: what would act by itself asks, and the next page is added to the
 *     last; null where nothing is a storm
 * @param deployed so long after a deployment what would act by itself asks
 * @param waitForCause how long a page below P0 may wait for the cause that a needed service may show
 * @param monitoring how long an incident is watched after the last signal's OK
 * @param lookAgain the latest at which something withheld, of which nothing says when it ends, is looked at again
 * @param updates how long after somebody has it, or the last one, an update of a P0 or P1 is due
 * @param tableDown how long an alarm may wait for the table before the raw page goes out
 */
@Json
@RecordBuilder
public record Times(
        Rate flapping,
        Rate blind,
        @Nullable Rate storm,
        Duration deployed,
        Duration waitForCause,
        Duration monitoring,
        Duration lookAgain,
        Duration updates,
        Duration tableDown,
        Duration keepStory)
        implements TimesBuilder.With {}
