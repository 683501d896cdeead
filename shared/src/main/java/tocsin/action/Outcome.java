package tocsin.action;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What came of acting. */
public sealed interface Outcome {
    /** A sentence for people. */
    String says();

    /** @param outputs what later steps may refer to */
    record Done(String says, Map<String, String> outputs) implements Outcome {
        public Done {
            outputs = Collections.unmodifiableMap(new TreeMap<>(outputs));
        }

        public static Done saying(String says) {
            return new Done(says, Collections.emptyMap());
        }
    }

    /** It is done, and the team gets it by mail. */
    record Mails(String says) implements Outcome {}

    /**
     * Another runbook goes on, and this run ends.
     *
     * @param service by its name within the stage
     */
    record HandsOver(String says, String runbook, String service) implements Outcome {}

    /**
     * It is under way: to be asked again.
     *
     * @param facts what it must know then, beside what the plan found
     */
    record Later(Duration after, String says, Map<String, String> facts) implements Outcome {
        public Later {
            facts = Collections.unmodifiableMap(new TreeMap<>(facts));
        }

        public Later(Duration after, String says) {
            this(after, says, Collections.emptyMap());
        }
    }

    /** It cannot be gone on with unless a person does it, or says that it is done. */
    record NeedsPerson(String says) implements Outcome {}

    /** It could not be done, and will not be. */
    record Failed(String says) implements Outcome {}
}
