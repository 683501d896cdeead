package tocsin.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.Metric;
import tocsin.alarm.Transition;

/**
 * The one flat description of a transition that every pattern is matched with. A fact that the message did not carry is
 * not in it. For math, namespace, metric and dimensions hold those of every metric watched: any of them matches.
 */
public final class Description {
    /** The field of the last datapoint. */
    public static final String OBSERVED = "observed";

    /** Every field that a pattern may name; those of the maps take a key behind a dot. */
    public static final List<String> FIELDS = List.of(
            "alarm",
            "tags",
            "actions-enabled",
            "stage",
            "service",
            "namespace",
            "metric",
            "label",
            "dimensions",
            "state",
            "threshold",
            OBSERVED,
            "account",
            "region");

    /** The fields that are maps. */
    public static final List<String> MAPS = List.of("tags", "dimensions");

    // field to values, each as a JSON token, which is how event-ruler takes them; it wants them sorted by field
    private final SortedMap<String, List<String>> facts;

    private @Nullable List<String> flat;

    private Description(SortedMap<String, List<String>> facts) {
        this.facts = facts;
    }

    /** What the message itself says. */
    public static Description of(Transition transition) {
        var description = new Description(new TreeMap<>());
        description.text("alarm", transition.alarm());
        description.text("state", transition.state().name());
        description.text("account", transition.account());
        description.text("region", transition.region());
        description.token("actions-enabled", transition.actionsEnabled());
        description.token("threshold", transition.threshold());
        description.token(OBSERVED, transition.observed());
        if (transition.tags() != null) {
            transition.tags().forEach((key, value) -> description.text("tags." + key, value));
        }
        transition.metrics().forEach(description::metric);
        // of an alarm over many series the attributes of the one that moved are its dimensions
        transition.contributorAttributes().forEach((key, value) -> description.text("dimensions." + key, value));
        return description;
    }

    /** A description that says one thing. */
    static Description only(String field, String text) {
        return new Description(new TreeMap<>()).with(field, text);
    }

    /** The same, known to be of this stage. */
    public Description in(String stage) {
        return with("stage", stage);
    }

    /** The same, known to be of this service. */
    public Description about(Service service) {
        return in(service.stage()).with("service", service.name());
    }

    /** The same with another last datapoint. */
    public Description observing(double value) {
        var copy = new Description(new TreeMap<>(facts));
        copy.facts.remove(OBSERVED);
        copy.token(OBSERVED, value);
        return copy;
    }

    /** Whether it says anything of the field. */
    public boolean knows(String field) {
        return facts.containsKey(field);
    }

    /** The values of a field, as people write them; empty where it is unknown. */
    public List<String> values(String field) {
        return facts.getOrDefault(field, List.of()).stream()
                .map(token -> token.startsWith("\"") ? token.substring(1, token.length() - 1) : token)
                .toList();
    }

    /** Field and value by turns, sorted by field. Made once: every pattern asks for it. */
    List<String> flat() {
        var made = flat;
        if (made == null) {
            var all = new ArrayList<String>();
            facts.forEach((field, tokens) -> tokens.forEach(token -> Collections.addAll(all, field, token)));
            made = List.copyOf(all); // two threads may do it twice: the same comes out
            flat = made;
        }
        return made;
    }

    private Description with(String field, String value) {
        var copy = new Description(new TreeMap<>(facts));
        copy.facts.remove(field);
        copy.text(field, value);
        return copy;
    }

    private void metric(Metric metric) {
        text("namespace", metric.namespace());
        text("metric", metric.name());
        metric.dimensions().forEach((key, value) -> text("dimensions." + key, value));
        if (metric.returned()) {
            text("label", metric.label());
        }
    }

    private void text(String field, @Nullable String value) {
        if (value != null) {
            add(field, '"' + value + '"');
        }
    }

    private void token(String field, @Nullable Object value) {
        if (value != null) {
            add(field, value.toString());
        }
    }

    private void add(String field, String token) {
        var tokens = new ArrayList<>(facts.getOrDefault(field, List.of()));
        if (!tokens.contains(token)) {
            tokens.add(token);
        }
        facts.put(field, List.copyOf(tokens));
    }

    @Override
    public String toString() {
        return facts.toString();
    }
}
