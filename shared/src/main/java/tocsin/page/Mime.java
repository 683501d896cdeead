package tocsin.page;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes a mail as it goes over the wire (RFC 5322, MIME), in ASCII. A header is one line whatever it is given, so that
 * no text from outside adds one, or a receiver.
 */
final class Mime {
    private static final String END = "\r\n";

    /** Neither quoted-printable nor base64 ever holds these signs in this order. */
    private static final String BOUNDARY = "=_tocsin_";

    private static final int LONGEST_LINE = 76;

    /** Each is cut by whoever gives it; a line of a mail takes 998 signs. */
    private static final int LONGEST_HEADER = 900;

    /** So many bytes of UTF-8 are one encoded word of a header, which may be 75 signs long. */
    private static final int WORD = 45;

    private final Map<String, String> headers = new LinkedHashMap<>();

    /** A header whose text is already as it goes over the wire. */
    Mime header(String name, String value) {
        headers.put(name, Cleaned.ascii(value, LONGEST_HEADER));
        return this;
    }

    /** A header of addresses, each known to be one. */
    Mime addresses(String name, List<String> addresses) {
        headers.put(name, String.join("," + END + " ", addresses));
        return this;
    }

    /** A header of anybody's text. */
    Mime text(String name, String value) {
        headers.put(name, encoded(Cleaned.line(value, LONGEST_HEADER)));
        return this;
    }

    /** The whole mail: the text for those who read no HTML, and the HTML with what it shows. */
    String mail(String plain, String html, List<Picture> pictures) {
        var alternatives = multipart("alternative", 1, List.of(part("text/plain", plain), part("text/html", html)));
        var shown = pictures.stream().map(Mime::part).toList();
        var body = shown.isEmpty() ? alternatives : related(alternatives, shown);
        return headers.entrySet().stream()
                        .map(header -> header.getKey() + ": " + header.getValue() + END)
                        .collect(Collectors.joining())
                + "MIME-Version: 1.0" + END + body;
    }

    /**
     * What the HTML shows, and nobody has to fetch.
     *
     * @param id by which the HTML names it: {@code cid:ID}
     * @param png in base64
     */
    record Picture(String id, String name, String png) {}

    private static String related(String alternatives, List<String> shown) {
        var all = new ArrayList<String>();
        all.add(alternatives);
        all.addAll(shown);
        return multipart("related", 2, all);
    }

    private static String multipart(String kind, int depth, List<String> parts) {
        var boundary = BOUNDARY + depth;
        return "Content-Type: multipart/" + kind + "; boundary=\"" + boundary + "\"" + END + END
                + parts.stream().map(part -> "--" + boundary + END + part).collect(Collectors.joining())
                + "--" + boundary + "--" + END;
    }

    private static String part(String type, String text) {
        return "Content-Type: " + type + "; charset=utf-8" + END + "Content-Transfer-Encoding: quoted-printable" + END
                + END + quoted(text) + END;
    }

    private static String part(Picture picture) {
        return "Content-Type: image/png; name=\"" + picture.name() + "\"" + END
                + "Content-Transfer-Encoding: base64" + END
                + "Content-ID: <" + picture.id() + ">" + END
                + "Content-Disposition: inline; filename=\"" + picture.name() + "\"" + END + END
                + picture.png().replaceAll("(.{" + LONGEST_LINE + "})", "$1" + END) + END;
    }

    /** Quoted-printable: what is plain stays readable. */
    static String quoted(String text) {
        return text.lines().map(Mime::quotedLine).collect(Collectors.joining(END));
    }

    private static String quotedLine(String line) {
        var whole = new StringBuilder();
        var length = 0;
        for (var at = 0; at < line.length(); at = line.offsetByCodePoints(at, 1)) {
            var next = line.offsetByCodePoints(at, 1);
            var letter = quotedLetter(line.substring(at, next), next == line.length());
            if (length + letter.length() > LONGEST_LINE - 1) {
                whole.append('=').append(END);
                length = 0;
            }
            whole.append(letter);
            length += letter.length();
        }
        return whole.toString();
    }

    private static String quotedLetter(String letter, boolean last) {
        var sign = letter.codePointAt(0);
        if (sign == ' ' ? !last : sign > ' ' && sign <= '~' && sign != '=') {
            return letter;
        }
        var bytes = letter.getBytes(StandardCharsets.UTF_8);
        var quoted = new StringBuilder();
        for (var each : bytes) {
            quoted.append('=').append("%02X".formatted(each));
        }
        return quoted.toString();
    }

    /** A header's text: as it is where it is ASCII and short, else in encoded words (RFC 2047). */
    private static String encoded(String text) {
        var plain = text.chars().allMatch(letter -> letter >= ' ' && letter <= '~');
        if (plain && !text.contains("=?")) {
            return text;
        }
        var words = new ArrayList<String>();
        var rest = text;
        while (!rest.isEmpty()) {
            var word = Cleaned.bytes(rest, WORD);
            words.add("=?UTF-8?B?" + Base64.getEncoder().encodeToString(word.getBytes(StandardCharsets.UTF_8)) + "?=");
            rest = rest.substring(word.length());
        }
        return String.join(END + " ", words);
    }
}
