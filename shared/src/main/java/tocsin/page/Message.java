package tocsin.page;

import io.avaje.jsonb.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.config.Severity;

/**
 * What a page or a notice says, before a channel puts it into its own form.
 *
 * @param key the channel's deduplication key, where it has one: incident and generation
 * @param summary one line; severity, id and what users lose are in its first {@link Headline#SEEN} characters
 * @param details what is known, by name, in the order to be shown
 * @param links what may be followed from it; none in a row that was written before there were any
 * @param told the number of the last line of the story when it was said
 * @param news lines of the story that the channel has not shown yet; filled in when it is sent
 * @param picture of the metric, a PNG in base64; filled in when it is sent where it is shown, else null
 */
@Json
public record Message(
        String incident,
        String service,
        @Nullable Severity severity,
        String key,
        String summary,
        Map<String, String> details,
        List<Button> links,
        long told,
        List<String> news,
        @Nullable String picture) {
    public Message {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        links = links == null ? List.of() : List.copyOf(links);
        news = news == null ? List.of() : List.copyOf(news);
    }

    /** Without links, and of no story. */
    public static Message of(
            String incident,
            String service,
            @Nullable Severity severity,
            String key,
            String summary,
            Map<String, String> details) {
        return new Message(incident, service, severity, key, summary, details, List.of(), 0, List.of(), null);
    }

    public Message withLinks(List<Button> shown) {
        return new Message(incident, service, severity, key, summary, details, shown, told, news, picture);
    }

    public Message withTold(long last) {
        return new Message(incident, service, severity, key, summary, details, links, last, news, picture);
    }

    public Message withNews(List<String> lines) {
        return new Message(incident, service, severity, key, summary, details, links, told, lines, picture);
    }

    public Message withPicture(String png) {
        return new Message(incident, service, severity, key, summary, details, links, told, news, png);
    }
}
