package tocsin.page;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** A message in Slack's Block Kit. What comes from outside is shown as it is: it mentions nobody and leads nowhere. */
final class SlackMessage {
    private static final int LONGEST_HEADER = 150;
    private static final int LONGEST_TEXT = 3_000;
    private static final int LONGEST_FIELD = 2_000;
    private static final int LONGEST_LABEL = 75;
    private static final int MOST_FIELDS = 10;

    /** In all: Slack refuses somewhere above 13,000 characters of blocks, though it does not say so. */
    private static final int IN_ALL = 9_000;

    private SlackMessage() {}

    /** @param acts whether its buttons act, and do not only lead somewhere */
    static JsonObject of(Event event, Message message, boolean acts) {
        var card = Card.of(event, message)
                .within(
                        IN_ALL,
                        fact -> fact.name().length()
                                + escaped(fact.value(), LONGEST_TEXT).length());
        var blocks = JsonArray.create()
                .add(JsonObject.create().add("type", "header").add("text", plain(card.title(), LONGEST_HEADER)));
        facts(card.facts()).forEach(blocks::add);
        if (acts) {
            if (card.state() != Card.State.RESOLVED) {
                blocks.add(SlackAction.buttons(message.incident()));
            }
        } else if (!card.links().isEmpty()) {
            blocks.add(buttons(card.links()));
        }
        return JsonObject.create()
                .add(
                        "text",
                        escaped(
                                card.title(),
                                LONGEST_TEXT)) // what a telephone shows; where there are blocks, only that
                .add("blocks", blocks)
                .add("unfurl_links", false)
                .add("unfurl_media", false);
    }

    /** What is new in the story. */
    static JsonObject thread(Message message) {
        var lines = escaped(Cleaned.lines(String.join("\n", message.news()), LONGEST_TEXT), LONGEST_TEXT);
        var block = JsonObject.create().add("type", "section").add("text", marked(lines));
        return JsonObject.create()
                .add("text", lines)
                .add("blocks", JsonArray.create().add(block))
                .add("unfurl_links", false)
                .add("unfurl_media", false);
    }

    /** Short facts beside one another, a long one by itself. */
    private static List<JsonObject> facts(List<Card.Fact> facts) {
        var sections = new ArrayList<JsonObject>();
        var beside = new ArrayList<JsonObject>();
        for (var fact : facts) {
            if (!fact.isShort() || beside.size() == MOST_FIELDS) {
                fields(sections, beside);
            }
            if (fact.isShort()) {
                beside.add(marked(named(fact, LONGEST_FIELD)));
            } else {
                sections.add(JsonObject.create().add("type", "section").add("text", marked(named(fact, LONGEST_TEXT))));
            }
        }
        fields(sections, beside);
        return sections;
    }

    private static void fields(List<JsonObject> sections, List<JsonObject> beside) {
        if (!beside.isEmpty()) {
            var fields = JsonArray.create();
            beside.forEach(fields::add);
            sections.add(JsonObject.create().add("type", "section").add("fields", fields));
            beside.clear();
        }
    }

    private static String named(Card.Fact fact, int most) {
        var name = "*" + escaped(fact.name(), LONGEST_LABEL) + "*\n";
        return name + escaped(fact.value(), most - name.length());
    }

    private static JsonObject buttons(List<Button> links) {
        var elements = JsonArray.create();
        for (var link : links) {
            var button = JsonObject.create()
                    .add("type", "button")
                    .add("action_id", "tocsin-" + elements.size())
                    .add("text", plain(link.label(), LONGEST_LABEL))
                    .add("url", link.url());
            if (link.kind() == Button.Kind.ACKNOWLEDGE || link.kind() == Button.Kind.APPROVE) {
                button.add("style", "primary");
            } else if (link.kind() == Button.Kind.REFUSE) {
                button.add("style", "danger");
            }
            elements.add(button);
        }
        return JsonObject.create().add("type", "actions").add("elements", elements);
    }

    /** Nothing is read in it; that its brackets are others is for whoever reads it nevertheless. */
    static JsonObject plain(String text, int most) {
        return JsonObject.create()
                .add("type", "plain_text")
                .add("text", Cleaned.line(text, most).replace('<', '‹').replace('>', '›'))
                .add("emoji", false);
    }

    /** Verbatim: what looks like a channel, a name or an address is not made one. */
    static JsonObject marked(String text) {
        return JsonObject.create().add("type", "mrkdwn").add("text", text).add("verbatim", true);
    }

    static String escaped(String text, int most) {
        return Escaping.escaped(text, most, (whole, at) -> switch (whole.charAt(at)) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            default -> Escaping.letter(whole, at);
        });
    }
}
