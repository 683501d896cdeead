package tocsin.console;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;
import tocsin.oncall.ShiftOverride;

/**
 * Who is on call.
 *
 * @param overrides those that are not over, in the order in which they were added: a later one wins
 */
@Json
public record RosterView(Instant at, Instant until, List<RotaView> rotas, List<ShiftOverride> overrides) {
    public RosterView {
        rotas = List.copyOf(rotas);
        overrides = List.copyOf(overrides);
    }
}
