package tocsin.oncall;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tocsin.config.Secret;

/**
 * What the configuration says of being on call.
 *
 * @param escalates who goes on to the next when nobody acknowledges: never both
 * @param ladder where Tocsin escalates
 * @param subscription what the address is signed with under which calendars may subscribe, or null where none may
 */
@Json
public record OnCall(
        List<Rota> rotas,
        Escalates escalates,
        Ladder ladder,
        @Nullable Secret subscription) {
    /** Nothing is said: PagerDuty keeps who is on call. */
    public static final OnCall PAGERDUTY = new OnCall(List.of(), Escalates.PAGERDUTY, Ladder.USUAL, null);

    public OnCall {
        rotas = List.copyOf(rotas);
    }

    /** Whether some rota is kept in a calendar. */
    public boolean readsCalendars() {
        return rotas.stream().anyMatch(rota -> rota.feed() != null);
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
