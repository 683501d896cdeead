package tocsin.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.page.Cleaned;

/**
 * A small page for a telephone at three in the morning: big buttons, nothing from elsewhere, no script, and kept by
 * nobody.
 */
final class Html {
    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --line: #767676; --bad: #b00020; --go: #0b5d1e }
            @media (prefers-color-scheme: dark) {
              :root { --ink: #eee; --paper: #111; --line: #8a8a8a; --bad: #ff8a80; --go: #8fd19e }
            }
            * { box-sizing: border-box }
            body { margin: 0 auto; max-width: 40rem; padding: 1rem; color: var(--ink); background: var(--paper);
                   font: 1.125rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
            h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem }
            h2 { font-size: 1.125rem; margin: 1.5rem 0 .25rem }
            p, ul { margin: .5rem 0 } ul { padding-left: 1.25rem }
            pre { white-space: pre-wrap; font: inherit; margin: .5rem 0; padding: .5rem .75rem;
                  border-left: .25rem solid var(--line) }
            form { margin: .75rem 0 }
            button { width: 100%; min-height: 3.5rem; font: inherit; font-weight: 600; color: inherit;
                     background: transparent; border: 2px solid var(--line); border-radius: .5rem }
            select { width: 100%; min-height: 3rem; font: inherit; margin-bottom: .5rem }
            button.go { border-color: var(--go); color: var(--go) }
            button.stop { border-color: var(--bad); color: var(--bad) }
            .said { padding: .5rem .75rem; border: 2px solid var(--go); border-radius: .5rem }
            .refused { border-color: var(--bad) }
            .small { font-size: 1rem }
            img { max-width: 100%; height: auto }
            """;

    /** Only this style, only forms and pictures of here; nothing else is loaded, framed or run. */
    private static final String POLICY = "default-src 'none'; style-src 'sha256-" + hash(STYLE)
            + "'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final int LONGEST = 4_000;

    private final StringBuilder body = new StringBuilder();

    /** Markup of ours: never with anything from outside in it. */
    Html raw(String markup) {
        body.append(markup);
        return this;
    }

    /** An element with text, whoever wrote it. */
    Html element(String name, String text) {
        return raw("<" + name + ">").text(text).raw("</" + name.replaceFirst(" .*", "") + ">");
    }

    Html text(String text) {
        return raw(escaped(Cleaned.lines(text, LONGEST)));
    }

    /** Whether a text is longer than is shown of one. */
    static boolean cuts(String text) {
        return text.length() > LONGEST;
    }

    /** A button that does something: only a POST does. */
    Html button(String does, String label, String style, Map<String, String> fields) {
        raw("<form method=\"post\"><input type=\"hidden\" name=\"do\" value=\"" + escaped(does) + "\">");
        new TreeMap<>(fields)
                .forEach((name, value) ->
                        raw("<input type=\"hidden\" name=\"" + escaped(name) + "\" value=\"" + escaped(value) + "\">"));
        return raw("<button class=\"" + style + "\">" + escaped(label) + "</button></form>\n");
    }

    /** A button that does something with one of several; nothing where there is none. */
    Html choice(String does, String label, String name, List<String> values) {
        if (values.isEmpty()) {
            return this;
        }
        raw("<form method=\"post\"><input type=\"hidden\" name=\"do\" value=\"" + escaped(does) + "\"><select name=\""
                + escaped(name) + "\" aria-label=\"" + escaped(label) + "\">");
        values.forEach(value -> element("option", value));
        return raw("</select><button>" + escaped(label) + "</button></form>\n");
    }

    Response response(int status, String title) {
        var headers = new TreeMap<String, String>();
        headers.put("content-security-policy", POLICY);
        headers.put("referrer-policy", "no-referrer"); // the address is the credential
        headers.put("x-frame-options", "DENY");
        headers.put("x-robots-tag", "noindex, nofollow");
        var page = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + "<meta name=\"robots\" content=\"noindex, nofollow\"><title>"
                + escaped(Cleaned.line(title, 200)) + "</title><style>" + STYLE + "</style></head>\n<body><main>\n"
                + body + "</main></body></html>\n";
        return new Response(status, "text/html; charset=utf-8", page, headers);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
