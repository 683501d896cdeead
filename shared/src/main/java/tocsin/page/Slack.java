package tocsin.page;

import io.avaje.json.node.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tocsin.config.Secrets;
import tocsin.config.SlackChannel;

/**
 * Slack by its Web API: one message an incident, edited in place, and the story as a thread below it. A message has no
 * key: a repeat after an unclear answer may stand there twice.
 */
final class Slack implements Sender {
    private static final String OWN_URL = "https://slack.com/api";

    /** Slack is not there, or has too much to do: nothing was done. */
    private static final Pattern LATER =
            Pattern.compile("ratelimited|rate_limited|service_unavailable|request_timeout|team_added_to_org");

    /** "It's possible some aspect of the operation succeeded before the error was raised." */
    private static final Pattern UNCLEAR = Pattern.compile("fatal_error|internal_error");

    /** Somebody deleted the message, or it may not be edited any more. */
    private static final Pattern GONE =
            Pattern.compile("message_not_found|cant_update_message|edit_window_closed|thread_not_found");

    private static final Duration REST = Duration.ofSeconds(30);

    private final Asking asking;
    private final SlackChannel channel;

    Slack(Web web, Secrets secrets, SlackChannel channel) {
        asking = new Asking("Slack", web, secrets);
        this.channel = channel;
    }

    /**
     * By what Slack knows a message, and how much of the story stands below it.
     *
     * @param channel its id: what is edited is not found by the channel's name
     * @param at the message's time stamp, which is its id
     */
    private record Posted(String channel, String at, long told) {
        private static final Pattern FORM = Pattern.compile("([A-Z0-9]{1,40}) ([0-9.]{1,40}) ([0-9]{1,18})");

        static @Nullable Posted of(@Nullable String handle) {
            var parts = FORM.matcher(Objects.requireNonNullElse(handle, ""));
            return parts.matches() ? new Posted(parts.group(1), parts.group(2), Long.parseLong(parts.group(3))) : null;
        }

        String handle() {
            return channel + " " + at + " " + told;
        }
    }

    @Override
    public long told(@Nullable String handle) {
        var posted = Posted.of(handle);
        return posted == null ? Long.MAX_VALUE : posted.told();
    }

    @Override
    public Answer send(Event event, Message message, @Nullable String handle, Duration timeout) {
        return asking.with(channel.token(), token -> {
            var call = new Calling(token, timeout.dividedBy(2)); // two calls at the most
            var posted = Posted.of(handle);
            return posted == null ? post(call, event, message) : edit(call, event, message, posted);
        });
    }

    private Answer post(Calling call, Event event, Message message) {
        var reply = call.ask(
                "chat.postMessage", SlackMessage.of(event, message, acts()).add("channel", channel.to()));
        if (reply.refused != null) {
            return reply.refused;
        }
        var posted = new Posted(reply.body.extract("channel", ""), reply.body.extract("ts", ""), message.told());
        return new Answer.Confirmed(reply.text, Posted.of(posted.handle()) == null ? null : posted.handle());
    }

    private Answer edit(Calling call, Event event, Message message, Posted posted) {
        var body = SlackMessage.of(event, message, acts())
                .add("channel", posted.channel())
                .add("ts", posted.at());
        var reply = call.ask("chat.update", body);
        if (reply.refused != null) {
            return GONE.matcher(reply.error).matches() ? post(call, event, message) : reply.refused;
        }
        if (message.news().isEmpty()) {
            return new Answer.Confirmed(reply.text, posted.handle());
        }
        var story =
                SlackMessage.thread(message).add("channel", posted.channel()).add("thread_ts", posted.at());
        var below = call.trying("chat.postMessage", story);
        // The message itself is as it should be. A line that may stand there already is not written again; one that
        // was not taken is told with the next.
        return below instanceof Answer.Confirmed || below instanceof Answer.Unclear
                ? new Answer.Confirmed(reply.text, new Posted(posted.channel(), posted.at(), message.told()).handle())
                : new Answer.Confirmed(reply.text + "; not below it: " + below.text(), posted.handle());
    }

    private boolean acts() {
        return channel.signing() != null;
    }

    /** The token, and how long one call may take. */
    private final class Calling {
        private final String token;
        private final Duration timeout;

        Calling(String token, Duration timeout) {
            this.token = token;
            this.timeout = timeout;
        }

        Reply ask(String method, JsonObject body) {
            var url = (channel.url() == null ? OWN_URL : channel.url()) + "/" + method;
            var headers = new TreeMap<String, String>();
            headers.put("authorization", "Bearer " + token);
            headers.put("content-type", "application/json; charset=utf-8");
            return read(asking.send(new Web.Call("POST", URI.create(url), headers, Wire.written(body), timeout)));
        }

        Answer trying(String method, JsonObject body) {
            return asking.trying(token, () -> {
                var reply = ask(method, body);
                return reply.refused == null ? new Answer.Confirmed(reply.text) : reply.refused;
            });
        }

        private Reply read(Web.Answer answer) {
            if (!Asking.isSuccess(answer)) {
                return new Reply(asking.text(answer, token), JsonObject.create(), "", asking.failed(answer, token));
            }
            var body = Wire.object(answer.body());
            var error = body.extract("error", "");
            if (body.extract("ok", false)) {
                return new Reply("Slack: ok, " + body.extract("ts", ""), body, "", null);
            }
            var text = "Slack: " + Cleaned.line(Veiled.text(error.isEmpty() ? answer.body() : error, token), 300);
            return new Reply(text, body, error, refusal(error, text, answer));
        }

        private static Answer refusal(String error, String text, Web.Answer answer) {
            if (LATER.matcher(error).matches()) {
                var wait = RetryAfter.of(answer);
                return new Answer.Later(text, wait == null ? REST : wait);
            }
            return UNCLEAR.matcher(error).matches() || error.isEmpty()
                    ? new Answer.Unclear(text)
                    : new Answer.Refused(text);
        }
    }

    /** What came of one call; {@code refused} is null where it was done. */
    private record Reply(
            String text,
            JsonObject body,
            String error,
            @Nullable Answer refused) {}
}
