package tocsin.action;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import tocsin.alarm.Json;
import tocsin.page.Cleaned;

/**
 * What is expected of a parameter's value. Lint asks it of what is written, as far as that is known; a plan and a run
 * ask it of what it has become.
 *
 * @param word what the page on actions calls it: "time"
 * @param expected what is said of it, after "expected "
 */
public record Form(String word, String expected, Care care, Predicate<String> fits) {
    /** Longer than anybody reads at night. */
    private static final int LONGEST_SAID = 1_000;

    private static final int MOST_SHOWN = 100;

    public static final Form TEXT = new Form("text", "a text", Care.NONE, text -> true);

    /** "10m". */
    public static final Form DURATION = new Form(
            "time",
            "a time: 90s, 10m, 2h",
            Care.NONE,
            text -> DurationText.read(text).filter(Duration::isPositive).isPresent());

    public static final Form NUMBER = new Form("number", "a whole number, 0 or more", Care.NONE, matches("[0-9]{1,9}"));

    /** "secret:NAME"; what it holds is never shown. */
    public static final Form SECRET =
            new Form("secret:NAME", "secret:NAME", Care.HIDDEN, matches("secret:[A-Za-z0-9/_+=.@-]{1,512}"));

    /** It may hold a credential, and is not shown. */
    public static final Form ADDRESS = new Form(
            "address",
            "an address of http or https",
            Care.HIDDEN,
            text -> Address.read(text).isPresent());

    /** What people are told or asked. */
    public static final Form SAID = new Form(
            "text",
            "a text for people, at most " + LONGEST_SAID + " characters",
            Care.SAID,
            text -> !text.isBlank() && text.length() <= LONGEST_SAID);

    public static final Form JSON = new Form(
            "JSON",
            "JSON, in single quotes: '{\"key\": 1}'",
            Care.NONE,
            text -> Json.values(text.strip()).size() == 1);

    /** What is to be minded of it. */
    public enum Care {
        NONE,
        /** It may be a secret by mistake, and is not shown. */
        HIDDEN,
        /** It is for people: what earlier steps gave to it may be much, or nothing. */
        SAID
    }

    /** A form of text that fits a regular expression. */
    static Form matching(String word, String expected, String regex) {
        return new Form(word, expected, Care.NONE, matches(regex));
    }

    /** A form that any of these words has, and nothing else. */
    static Form words(String... words) {
        var all = List.of(words);
        return new Form(String.join(" or ", all), String.join(" or ", all), Care.NONE, all::contains);
    }

    /** What is wrong with a value, for people; empty where nothing is. */
    public String problem(String text) {
        if (fits.test(text)) {
            return "";
        }
        var shown = care == Care.HIDDEN ? "a text" : '"' + Cleaned.line(text, MOST_SHOWN) + '"';
        return shown + "; expected " + expected;
    }

    private static Predicate<String> matches(String regex) {
        return text -> text.matches(regex);
    }
}
