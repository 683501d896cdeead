package tocsin.console;

import io.avaje.jsonb.Json;
import java.util.List;

/**
 * One rota.
 *
 * @param next who has it when what is now has ended
 * @param shifts what comes, the first of them being what is now
 */
@Json
public record RotaView(String rota, String zone, StretchView now, StretchView next, List<StretchView> shifts) {
    public RotaView {
        shifts = List.copyOf(shifts);
    }
}
