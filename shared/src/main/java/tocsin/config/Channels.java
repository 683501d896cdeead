package tocsin.config;

import io.avaje.jsonb.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the team is told, and by what people are reached. Each is null where it is not set.
 *
 * @param mail the topic that mails the team; where SES does, the addresses
 * @param discord the address of a channel's webhook
 * @param teams the address of a workflow that posts what it gets
 * @param pushover the application that rings whoever has it
 * @param ses from whom mail comes, where SES sends it; null where a topic of SNS does
 */
@Json
public record Channels(
        @Nullable Reach mail,
        @Nullable SlackChannel slack,
        @Nullable ChatHook discord,
        @Nullable ChatHook teams,
        @Nullable Webhook webhook,
        @Nullable Pushover pushover,
        @Nullable SesIdentity ses) {
    /** Mail alone. */
    public static Channels of(@Nullable Reach mail) {
        return new Channels(mail, null, null, null, null, null, null);
    }

    /** The names of those that show how each incident stands, in the order in which they are written. */
    public List<String> shows() {
        var shows = new ArrayList<String>();
        if (slack != null) {
            shows.add("slack");
        }
        if (discord != null) {
            shows.add("discord");
        }
        if (teams != null) {
            shows.add("teams");
        }
        if (webhook != null) {
            shows.add("webhook");
        }
        return shows;
    }
}
