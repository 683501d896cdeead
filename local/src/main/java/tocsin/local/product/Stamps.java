package tocsin.local.product;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants in the three forms that CloudWatch writes. */
final class Stamps {
    private static final DateTimeFormatter FULL = form("uuuu-MM-dd'T'HH:mm:ss.SSS'+0000'");
    private static final DateTimeFormatter SECONDS = form("uuuu-MM-dd'T'HH:mm:ss'Z'");
    private static final DateTimeFormatter IN_REASONS = form("dd/MM/yy HH:mm:ss");

    private Stamps() {}

    private static DateTimeFormatter form(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    static String full(Instant at) {
        return FULL.format(at);
    }

    static String seconds(Instant at) {
        return SECONDS.format(at);
    }

    static String inReasons(Instant at) {
        return IN_REASONS.format(at);
    }
}
