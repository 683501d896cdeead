package tocsin.console;

import io.avaje.jsonb.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tocsin.oncall.Stretch;
import tocsin.oncall.Stretch.Because;
import tocsin.oncall.Stretch.Hole;
import tocsin.oncall.Stretch.Shift;

/**
 * Who has a rota from when to when.
 *
 * @param person null where nobody has it
 */
@Json
public record StretchView(@Nullable String person, Instant from, Instant to, String because) {
    static StretchView of(Stretch stretch) {
        return switch (stretch) {
            case Shift shift -> new StretchView(shift.person(), shift.from(), shift.to(), said(shift.because()));
            case Hole hole -> new StretchView(null, hole.from(), hole.to(), "nobody has it");
        };
    }

    private static String said(Because because) {
        return switch (because) {
            case Because.Turn _ -> "turn";
            case Because.Entered _ -> "calendar";
            case Because.Overridden(var override) -> "override " + override.id() + " by " + override.by();
        };
    }
}
