package tocsin.local.chat;

import io.avaje.json.node.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import tocsin.page.Web;

/** Pushover's emergency messages: each rings until it is acknowledged, cancelled or over, and has a receipt. */
public final class PushoverStandIn implements Function<Web.Call, Web.Answer> {
    private final List<Ringing> ringing = new ArrayList<>();
    private int outage;

    /** What became of a message. */
    public enum State {
        RINGS,
        ACKNOWLEDGED,
        EXPIRED,
        CANCELLED
    }

    /** One emergency message. */
    public record Ringing(String receipt, String title, String tags, String callback, State state) {
        Ringing now(State changed) {
            return new Ringing(receipt, title, tags, callback, changed);
        }
    }

    /** What Pushover calls where somebody acknowledges. */
    public record Callback(String url, String form) {}

    public synchronized List<Ringing> ringing() {
        return List.copyOf(ringing);
    }

    /** From here on every request is answered with this status, and not taken; 0 ends it. */
    public synchronized void outage(int status) {
        outage = status;
    }

    /** Whoever has it says so; empty where nobody wants to be called of it. */
    public synchronized Optional<Callback> acknowledge(String receipt) {
        become(ringing -> ringing.receipt().equals(receipt), State.ACKNOWLEDGED);
        return ringing.stream()
                .filter(each ->
                        each.receipt().equals(receipt) && !each.callback().isEmpty())
                .map(each -> new Callback(
                        each.callback(),
                        "receipt=" + receipt + "&acknowledged=1&acknowledged_at=1769999600&acknowledged_by=u1"))
                .findFirst();
    }

    public synchronized void expire(String receipt) {
        become(ringing -> ringing.receipt().equals(receipt), State.EXPIRED);
    }

    @Override
    public synchronized Web.Answer apply(Web.Call call) {
        if (outage != 0) {
            return Replies.json(outage, JsonObject.create().add("status", 0));
        }
        var path = call.uri().getPath();
        var last = path.replaceFirst(".*/receipts/", "").replace(".json", "");
        if (path.endsWith("/messages.json")) {
            return message(fields(String.valueOf(call.body())));
        }
        if (last.startsWith("cancel_by_tag/")) {
            var tag = last.substring("cancel_by_tag/".length());
            become(each -> each.tags().equals(tag), State.CANCELLED);
            return Replies.json(200, JsonObject.create().add("status", 1));
        }
        var receipt = last.replace("/cancel", "");
        var known =
                ringing.stream().filter(each -> each.receipt().equals(receipt)).findFirst();
        if (known.isEmpty()) {
            return no(404, "receipt not found");
        }
        if (last.endsWith("/cancel")) {
            become(each -> each.receipt().equals(receipt), State.CANCELLED);
            return Replies.json(200, JsonObject.create().add("status", 1));
        }
        var state = known.get().state();
        return Replies.json(
                200,
                JsonObject.create()
                        .add("status", 1)
                        .add("acknowledged", state == State.ACKNOWLEDGED ? 1 : 0)
                        .add("expired", state == State.EXPIRED ? 1 : 0));
    }

    private Web.Answer message(Map<String, String> form) {
        var wrong = wrong(form);
        if (!wrong.isEmpty()) {
            return no(400, wrong);
        }
        var receipt = "r%029d".formatted(ringing.size() + 1);
        ringing.add(new Ringing(
                receipt,
                form.getOrDefault("title", ""),
                form.getOrDefault("tags", ""),
                form.getOrDefault("callback", ""),
                State.RINGS));
        return Replies.json(200, JsonObject.create().add("status", 1).add("receipt", receipt));
    }

    private static String wrong(Map<String, String> form) {
        var message = form.getOrDefault("message", "").length();
        if (form.getOrDefault("token", "").isEmpty()
                || form.getOrDefault("user", "").isEmpty()) {
            return "application token or user key is invalid";
        }
        if (message == 0 || message > 1_024 || form.getOrDefault("title", "").length() > 250) {
            return "message cannot be blank or too long";
        }
        if (form.getOrDefault("url", "").length() > 512
                || form.getOrDefault("url_title", "").length() > 100) {
            return "url is too long";
        }
        return form.getOrDefault("priority", "").equals("2")
                        && number(form, "retry") >= 30
                        && number(form, "expire") > 0
                        && number(form, "expire") <= 10_800
                ? ""
                : "retry or expire is invalid";
    }

    private static long number(Map<String, String> form, String name) {
        var text = form.getOrDefault(name, "");
        return text.matches("[0-9]{1,9}") ? Long.parseLong(text) : -1;
    }

    private void become(Predicate<Ringing> which, State state) {
        ringing.replaceAll(each -> which.test(each) && each.state() == State.RINGS ? each.now(state) : each);
    }

    private static Web.Answer no(int status, String because) {
        return Replies.json(status, JsonObject.create().add("status", 0).add("errors", because));
    }

    private static Map<String, String> fields(String form) {
        var fields = new TreeMap<String, String>();
        for (var field : form.split("&", -1)) {
            var at = field.indexOf('=');
            if (at > 0) {
                fields.put(field.substring(0, at), URLDecoder.decode(field.substring(at + 1), StandardCharsets.UTF_8));
            }
        }
        return fields;
    }
}
