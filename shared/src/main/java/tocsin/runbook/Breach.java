package tocsin.runbook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tocsin.Said;
import tocsin.alarm.CloudWatch.AlarmStatus;
import tocsin.alarm.CloudWatch.Datapoint;
import tocsin.alarm.CloudWatch.Series;

/** A datapoint against the threshold of its alarm. */
record Breach(Datapoint datapoint, double threshold, boolean breaching) {
    private static final int USUAL_PERIOD = 60;

    /** How long one period of the alarm is. */
    static Duration period(AlarmStatus alarm) {
        return Duration.ofSeconds(alarm.period() == null ? USUAL_PERIOD : alarm.period());
    }

    /** From when on datapoints of the alarm are fresh: metrics come a little late. */
    static Instant freshFrom(AlarmStatus alarm, Instant now) {
        return now.minus(period(alarm).multipliedBy(3)).minusSeconds(60);
    }

    /**
     * The last fresh datapoint of the series that is compared, or why there is none to compare.
     *
     * @param series of the alarm's metrics, in their order
     */
    static Judged last(AlarmStatus alarm, List<Series> series, Instant from) {
        var threshold = alarm.threshold();
        var comparison = alarm.comparison();
        if (threshold == null || comparison == null) {
            return new Judged.Unknown("its threshold is none that a datapoint can be compared with");
        }
        var last = datapoints(alarm, series)
                .filter(datapoint -> !datapoint.at().isBefore(from))
                .reduce((first, second) -> second)
                .orElse(null);
        if (last == null) {
            return new Judged.Unknown("it has no datapoint since " + from);
        }
        var breaching = breaches(comparison, last.value(), threshold);
        return breaching
                .<Judged>map(is -> new Judged.Known(new Breach(last, threshold, is)))
                .orElseGet(() -> new Judged.Unknown("a comparison by " + comparison + " is not built"));
    }

    /** What was found out. */
    sealed interface Judged {
        record Known(Breach breach) implements Judged {}

        record Unknown(String why) implements Judged {}
    }

    private static Stream<Datapoint> datapoints(AlarmStatus alarm, List<Series> series) {
        return IntStream.range(0, Math.min(alarm.metrics().size(), series.size()))
                .filter(index -> alarm.metrics().get(index).returned())
                .boxed()
                .findFirst()
                .map(index -> series.get(index).datapoints().stream())
                .orElseGet(Stream::empty);
    }

    private static Optional<Boolean> breaches(String comparison, double value, double threshold) {
        return switch (comparison) {
            case "GreaterThanThreshold" -> Optional.of(value > threshold);
            case "GreaterThanOrEqualToThreshold" -> Optional.of(value >= threshold);
            case "LessThanThreshold" -> Optional.of(value < threshold);
            case "LessThanOrEqualToThreshold" -> Optional.of(value <= threshold);
            default -> Optional.empty();
        };
    }

    /** "93 at 12:00 (threshold 80)". */
    String says() {
        return number(datapoint.value()) + " at " + Said.time(datapoint.at()) + " (threshold " + number(threshold)
                + ")";
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.4g", value);
    }
}
