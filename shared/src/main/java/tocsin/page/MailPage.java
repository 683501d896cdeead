package tocsin.page;

import java.util.stream.Collectors;

/**
 * A mail's HTML: how things stand, what is known, and what may be followed. Nothing is fetched from anywhere, and what
 * comes from outside is text.
 */
final class MailPage {
    private static final int LONGEST_LABEL = 75;

    /** By what the HTML names the picture that the mail carries. */
    static final String PICTURE = "metric@tocsin";

    private static final String SHOWN = "<p style=\"margin:12px 0 0\"><img src=\"cid:" + PICTURE
            + "\" alt=\"The metric since two hours before\" style=\"max-width:100%;height:auto\"></p>\n";

    private MailPage() {}

    static String of(Card card, boolean picture) {
        return """
                <!doctype html>
                <html lang="en" dir="ltr">
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Tocsin</title></head>
                <body style="margin:0;padding:16px;font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff">
                <div style="max-width:640px;border-left:6px solid %s;padding-left:14px">
                <h1 style="font-size:20px;line-height:1.3;margin:0 0 12px">%s</h1>
                %s<table role="presentation" style="border-collapse:collapse;width:100%%;table-layout:fixed">
                %s</table>
                %s</div>
                </body>
                </html>
                """.formatted(card.state().css(), text(card.title()), links(card), facts(card), picture ? SHOWN : "");
    }

    private static String facts(Card card) {
        return card.facts().stream().map(MailPage::fact).collect(Collectors.joining());
    }

    private static String fact(Card.Fact fact) {
        return """
                <tr><td style="width:25%%;padding:4px 14px 4px 0;vertical-align:top;color:#555;overflow-wrap:anywhere">%s</td>
                <td style="padding:4px 0;vertical-align:top;overflow-wrap:anywhere">%s</td></tr>
                """.formatted(text(fact.name()), text(fact.value()).replace("\n", "<br>\n"));
    }

    private static String links(Card card) {
        var links = card.links().stream().map(MailPage::link).collect(Collectors.joining());
        return links.isEmpty() ? "" : "<p style=\"margin:0 0 12px\">\n" + links + "</p>\n";
    }

    private static String link(Button link) {
        var colour = switch (link.kind()) {
            case ACKNOWLEDGE, APPROVE -> "#0b5d1e";
            case REFUSE -> "#b00020";
            case SEE -> "#555";
        };
        return """
                <a href="%s" style="display:inline-block;padding:10px 18px;margin:0 8px 8px 0;border:2px solid %s;\
                border-radius:6px;color:%s;text-decoration:none;font-weight:600">%s</a>
                """.formatted(escaped(link.url()), colour, colour, text(Cleaned.line(link.label(), LONGEST_LABEL)));
    }

    /** Text as it is: also no address in it that a mail program would make a link of. */
    private static String text(String text) {
        return escaped(text).replace("://", "<span>:</span>//").replace("www.", "www<span>.</span>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
