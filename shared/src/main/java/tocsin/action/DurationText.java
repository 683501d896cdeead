package tocsin.action;

import java.time.Duration;
import java.util.Optional;

/** Durations as people write them: "90s", "10m", "6h", "1d". */
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
}
