package tocsin.config;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What may be entered without credentials of AWS, by a signature alone.
 *
 * @param links how the links in messages are signed; null: there are none
 */
@Json
public record Entrances(@Nullable LinkKeys links, List<Hook> hooks) {
    /** Nothing. */
    public static final Entrances NONE = new Entrances(null, List.of());

    public Entrances {
        hooks = List.copyOf(hooks);
    }

    /** The hook of this name. */
    public Optional<Hook> hook(String name) {
        return hooks.stream().filter(hook -> hook.name().equals(name)).findFirst();
    }
}
