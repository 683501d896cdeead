package tocsin.tests.simulation;

import java.time.Instant;
import java.util.regex.Pattern;
import tocsin.tests.story.Valine;

/**
 * An alarm as CloudWatch holds it, and what it tells when it moves. Each of these pages by itself.
 *
 * @param service whose alarm it is
 * @param alarm the sample of its move to ALARM
 * @param ok the sample of its move to OK
 */
record AlarmNow(String service, String alarm, String ok) {
    private static final Pattern MOVED = Pattern.compile(
            "(\"timestamp\": \"|StateChangeTime\\\\\":\\\\\")(\\d{4}-\\d\\d-\\d\\dT[0-9:.]+\\+0000)");

    /** What one of the ways brings of a move at the instant. */
    String told(boolean inAlarm, String way, Instant at) {
        var sample = Valine.sample((inAlarm ? alarm : ok) + "." + way);
        var moved = MOVED.matcher(sample);
        if (!moved.find()) {
            throw new IllegalStateException("no instant in " + alarm + "." + way);
        }
        var instant = at.toString().replaceFirst("(\\.\\d+)?Z", ".000+0000");
        return sample.replace(moved.group(2), instant);
    }
}
