package tocsin.local.discord;

import java.util.List;

/**
 * A command that is registered globally.
 *
 * @param name without the slash
 * @param options the names of what it takes
 */
public record Command(String name, List<String> options) {
    public Command {
        options = List.copyOf(options);
    }
}
