package tocsin.alarm;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the newest datapoint that a message tells: what was observed. */
final class Datapoints {
    /** "datapoint (12.5)", "datapoints [12.5 (02/10/19 16:59:00), ...]", "most recent datapoints ...: [12.5, 13.0]". */
    private static final Pattern LISTED = Pattern.compile(
            "datapoints?(?: which crossed the threshold)?:? ?(?:\\[([^\\]]*)]|\\(([^)]*)\\))",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern DATAPOINT = Pattern.compile(
            "(-?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?)(?: ?\\((\\d\\d/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d)\\))?");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd/MM/yy HH:mm:ss", Locale.ROOT);
    private static final int LONGEST_REASON = 2_048; // CloudWatch's own limit is 1,023

    private Datapoints() {}

    static @Nullable Double newest(Fields reasonData, @Nullable String reason) {
        var recent = reasonData.texts("recentDatapoints").reversed();
        for (var datapoint : recent) {
            var number = Numbers.finite(datapoint);
            if (number != null) {
                return number;
            }
        }
        return reason == null ? null : told(reason);
    }

    /** Only the list of datapoints is read: the thresholds in the same sentence look just like them. */
    private static @Nullable Double told(String reason) {
        var listed = LISTED.matcher(reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
        if (!listed.find()) {
            return null;
        }
        var list = listed.group(1) == null ? listed.group(2) : listed.group(1);
        return DATAPOINT
                .matcher(list)
                .results()
                .reduce(Datapoints::newer)
                .map(datapoint -> Numbers.finite(datapoint.group(1)))
                .orElse(null);
    }

    /** Lists with dates run from the newest to the oldest, those without from the oldest to the newest. */
    private static MatchResult newer(MatchResult one, MatchResult next) {
        var date = date(one);
        var following = date(next);
        return date != null && following != null && date.isAfter(following) ? one : next;
    }

    private static @Nullable LocalDateTime date(MatchResult datapoint) {
        try {
            return datapoint.group(2) == null ? null : LocalDateTime.parse(datapoint.group(2), DATE);
        } catch (DateTimeException _) {
            return null;
        }
    }
}
