package tocsin.local.run;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** When a schedule comes due: rate(...) or cron(...), as EventBridge writes them. */
public sealed interface Schedule permits Schedule.Rate, Cron {
    /** The first instant after this one; of a rate, counted from the epoch. */
    Instant after(Instant instant);

    /** @throws IllegalArgumentException with a sentence, where the expression is not understood */
    static Schedule of(String expression, ZoneId zone) {
        var open = expression.indexOf('(');
        if (open < 0 || !expression.endsWith(")")) {
            throw new IllegalArgumentException("'" + expression + "' is neither rate(...) nor cron(...)");
        }
        var inner = expression.substring(open + 1, expression.length() - 1).strip();
        return switch (expression.substring(0, open)) {
            case "rate" -> Rate.of(inner);
            case "cron" -> Cron.of(inner, zone);
            default -> throw new IllegalArgumentException("'" + expression + "' is neither rate(...) nor cron(...)");
        };
    }

    record Rate(Duration every) implements Schedule {
        static Rate of(String text) {
            var parts = text.split("\\s+", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("rate(" + text + ") needs a number and a unit");
            }
            var number = Long.parseLong(parts[0]);
            return new Rate(
                    switch (parts[1]) {
                        case "minute", "minutes" -> Duration.ofMinutes(number);
                        case "hour", "hours" -> Duration.ofHours(number);
                        case "day", "days" -> Duration.ofDays(number);
                        default -> throw new IllegalArgumentException("rate(" + text + ") has an unknown unit");
                    });
        }

        @Override
        public Instant after(Instant instant) {
            var step = every.toMillis();
            return Instant.ofEpochMilli((Math.floorDiv(instant.toEpochMilli(), step) + 1) * step);
        }
    }
}
