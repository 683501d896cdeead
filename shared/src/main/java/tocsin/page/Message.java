package tocsin.page;

import io.avaje.jsonb.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.config.Severity;

/**
 * What a page or a notice says, before a channel puts it into its own form.
 *
 * @param key the channel's deduplication key, where it has one: incident and generation
 * @param summary one line
 * @param details what is known, by name, in the order to be shown
 */
@Json
public record Message(
        String incident,
        String service,
        @Nullable Severity severity,
        String key,
        String summary,
        Map<String, String> details) {
    public Message {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }
}
