package tocsin.action;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an action would do. */
public sealed interface Plan {
    /** A sentence for people: what it would change, from what to what. */
    String says();

    /**
     * It can be done.
     *
     * @param target what would be changed; null where nothing is
     * @param facts what it was found like, for doing it and for taking it back
     */
    record Would(String says, @Nullable Target target, Map<String, String> facts) implements Plan {
        public Would {
            facts = Collections.unmodifiableMap(new TreeMap<>(facts));
        }

        public static Would nothing(String says) {
            return new Would(says, null, Collections.emptyMap());
        }
    }

    /** A person must do it, or say how. */
    record NeedsPerson(String says) implements Plan {}

    /**
     * What a change is made to.
     *
     * @param ours whether it is a part of Tocsin itself
     */
    record Target(String arn, String account, Map<String, String> tags, boolean ours) {
        public Target {
            tags = Collections.unmodifiableMap(new TreeMap<>(tags));
        }
    }
}
