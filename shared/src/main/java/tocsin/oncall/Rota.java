package tocsin.oncall;

import io.avaje.jsonb.Json;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One place that somebody fills: by turns, or as a calendar says.
 *
 * @param zone in which it is shown
 * @param layers the first that covers an instant has it; none where there is a calendar
 * @param calendar null where people take turns
 */
@Json
public record Rota(
        String name,
        ZoneId zone,
        List<Layer> layers,
        @Nullable Calendar calendar) {
    public Rota {
        layers = List.copyOf(layers);
        if (layers.isEmpty() == (calendar == null)) {
            throw new IllegalArgumentException("the rota " + name + " has layers, or a calendar");
        }
    }
}
