package tocsin.oncall;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Optional;

/**
 * What the configuration says of being on call.
 *
 * @param escalates who goes on to the next when nobody acknowledges: never both
 * @param ladder where Tocsin escalates
 */
@Json
public record OnCall(List<Rota> rotas, Escalates escalates, Ladder ladder) {
    /** Nothing is said: PagerDuty keeps who is on call. */
    public static final OnCall PAGERDUTY = new OnCall(List.of(), Escalates.PAGERDUTY, Ladder.USUAL);

    public OnCall {
        rotas = List.copyOf(rotas);
    }

    public Optional<Rota> rota(String name) {
        return rotas.stream().filter(rota -> rota.name().equals(name)).findFirst();
    }

    /** Who owns the ladder. */
    public enum Escalates {
        PAGERDUTY,
        TOCSIN
    }
}
