package tocsin.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An EventBridge pattern over the flat description of a transition. It is compiled when it is first asked, since most
 * invocations ask few of them.
 */
public final class Pattern {
    private final String json;
    private @Nullable Branches branches;

    public Pattern(String json) {
        this.json = json;
    }

    /** The pattern as EventBridge would take it. */
    public String json() {
        return json;
    }

    /** The fields that it names, sorted; those of maps with their key: {@code dimensions.FunctionName}. */
    public List<String> fields() {
        return branches().fields();
    }

    /**
     * Whether it matches.
     *
     * @throws IllegalArgumentException where this is no pattern; reading the configuration refuses such
     */
    public Match match(Description description) {
        return branches().match(description);
    }

    /** Whether it matches all that it asks for; what lacks the last datapoint does not. */
    public boolean matches(Description description) {
        return match(description) instanceof Match.Matched;
    }

    /**
     * Whether it may hold an alarm back: as {@link #matches}, and each field that it names is known. What a message
     * does not carry is unknown, never "off": "exists: false" holds nothing back.
     */
    public boolean holds(Description description) {
        return branches().holds(description);
    }

    /** Whether it would match for some last datapoint. */
    boolean matchesButObserved(Description description) {
        return branches().matchesButObserved(description);
    }

    boolean readsObserved() {
        return fields().contains(Description.OBSERVED);
    }

    private Branches branches() {
        var compiled = branches;
        if (compiled == null) {
            compiled = Branches.of(json); // two threads may do it twice: the same comes out
            branches = compiled;
        }
        return compiled;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Pattern pattern && json.equals(pattern.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    @Override
    public String toString() {
        return json;
    }
}
