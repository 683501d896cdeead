package tocsin.action;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.Said;
import tocsin.action.Outcome.Done;
import tocsin.action.Outcome.Failed;
import tocsin.action.Outcome.Later;
import tocsin.cloud.Instances.InstanceState;
import tocsin.cloud.Instances.Modification;

/**
 * Gives an instance another class, or more storage. Its own earlier attempt it knows by the instance: it has what is
 * wanted, or it is pending. A smaller class comes in the maintenance window only.
 */
final class ScaleInstance implements Action {
    private static final String CLASS = "class";
    private static final String STORAGE = "storage";
    private static final String WHEN = "when";
    private static final String WINDOW = "window";
    private static final List<String> SIZES = List.of(
            "micro",
            "small",
            "medium",
            "large",
            "xlarge",
            "2xlarge",
            "4xlarge",
            "8xlarge",
            "12xlarge",
            "16xlarge",
            "24xlarge");
    private static final Duration AGAIN = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(45);

    @Override
    public String name() {
        return "rds.scale";
    }

    @Override
    public String about() {
        return "Gives the instance a \"larger\", \"smaller\" or named class, or so many GiB of storage: now (some five"
                + " minutes of downtime for a class) or in its window. A smaller class comes in the window only.";
    }

    @Override
    public Kind kind() {
        return Kind.CHANGES;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Rds.DATABASE,
                Parameter.optional(CLASS),
                Parameter.number(STORAGE).unlessGiven(),
                Parameter.optional(WHEN));
    }

    @Override
    public List<String> outputs() {
        return List.of(CLASS, STORAGE);
    }

    @Override
    public boolean counts(String output) {
        return output.equals(STORAGE);
    }

    @Override
    public List<String> permissions() {
        return List.of(Rds.DESCRIBE, "rds:ModifyDBInstance", Rds.TAGS);
    }

    @Override
    public List<String> lowers() {
        return List.of("CPUUtilization");
    }

    @Override
    public String stays() {
        return "to change the class back at once would be another five minutes of downtime, and storage never shrinks;"
                + " scale-database-down does it in the window";
    }

    @Override
    public Plan plan(Task task) {
        var state = Rds.describe(task);
        var wanted = wanted(task, state);
        var atOnce = !WINDOW.equals(task.optional(WHEN));
        var refusal = refusal(state, wanted, atOnce);
        if (refusal != null) {
            return new Plan.NeedsPerson(refusal);
        }
        var facts = new TreeMap<String, String>();
        facts.put("from-class", state.instanceClass());
        facts.put("from-storage", Integer.toString(state.storage()));
        facts.put(CLASS, wanted.instanceClass());
        facts.put(STORAGE, Integer.toString(wanted.storage()));
        return new Plan.Would(
                "scale " + state.name() + said(state, wanted)
                        + (atOnce
                                ? ", now" + (changesClass(state, wanted) ? " (some 5 min of downtime)" : "")
                                : ", in its window " + state.window() + " UTC"),
                Rds.target(task, state),
                facts);
    }

    /** @param storage GiB; as it is where nothing is asked */
    private record Wanted(String instanceClass, int storage) {}

    private static Wanted wanted(Task task, InstanceState state) {
        var wanted = task.optional(CLASS);
        var storage = task.optional(STORAGE);
        if (wanted == null && storage == null) {
            throw new PortFailure(PortFailure.Kind.REFUSED, "rds.scale needs a class, or storage");
        }
        return new Wanted(
                wanted == null ? state.instanceClass() : named(wanted, state.instanceClass()),
                storage == null ? state.storage() : gibibytes(storage));
    }

    private static int gibibytes(String text) {
        if (!text.matches("[1-9][0-9]{0,4}")) {
            throw new PortFailure(PortFailure.Kind.REFUSED, STORAGE + ": '" + text + "'; expected GiB, a whole number");
        }
        return Integer.parseInt(text);
    }

    private static String named(String wanted, String now) {
        return switch (wanted) {
            case "larger" -> neighbour(now, 1);
            case "smaller" -> neighbour(now, -1);
            default -> wanted;
        };
    }

    private static String neighbour(String instanceClass, int step) {
        var at = size(instanceClass);
        var next = at + step;
        if (at < 0 || next < 0 || next >= SIZES.size()) {
            throw new PortFailure(
                    PortFailure.Kind.REFUSED,
                    "there is no " + (step > 0 ? "larger" : "smaller") + " class next to " + instanceClass);
        }
        return family(instanceClass) + "." + SIZES.get(next);
    }

    private static String family(String instanceClass) {
        return instanceClass.substring(0, Math.max(0, instanceClass.lastIndexOf('.')));
    }

    private static int size(String instanceClass) {
        return SIZES.indexOf(instanceClass.substring(instanceClass.lastIndexOf('.') + 1));
    }

    private static @Nullable String refusal(InstanceState state, Wanted wanted, boolean atOnce) {
        if (wanted.storage() < state.storage()) {
            return state.name() + " has " + state.storage() + " GiB, and RDS never takes storage back: "
                    + wanted.storage() + " GiB needs a new instance";
        }
        var same = family(wanted.instanceClass()).equals(family(state.instanceClass()));
        if (atOnce && same && size(wanted.instanceClass()) < size(state.instanceClass())) {
            return "scale " + state.name() + " down by hand, or in its window (when: window): from "
                    + state.instanceClass() + " to " + wanted.instanceClass() + " at once is downtime without need";
        }
        return null;
    }

    private static boolean changesClass(InstanceState state, Wanted wanted) {
        return !wanted.instanceClass().equals(state.instanceClass());
    }

    private static String said(InstanceState state, Wanted wanted) {
        var text = new StringBuilder();
        if (changesClass(state, wanted)) {
            text.append(" from ").append(state.instanceClass()).append(" to ").append(wanted.instanceClass());
        }
        if (wanted.storage() != state.storage()) {
            text.append(" from ")
                    .append(state.storage())
                    .append(" GiB to ")
                    .append(wanted.storage())
                    .append(" GiB");
        }
        return text.isEmpty() ? ": nothing, it is " + state.instanceClass() : text.toString();
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var state = Rds.describe(task);
        var wanted = new Wanted(
                Objects.requireNonNull(facts.get(CLASS)), Integer.parseInt(Objects.requireNonNull(facts.get(STORAGE))));
        if (Duration.between(task.begunAt(), task.now()).compareTo(LONGEST) > 0) {
            return new Failed(state.name() + " is " + state.status() + " still, after " + Said.duration(LONGEST));
        }
        var atOnce = !WINDOW.equals(task.optional(WHEN));
        if (has(state, wanted)) {
            return state.status().equals(Rds.AVAILABLE) ? done(state, wanted, "is ") : modifying(state);
        }
        if (isPending(state, wanted)) {
            return atOnce ? modifying(state) : done(state, wanted, "will in its window be ");
        }
        if (!state.status().equals(Rds.AVAILABLE)) {
            return modifying(state);
        }
        task.cloud()
                .instances()
                .modify(
                        task.place(),
                        Rds.name(task),
                        new Modification(
                                changesClass(state, wanted) ? wanted.instanceClass() : null,
                                wanted.storage() > state.storage() ? wanted.storage() : null,
                                atOnce),
                        task.timeout());
        return new Later(AGAIN, "asked RDS to scale " + state.name());
    }

    private static boolean has(InstanceState state, Wanted wanted) {
        return state.instanceClass().equals(wanted.instanceClass()) && state.storage() >= wanted.storage();
    }

    private static boolean isPending(InstanceState state, Wanted wanted) {
        var pendingClass = state.pendingClass() == null ? state.instanceClass() : state.pendingClass();
        var pendingStorage = state.pendingStorage() == null ? state.storage() : state.pendingStorage();
        return pendingClass.equals(wanted.instanceClass()) && pendingStorage >= wanted.storage();
    }

    private static Outcome modifying(InstanceState state) {
        return new Later(AGAIN, state.name() + " is " + state.status());
    }

    /** Storage may have grown meanwhile by somebody else's change. */
    private static Outcome done(InstanceState state, Wanted wanted, String is) {
        var storage = Math.max(state.storage(), wanted.storage());
        var outputs = new TreeMap<String, String>();
        outputs.put(CLASS, wanted.instanceClass());
        outputs.put(STORAGE, Integer.toString(storage));
        return new Done(state.name() + " " + is + wanted.instanceClass() + " with " + storage + " GiB", outputs);
    }
}
