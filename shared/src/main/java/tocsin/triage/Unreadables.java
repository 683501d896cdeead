package tocsin.triage;

import java.util.LinkedHashMap;
import tocsin.alarm.Received;
import tocsin.config.Paging;

/**
 * What is no alarm, of nobody, or cannot be read: counted by the day, in its story, and told where it looks like an
 * alarm.
 */
final class Unreadables {
    private final Rules rules;
    private final Pages pages;

    Unreadables(Rules rules, Pages pages) {
        this.rules = rules;
        this.pages = pages;
    }

    void take(Draft draft, String partition, String name, Received received) {
        var alarm = received instanceof Received.Unreadable bad && bad.alarm();
        var deployed = received instanceof Received.Deployed;
        draft.count(partition, alarm ? "unreadable-alarm" : deployed ? "deployment-of-nobody" : "not-an-alarm");
        draft.tell(
                partition,
                0,
                alarm ? "unreadable" : deployed ? "deployed" : "no alarm",
                name + ": " + received.because(),
                null);
        if (alarm && rules.paging() != Paging.SHADOW) {
            var details = new LinkedHashMap<String, String>();
            details.put("because", received.because());
            details.put("kept", partition + " message#" + name);
            pages.notice(
                    draft,
                    partition,
                    "unreadable-" + name,
                    "an alarm that cannot be read: " + received.because(),
                    details);
        }
    }
}
