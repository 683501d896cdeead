package tocsin.oncall;

import io.avaje.jsonb.Json;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One place that somebody fills, by turns or as a calendar says.
 *
 * @param zone in which it is shown
 * @param layers the first that covers an instant has it; none where a calendar says who has it
 * @param feed the calendar, or null where people take turns
 */
@Json
public record Rota(
        String name,
        ZoneId zone,
        List<Layer> layers,
        @Nullable Feed feed) {
    public Rota {
        layers = List.copyOf(layers);
        if (layers.isEmpty() == (feed == null)) {
            throw new IllegalArgumentException("the rota " + name + " has no layer, or a calendar beside its layers");
        }
    }

    /** One by turns. */
    public static Rota of(String name, ZoneId zone, List<Layer> layers) {
        return new Rota(name, zone, layers, null);
    }
}
