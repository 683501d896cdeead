package tocsin.configure;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tocsin.config.Mode;
import tocsin.config.Rate;

/** The small forms of the configuration, as the schema has checked them: "5m", "6 in 30m", "5 a day", "08:00-20:00". */
final class Words {
    private static final Pattern DURATION = Pattern.compile("([0-9]+)([smhd])");
    private static final Pattern RATE = Pattern.compile("([0-9]+)(?: services)? (?:in ([0-9]+[smhd])|an? (hour|day))");
    private static final Pattern HOURS = Pattern.compile("(?:(\\w{3}) )?(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)");

    private static final Pattern TIME = Pattern.compile("(?:(\\w{3}) )?(\\d\\d:\\d\\d)");

    private Words() {}

    static Duration duration(String text) {
        var match = matching(DURATION, text);
        var number = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /** "approve", "veto 2m"; "veto" alone leaves two minutes. */
    static Mode mode(String text) {
        return switch (text) {
            case "shadow" -> Mode.SHADOW;
            case "approve" -> Mode.APPROVE;
            case "automatic" -> Mode.AUTOMATIC;
            case "veto" -> Mode.veto(Duration.ofMinutes(2));
            default -> Mode.veto(duration(text.substring("veto ".length())));
        };
    }

    static Rate rate(String text) {
        var match = matching(RATE, text);
        var count = Integer.parseInt(match.group(1));
        if (match.group(2) != null) {
            return new Rate(count, duration(match.group(2)));
        }
        return new Rate(count, match.group(3).equals("day") ? Duration.ofDays(1) : Duration.ofHours(1));
    }

    /** The two times of "08:00-20:00", a day before them passed over. */
    static LocalTime from(String text) {
        return LocalTime.parse(matching(HOURS, text).group(2));
    }

    static LocalTime until(String text) {
        return LocalTime.parse(matching(HOURS, text).group(3));
    }

    static Optional<DayOfWeek> day(String text) {
        return day(matching(HOURS, text), text);
    }

    /** How many days "daily", "weekly" and "14-days" are. */
    static int turns(String text) {
        return switch (text) {
            case "daily" -> 1;
            case "weekly" -> 7;
            default -> Integer.parseInt(text.replace("-days", ""));
        };
    }

    /** The time of "Mon 09:00". */
    static LocalTime time(String text) {
        return LocalTime.parse(matching(TIME, text).group(2));
    }

    /** The day of "Mon 09:00"; a time alone has none. */
    static Optional<DayOfWeek> dayOf(String text) {
        return day(matching(TIME, text), text);
    }

    private static Optional<DayOfWeek> day(Matcher matching, String text) {
        return Optional.ofNullable(matching.group(1)).map(letters -> {
            for (var day : DayOfWeek.values()) {
                if (day.name().startsWith(letters.toUpperCase(Locale.ROOT))) {
                    return day;
                }
            }
            throw new IllegalArgumentException("no day: " + text);
        });
    }

    private static Matcher matching(Pattern pattern, String text) {
        var match = pattern.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not of the form " + pattern);
        }
        return match;
    }
}
