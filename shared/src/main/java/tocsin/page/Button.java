package tocsin.page;

import io.avaje.jsonb.Json;

/**
 * Something that whoever reads a page may follow.
 *
 * @param label what it says, in a word or two
 * @param url where it leads; only HTTP and HTTPS are shown
 */
@Json
public record Button(String label, String url, Kind kind) {
    /** What a button is for, by which a channel may make it stand out. */
    public enum Kind {
        /** Somebody has it. */
        ACKNOWLEDGE,
        /** What is asked may be done. */
        APPROVE,
        /** What is asked must not be done. */
        REFUSE,
        /** Looks, and changes nothing. */
        SEE
    }

    /** Whether it is an address that a channel may show: printable, of the web, and not longer than Slack's 3,000. */
    public boolean shown() {
        return url.matches("https?://[!-~]{1,2000}");
    }
}
