package tocsin.oncall;

import io.avaje.jsonb.Json;
import java.time.ZoneId;
import java.util.List;

/**
 * One place that somebody fills, by turns.
 *
 * @param zone in which it is shown
 * @param layers the first that covers an instant has it
 */
@Json
public record Rota(String name, ZoneId zone, List<Layer> layers) {
    public Rota {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("the rota " + name + " has no layer");
        }
    }
}
