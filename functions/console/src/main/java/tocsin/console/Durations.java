package tocsin.console;

import java.time.Duration;
import java.util.regex.Pattern;

/** A length of time as people type it: "90s", "15m", "2h", "1d". */
final class Durations {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})([smhd])");
    private static final Duration LONGEST = Duration.ofDays(30);

    private Durations() {}

    static Duration read(String field, String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new BadRequest(field + ": '" + text + "' is no length of time such as 90s, 15m, 2h or 1d");
        }
        var number = Long.parseLong(matcher.group(1));
        var duration = switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
        if (!duration.isPositive() || duration.compareTo(LONGEST) > 0) {
            throw new BadRequest(field + ": '" + text + "' is not between 1s and 30d");
        }
        return duration;
    }
}
