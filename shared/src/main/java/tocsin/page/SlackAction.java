package tocsin.page;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNode;
import io.avaje.json.node.JsonObject;
import io.avaje.json.node.JsonString;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.SignedCall;

/** What somebody pressed in a message of ours at Slack: its buttons, and what Slack tells of one (interactivity). */
public final class SlackAction {
    /** The header that carries the signature; looked for by lower-case name. */
    public static final String SIGNATURE = "x-slack-signature";

    /** The header that carries when it was signed, in seconds. */
    public static final String TIME = "x-slack-request-timestamp";

    private static final String ID = "tocsin-";
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
    private static final Pattern SIGNED = Pattern.compile("v0=([0-9a-f]{64})");
    private static final Pattern USER = Pattern.compile("[UW][A-Z0-9]{1,20}");
    private static final Pattern VALUE = Pattern.compile("([^/ ]{1,200})(?:/([0-9]{1,6}) ([!-~]{1,200}))?");

    private SlackAction() {}

    /** What a button does. */
    public enum Act {
        ACKNOWLEDGE,
        PLAN,
        APPROVE,
        REFUSE,
        HALT;

        String id() {
            return ID + name().toLowerCase(Locale.ROOT);
        }

        /** Whether it answers a run, and stands below what the run asks. */
        public boolean answers() {
            return this == APPROVE || this == REFUSE;
        }

        private static Optional<Act> of(String id) {
            return Arrays.stream(values()).filter(act -> act.id().equals(id)).findFirst();
        }
    }

    /** What a request was. */
    public sealed interface Reading {
        /** Somebody pressed a button of ours. */
        record Pressed(Press press) implements Reading {}

        /** From Slack, and nothing to us. */
        record Ignored(String because) implements Reading {}

        /** Not from Slack, or not lately: nothing of it is believed. */
        record Forged(String because) implements Reading {}
    }

    /**
     * A button that was pressed.
     *
     * @param once what no other press has: the signature
     * @param user the member id of whoever pressed
     * @param incident what people call it
     * @param run the number of the run that is answered; 0 where none is
     * @param read what was read of what it asks, by its identity; empty where nothing is answered
     * @param answerTo where whoever pressed is answered; empty where Slack says nothing
     */
    public record Press(String once, Act act, String user, String incident, int run, String read, String answerTo) {
        /** Without the address, which whoever has it may write to. */
        @Override
        public String toString() {
            return act + " of " + incident + " by " + user;
        }
    }

    /**
     * Reads a request.
     *
     * @param headers by lower-case name
     * @param body as it came, letter by letter: it is what was signed
     */
    public static Reading read(Map<String, String> headers, String body, String secret, Instant now) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("an empty secret would take anybody's signature");
        }
        var time = headers.getOrDefault(TIME, "");
        var signature = SIGNED.matcher(headers.getOrDefault(SIGNATURE, ""));
        if (!SECONDS.matcher(time).matches() || !signature.matches()) {
            return new Reading.Forged(SIGNATURE + " is not v0=HEX, or " + TIME + " no number of seconds");
        }
        var text = ("v0:" + time + ":" + body).getBytes(StandardCharsets.UTF_8);
        var given = HexFormat.of().parseHex(signature.group(1));
        if (!MessageDigest.isEqual(SignedCall.hmac(text, secret), given)) {
            return new Reading.Forged("no signature of this body by the secret");
        }
        return SignedCall.stale(time, now)
                .<Reading>map(Reading.Forged::new)
                .orElseGet(() -> pressed(signature.group(1), body));
    }

    private static Reading pressed(String once, String body) {
        var payload = Wire.object(field(body, "payload"));
        if (!payload.extract("type", "").equals("block_actions")) {
            return new Reading.Ignored("nothing was pressed");
        }
        var action = payload.elements().get("actions") instanceof JsonArray actions
                ? actions.elements().stream().findFirst().orElse(JsonObject.create())
                : JsonObject.create();
        var act = Act.of(text(action, "action_id"));
        var value = VALUE.matcher(text(action, "value"));
        var user = text(payload.elements().get("user"), "id");
        if (act.isEmpty() || !value.matches() || !USER.matcher(user).matches()) {
            return new Reading.Ignored("no button of ours");
        }
        if (act.get().answers() != (value.group(2) != null)) {
            return new Reading.Ignored("a button of ours, and nothing that it says");
        }
        var run = value.group(2) == null ? 0 : Integer.parseInt(value.group(2));
        var read = value.group(3) == null ? "" : value.group(3);
        return new Reading.Pressed(
                new Press(once, act.get(), user, value.group(1), run, read, text(payload, "response_url")));
    }

    private static String text(@Nullable JsonNode node, String name) {
        return node instanceof JsonObject object && object.elements().get(name) instanceof JsonString text
                ? text.text()
                : "";
    }

    /** The field of a form; empty where there is none, or none that can be read. */
    private static String field(String form, String name) {
        return Stream.of(form.split("&", 10))
                .filter(field -> field.startsWith(name + "="))
                .findFirst()
                .map(field -> decoded(field.substring(name.length() + 1)))
                .orElse("");
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noForm) {
            return "";
        }
    }

    // what is shown

    /** What may be done about an incident, below its message. */
    static JsonObject buttons(String incident) {
        return actions(List.of(
                button(Act.ACKNOWLEDGE, "Acknowledge", incident, "primary"),
                button(Act.PLAN, "See plan", incident, ""),
                halt(incident)));
    }

    /** What may be answered to a run, below what it asks. */
    static JsonObject answers(String incident, SlackReply.Asked asked) {
        var value = incident + "/" + asked.run() + " " + asked.identity();
        var name = incident + "/" + asked.run();
        return actions(List.of(
                button(
                        Act.APPROVE,
                        (asked.byHand() ? "Done by hand: go on with " : "Approve ") + name,
                        value,
                        "primary"),
                button(Act.REFUSE, "Refuse " + name, value, "danger")));
    }

    private static JsonObject halt(String incident) {
        var confirm = JsonObject.create()
                .add("title", SlackMessage.plain("Halt all runs?", 100))
                .add(
                        "text",
                        SlackMessage.plain(
                                "No run of any incident makes another change then, until somebody says ./tocsin resume.",
                                300))
                .add("confirm", SlackMessage.plain("Halt", 30))
                .add("deny", SlackMessage.plain("Leave them", 30));
        return button(Act.HALT, "Halt all runs", incident, "danger").add("confirm", confirm);
    }

    private static JsonObject actions(List<JsonObject> buttons) {
        var elements = JsonArray.create();
        buttons.forEach(elements::add);
        return JsonObject.create().add("type", "actions").add("elements", elements);
    }

    private static JsonObject button(Act act, String label, String value, String style) {
        var button = JsonObject.create()
                .add("type", "button")
                .add("action_id", act.id())
                .add("text", SlackMessage.plain(label, 75))
                .add("value", value);
        return style.isEmpty() ? button : button.add("style", style);
    }
}
