package tocsin.health;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import tocsin.action.Action.Parameter;

/** What can be looked at in one way. It reads; whatever it leaves behind for a moment it takes away again. */
public interface CheckKind {
    /** As tocsin.yaml names it: "http". */
    String name();

    List<Parameter> parameters();

    /** One sentence for whoever writes tocsin.yaml. */
    String about();

    /** What Tocsin's role must be allowed for a check with these parameters, in IAM's words. */
    default List<String> permissions(java.util.Map<String, String> parameters) {
        return List.of();
    }

    /**
     * Whether it sees what something does, as users feel it, which may fail because of what is beneath; else it sees
     * what something is, and that is never another's symptom.
     */
    default boolean feels() {
        return false;
    }

    /**
     * Whether it goes the whole way that a user goes, so that anything beneath may be what it meets.
     */
    default boolean goesTheWholeWay() {
        return false;
    }

    /** What is wrong with these parameters together, and with its time, for people; empty where nothing is. */
    default String problem(Map<String, String> parameters, Duration timeout) {
        return "";
    }

    /**
     * Looks.
     *
     * @throws tocsin.PortFailure where it could not be looked at: then it is not known
     */
    Seen look(Look look);
}
