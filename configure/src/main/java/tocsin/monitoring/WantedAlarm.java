package tocsin.monitoring;

import java.time.Duration;

/**
 * An alarm as tocsin.yaml asks for it, the same in every stage.
 *
 * @param name what stands behind the service in the alarm's name
 * @param threshold in the unit of what is measured
 * @param below whether it is an alarm below the threshold, and not above it
 * @param over how long one datapoint is
 * @param times how many datapoints in a row
 */
public record WantedAlarm(
        String service, String name, Measure measure, double threshold, boolean below, Duration over, int times) {
    String comparison() {
        if (measure.isUsual()) {
            return "LessThanLowerThreshold";
        }
        return below ? "LessThanThreshold" : "GreaterThanThreshold";
    }

    int period() {
        return Math.toIntExact(over.toSeconds());
    }
}
