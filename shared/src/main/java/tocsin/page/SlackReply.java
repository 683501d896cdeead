package tocsin.page;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.config.SlackChannel;

/** What whoever pressed a button at Slack is answered: they alone see it. */
public final class SlackReply {
    private static final Pattern OWN = Pattern.compile("https://hooks\\.slack(-gov)?\\.com/[A-Za-z0-9/_.-]{1,500}");
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9/_.-]{1,500}");

    /** Slack waits three seconds for its answer, and what is done before this takes some of them. */
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private static final int LONGEST = 2_900;
    private static final int LONGEST_PLAN = 8_000;

    /** In all, as it is written to Slack: it refuses somewhere above 13,000 characters of blocks. */
    private static final int IN_ALL = 9_000;

    private static final int MOST_ASKED = 3;

    private final JsonObject body;

    private SlackReply(JsonObject body) {
        this.body = body;
    }

    /**
     * What a run asks.
     *
     * @param identity what whoever answers has read
     * @param until in words, what comes of it where nobody answers
     */
    public record Asked(int run, String text, String identity, boolean byHand, String until) {}

    /**
     * A sentence.
     *
     * @param instead whether it takes the place of what was answered before
     */
    public static SlackReply said(String text, boolean instead) {
        return of(text, List.of(section(text)), instead);
    }

    /** How an incident stands, and what its runs ask, whole: nobody approves of what they were not shown. */
    public static SlackReply plan(String incident, List<String> stands, List<Asked> asked) {
        var blocks = new ArrayList<JsonObject>();
        blocks.add(section(String.join("\n", stands)));
        var left = IN_ALL - escaped(String.join("\n", stands)).length();
        for (var one : asked.subList(0, Math.min(asked.size(), MOST_ASKED))) {
            var name = incident + "/" + one.run();
            var chunks = chunks(one.text());
            var length = chunks.stream().mapToInt(String::length).sum();
            if (one.text().length() > LONGEST_PLAN || length > left) {
                blocks.add(section(name + " asks more than can be shown here: ./tocsin approve " + name));
            } else {
                blocks.add(section(name + " asks:"));
                left -= length;
                chunks.forEach(chunk -> blocks.add(marked(chunk)));
                blocks.add(section(one.until()));
                blocks.add(SlackAction.answers(incident, one));
            }
        }
        if (asked.isEmpty()) {
            blocks.add(section("No run asks anything now."));
        } else if (asked.size() > MOST_ASKED) {
            blocks.add(section("More runs ask: ./tocsin show " + incident));
        }
        return of(incident + " stands like this", blocks, false);
    }

    private static SlackReply of(String text, List<JsonObject> blocks, boolean instead) {
        var all = JsonArray.create();
        blocks.forEach(all::add);
        return new SlackReply(JsonObject.create()
                .add("response_type", "ephemeral")
                .add("replace_original", instead)
                .add("text", escaped(text))
                .add("blocks", all));
    }

    private static JsonObject section(String text) {
        return marked(escaped(text));
    }

    private static JsonObject marked(String escaped) {
        return JsonObject.create().add("type", "section").add("text", SlackMessage.marked(escaped));
    }

    private static String escaped(String text) {
        return SlackMessage.escaped(Cleaned.lines(text, LONGEST), LONGEST);
    }

    /** All of it, in as many parts as it takes. */
    private static List<String> chunks(String text) {
        var whole = Cleaned.lines(text, LONGEST_PLAN);
        var chunks = new ArrayList<String>();
        var chunk = new StringBuilder();
        for (var at = 0; at < whole.length(); at = whole.offsetByCodePoints(at, 1)) {
            var letter = SlackMessage.escaped(Escaping.letter(whole, at), LONGEST);
            if (chunk.length() + letter.length() > LONGEST) {
                chunks.add(chunk.toString());
                chunk.setLength(0);
            }
            chunk.append(letter);
        }
        chunks.add(chunk.toString());
        return chunks;
    }

    /**
     * Answers whoever pressed, where Slack says how. What was done stays done where this fails, and the incident's
     * message shows it.
     */
    public void send(Web web, SlackChannel channel, String answerTo) {
        if (!isSlacks(answerTo, channel.url())) {
            return;
        }
        var headers = new TreeMap<String, String>();
        headers.put("content-type", "application/json; charset=utf-8");
        try {
            web.send(new Web.Call("POST", URI.create(answerTo), headers, Wire.written(body), TIMEOUT));
        } catch (PortFailure unanswered) {
            return; // nobody hears it: to try again would take longer than Slack waits
        }
    }

    /** Slack's own, or of what stands in for it: an answer goes nowhere else, whoever may have signed. */
    private static boolean isSlacks(String url, @Nullable String standIn) {
        return OWN.matcher(url).matches()
                || standIn != null
                        && url.startsWith(origin(standIn))
                        && PATH.matcher(url.substring(origin(standIn).length())).matches();
    }

    private static String origin(String url) {
        var uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
