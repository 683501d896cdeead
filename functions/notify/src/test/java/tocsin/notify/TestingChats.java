package tocsin.notify;

import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import tocsin.page.Web;
import tocsin.testing.PagerDutyStandIn;
import tocsin.testing.TestingWeb;

/** Slack, Discord, Pushover and PagerDuty beside one another, as far as one message and one ringing go. */
final class TestingChats implements Function<Web.Call, Web.Answer> {
    private static final JsonNodeMapper JSON = JsonNodeMapper.builder().build();

    final PagerDutyStandIn pagerDuty = new PagerDutyStandIn();

    /** What stands in Slack's channel now, by its time stamp, and below it. */
    final Map<String, String> slack = new TreeMap<>();

    final List<String> thread = new ArrayList<>();
    final Map<String, String> discord = new TreeMap<>();

    /** What rings, by its receipt: "rings", "acknowledged", "expired" or "cancelled". */
    final Map<String, String> pushover = new TreeMap<>();

    private final Map<String, String> tags = new TreeMap<>();

    int looks;

    @Override
    public Web.Answer apply(Web.Call call) {
        return switch (Objects.requireNonNull(call.uri().getHost())) {
            case "slack.com" -> slack(call);
            case "discord.com" -> discord(call);
            case "api.pushover.net" -> pushover(call);
            default -> pagerDuty.apply(call);
        };
    }

    private Web.Answer slack(Web.Call call) {
        var body = (JsonObject) JSON.fromJson(Objects.requireNonNull(call.body()));
        var text = body.extract("text");
        if (call.uri().getPath().endsWith("chat.update")) {
            slack.put(body.extract("ts"), text);
            return ok(body.extract("ts"));
        }
        if (!body.extract("thread_ts", "").isEmpty()) {
            thread.add(text);
            return ok("9." + thread.size());
        }
        var at = "1." + (slack.size() + 1);
        slack.put(at, text);
        return ok(at);
    }

    private static Web.Answer ok(String at) {
        return TestingWeb.answer(200, "{\"ok\":true,\"channel\":\"C01\",\"ts\":\"" + at + "\"}");
    }

    private Web.Answer discord(Web.Call call) {
        var path = call.uri().getPath();
        var id = call.method().equals("PATCH")
                ? path.substring(path.lastIndexOf('/') + 1)
                : Integer.toString(discord.size() + 1);
        var title = Objects.requireNonNull(call.body())
                .replaceFirst(".*\"title\":\"", "")
                .replaceFirst("\".*", "");
        discord.put(id, title);
        return TestingWeb.answer(200, "{\"id\":\"" + id + "\"}");
    }

    private Web.Answer pushover(Web.Call call) {
        var path = call.uri().getPath();
        if (path.endsWith("messages.json")) {
            var receipt = "receipt" + (pushover.size() + 1);
            pushover.put(receipt, "rings");
            tags.put(receipt, Objects.requireNonNull(call.body()).replaceFirst(".*[&]tags=([^&]*).*", "$1"));
            return TestingWeb.answer(200, "{\"status\":1,\"receipt\":\"" + receipt + "\"}");
        }
        var last = path.replaceFirst(".*/", "").replaceFirst("[.].*", "");
        if (path.contains("/cancel_by_tag/")) {
            pushover.replaceAll((each, state) -> last.equals(tags.get(each)) ? "cancelled" : state);
            return TestingWeb.answer(200, "{\"status\":1}");
        }
        looks++;
        var state = pushover.getOrDefault(last, "");
        return TestingWeb.answer(
                200,
                "{\"status\":1,\"acknowledged\":" + one(state.equals("acknowledged")) + ",\"expired\":"
                        + one(state.equals("expired")) + "}");
    }

    private static int one(boolean is) {
        return is ? 1 : 0;
    }
}
