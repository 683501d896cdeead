package tocsin.alarm;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * What tells one alarm from every other: its ARN and, for an alarm of many series, the series that moved.
 *
 * @param arn the alarm's ARN; where a message carries none it is composed from account, Region and name, so that all
 *     ways give the same one
 * @param contributor CloudWatch's id of the series, or null for the alarm as a whole
 */
@Json
public record AlarmId(String arn, @Nullable String contributor) {
    public AlarmId {
        if (arn.isBlank()) {
            throw new IllegalArgumentException("an alarm without ARN");
        }
    }

    /** The id as one string, fit for a key: the ARN, and after a blank the contributor. */
    public String text() {
        return contributor == null ? arn : arn + " " + contributor;
    }
}
