package tocsin.config;

import io.avaje.jsonb.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What runbooks may change: resources of these accounts that carry these tags. */
@Json
public record MayTouch(List<String> accounts, Map<String, String> tags) {
    public MayTouch {
        accounts = List.copyOf(accounts);
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }
}
