package tocsin.page;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Foreign text without what looks like a credential in it: whoever wrote a log line or an error did not mean it for a
 * story. What hides too much is put up with.
 */
public final class Veiled {
    private static final String VEIL = "?";

    /** More is never shown, and is not looked through. */
    private static final int MOST = 2_000;

    private record Veil(Pattern pattern, String instead) {}

    private static final List<Veil> VEILS = List.of(
            new Veil(Pattern.compile("-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----.*", Pattern.DOTALL), VEIL),
            // postgres://valine:hunter2@host/db, which may hold any letter unescaped
            new Veil(
                    Pattern.compile("([A-Za-z][A-Za-z0-9+.-]{0,30}://[^\\s/:@]{0,200}):[^\\s\"'<>]{1,500}@"),
                    "$1:" + VEIL + "@"),
            // the same where the line was cut before the host; what is a port is none
            new Veil(
                    Pattern.compile("([A-Za-z][A-Za-z0-9+.-]{0,30}://[^\\s/:@]{0,200}):"
                            + "(?!\\d{1,5}(?:[/?#]|\\.\\.\\.))[^\\s\"'<>@]{1,500}\\.\\.\\."),
                    "$1:" + VEIL),
            // Authorization: Bearer eyJ..., and not what the bot answered
            new Veil(
                    Pattern.compile(
                            "\\b(bearer|basic|bot)\\s{1,3}(?-i:(?![a-z]{8,40}(?:[.,;:!?)\"']{1,3}(?:\\s|$)|\\s|$)))"
                                    + "[A-Za-z0-9._~+/=-]{8,2000}",
                            Pattern.CASE_INSENSITIVE),
                    "$1 " + VEIL),
            // password=hunter2, "api_key": "hunter2", PGPASSWORD='hunter2', and JSON within JSON
            new Veil(
                    Pattern.compile(
                            "((?:password|passwd|pwd|secret|token|api[-_ ]?key|access[-_ ]?key|credentials?)"
                                    + "[\\\\\"']{0,4}\\s{0,3}[:=]\\s{0,3})"
                                    + "(?:\\\\\"[^\"]{0,500}\"?|\"[^\"]{0,500}\"?|'[^']{0,500}'?|[^\\s,;&\"'}]{1,500})",
                            Pattern.CASE_INSENSITIVE),
                    "$1" + VEIL),
            new Veil(Pattern.compile("\\b(?:AKIA|ASIA)[A-Z0-9]{12,20}\\b"), VEIL),
            new Veil(Pattern.compile("\\beyJ[A-Za-z0-9_-]{6,2000}(?:\\.[A-Za-z0-9_-]{0,2000}){0,2}"), VEIL));

    private Veiled() {}

    /** The beginning of the text, each credential a question mark. */
    public static String text(String text) {
        return whole(text.length() <= MOST ? text : text.substring(0, MOST));
    }

    /** All of a text that was made short by whoever made it. */
    public static String whole(String text) {
        var shown = text;
        for (var veil : VEILS) {
            shown = veil.pattern().matcher(shown).replaceAll(veil.instead());
        }
        return shown;
    }

    /** Without this one either, however it is known. */
    public static String text(String text, String credential) {
        return text(credential.isEmpty() ? text : text.replace(credential, VEIL));
    }
}
