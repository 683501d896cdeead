package tocsin.cloud;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import tocsin.alarm.CloudWatch.Place;

/** The runbooks of Systems Manager Automation: one call is one request of its API. */
public interface Automations {
    /** StartAutomationExecution; the same token gives the same execution again. */
    String start(Place place, String document, Map<String, List<String>> parameters, String token, Duration timeout);

    /** GetAutomationExecution. */
    HandedOver state(Place place, String execution, Duration timeout);

    /** ListTagsForResource of a document: who owns one says by them that it may be run. AWS's own have none. */
    Map<String, String> tags(Place place, String document, Duration timeout);

    /**
     * Something that was handed over.
     *
     * @param says why it failed, or what it gave; short
     */
    record HandedOver(Status status, String says) {
        /** Where it stands. */
        public enum Status {
            RUNNING,
            SUCCEEDED,
            FAILED,
            /** It waits for a person, in its own place. */
            WAITING
        }
    }
}
