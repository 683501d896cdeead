package tocsin.runbook;

import java.time.Duration;
import java.util.Optional;

/** Durations as people write them ("90s", "10m", "6h", "1d") and as sentences say them ("10 min"). */
public final class DurationText {
    private DurationText() {}

    /** The duration, or empty where the text is none. */
    public static Optional<Duration> read(String text) {
        if (!text.matches("[0-9]{1,6}[smhd]")) {
            return Optional.empty();
        }
        var number = Long.parseLong(text.substring(0, text.length() - 1));
        return Optional.of(
                switch (text.charAt(text.length() - 1)) {
                    case 's' -> Duration.ofSeconds(number);
                    case 'm' -> Duration.ofMinutes(number);
                    case 'h' -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                });
    }

    /** "90 s", "5 min", "2 h": the largest unit that divides it. */
    public static String say(Duration duration) {
        var seconds = duration.toSeconds();
        if (seconds != 0 && seconds % 3600 == 0) {
            return seconds / 3600 + " h";
        }
        return seconds != 0 && seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
