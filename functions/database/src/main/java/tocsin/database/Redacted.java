package tocsin.database;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tocsin.page.Cleaned;

/**
 * The beginning of a query as it may be shown: what stands in it as a literal may be anybody's secret, so each is a
 * question mark. Where it is not sure where a literal ends, nothing of what follows is shown.
 */
final class Redacted {
    private static final int MOST = 80;
    private static final String LEFT_OUT = "?";

    /** At one place of a query: something that is left out, something that is kept whole, or one character. */
    private static final Pattern PIECE = Pattern.compile("""
            (?<comment>--[^\\n]*|/\\*)\
            |(?<escaped>[eE]'(?:[^'\\\\]|\\\\.|'')*+(?<endescaped>'?))\
            |(?<string>(?:[bBxXnN]|[uU]&)?'(?:[^']|'')*+(?<endstring>'?))\
            |(?<dollar>\\$(?<tag>(?:[A-Za-z_\\x80-\\uffff][A-Za-z0-9_\\x80-\\uffff]*)?)\\$)\
            |(?<quoted>"(?:[^"]|"")*+(?<endquoted>"?))\
            |(?<word>[A-Za-z_\\x80-\\uffff][A-Za-z0-9_$\\x80-\\uffff]*)\
            |(?<number>\\.?[0-9][A-Za-z0-9_.]*(?:(?<=[eE])[+-][0-9]+)?)\
            |(?<other>.)\
            """, Pattern.DOTALL);

    private Redacted() {}

    static String query(String query) {
        var shown = new StringBuilder();
        var at = 0;
        var piece = PIECE.matcher(query);
        while (at < query.length() && shown.length() <= MOST && piece.find(at)) {
            at = show(query, piece, shown);
        }
        return Cleaned.line(shown.toString().replaceAll("\\s+", " "), MOST);
    }

    /** Shows one piece; gives where the next begins. */
    private static int show(String query, Matcher piece, StringBuilder shown) {
        if (piece.group("word") != null || piece.group("other") != null) {
            shown.append(piece.group());
            return piece.end();
        }
        if (piece.group("quoted") != null) {
            var whole = !piece.group("endquoted").isEmpty();
            shown.append(whole ? piece.group() : LEFT_OUT);
            return piece.end();
        }
        shown.append(piece.group("comment") == null ? LEFT_OUT : " ");
        if (piece.group("dollar") != null) {
            var end = query.indexOf(piece.group(), piece.end());
            return end < 0 ? query.length() : end + piece.group().length();
        }
        if (piece.group("string") != null && piece.group().indexOf('\\') >= 0) {
            return query.length(); // whether a backslash escapes here is the server's setting
        }
        return "/*".equals(piece.group("comment")) ? pastComment(query, piece.end()) : piece.end();
    }

    /** Comments nest. */
    private static int pastComment(String query, int from) {
        var depth = 1;
        var at = from;
        while (at < query.length() && depth > 0) {
            if (query.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (query.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        }
        return at;
    }
}
