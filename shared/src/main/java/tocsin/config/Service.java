package tocsin.config;

import io.avaje.jsonb.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of the product in one stage, with that stage's names in its pattern and resources.
 *
 * @param usersLose what users lose without it
 * @param needs the services that it cannot do without, by name, in the same stage
 * @param paging how far it is trusted; the product's default where the file says nothing
 */
@Json
public record Service(
        String stage,
        String name,
        String usersLose,
        List<String> needs,
        Pattern match,
        @Nullable Probe probe,
        Map<String, String> resources,
        Paging paging) {
    public Service {
        needs = List.copyOf(needs);
        resources = Collections.unmodifiableMap(new LinkedHashMap<>(resources));
    }

    /** The key under which all that is known of it is stored: {@code prod/api}. */
    public String partition() {
        return stage + "/" + name;
    }
}
