package tocsin.action;

import java.time.Duration;
import java.util.ArrayList;
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
import tocsin.action.Outcome.NeedsPerson;
import tocsin.cloud.Instances.InstanceState;
import tocsin.cloud.Instances.Modification;

/**
 * Gives an instance another class, or more storage. Its own earlier attempt it knows by the instance: it has what is
 * wanted, or it is pending. A smaller class comes in the maintenance window only.
 */
final class ScaleInstance implements Action {
    private static final String CLASS = "class";
    private static final String STORAGE = "storage";
    private static final String WINDOW = "window";
    private static final String LARGER = "larger";
    private static final String SMALLER = "smaller";
    private static final Parameter CLASS_WANTED = Parameter.of(
                    CLASS,
                    Form.matching(
                            "class",
                            "larger, smaller, or a class as db.t4g.large",
                            LARGER + "|" + SMALLER + "|db[.][a-z0-9-]{1,30}[.][a-z0-9-]{1,30}"))
            .unlessGiven();
    private static final Parameter STORAGE_WANTED = Parameter.of(
                    STORAGE, Form.matching("number", "GiB, a whole number", "[1-9][0-9]{0,4}"))
            .unlessGiven();
    private static final Parameter WHEN =
            Parameter.of("when", Form.words("now", WINDOW)).unlessGiven();
    private static final String FROM_CLASS = "from-class";
    private static final String FROM_STORAGE = "from-storage";
    private static final String PENDING_CLASS = "pending-class";
    private static final String PENDING_STORAGE = "pending-storage";
    private static final String NONE = "none";

    /** RDS's word for what serves as before, while grown storage is worked on for hours. */
    private static final String OPTIMIZING = "storage-optimization";

    private static final String GREW = "(?i).*applying modification to allocated storage.*";
    private static final Duration STORAGE_RESTS = Duration.ofHours(6);

    /** RDS rounds up to what is a tenth more. */
    private static final int TENTH = 10;

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
        return List.of(Rds.DATABASE, CLASS_WANTED, STORAGE_WANTED, WHEN);
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
        return List.of(Rds.DESCRIBE, "rds:DescribeEvents", "rds:ModifyDBInstance", Rds.TAGS);
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
        var atOnce = atOnce(task);
        var refusal = refusal(task, state, wanted, atOnce);
        if (refusal != null) {
            return new Plan.NeedsPerson(refusal);
        }
        var facts = new TreeMap<String, String>();
        facts.put(FROM_CLASS, state.instanceClass());
        facts.put(FROM_STORAGE, Integer.toString(state.storage()));
        facts.put(PENDING_CLASS, pendingClass(state));
        facts.put(PENDING_STORAGE, pendingStorage(state));
        facts.put(CLASS, wanted.instanceClass());
        facts.put(STORAGE, Integer.toString(wanted.storage()));
        return new Plan.Would(
                "scale " + state.name() + said(state, wanted)
                        + (atOnce ? now(state, wanted) : ", in its window " + state.window() + " UTC"),
                Rds.target(task, state),
                facts);
    }

    private static boolean atOnce(Task task) {
        return !WINDOW.equals(WHEN.orNull(task));
    }

    /** RDS carries out at once, too, what waited for the window. */
    private static String now(InstanceState state, Wanted wanted) {
        var others = new ArrayList<String>();
        if (state.pendingClass() != null && !changesClass(state, wanted)) {
            others.add("class " + state.pendingClass());
        }
        if (state.pendingStorage() != null && wanted.storage() == state.storage()) {
            others.add(state.pendingStorage() + " GiB");
        }
        return ", now"
                + (changesClass(state, wanted) || state.pendingClass() != null ? " (some 5 min of downtime)" : "")
                + (others.isEmpty() ? "" : ", and with it what waits for the window: " + String.join(", ", others));
    }

    private static String pendingClass(InstanceState state) {
        return state.pendingClass() == null ? NONE : state.pendingClass();
    }

    private static String pendingStorage(InstanceState state) {
        return state.pendingStorage() == null ? NONE : Integer.toString(state.pendingStorage());
    }

    /** @param storage GiB; as it is where nothing is asked */
    private record Wanted(String instanceClass, int storage) {}

    private static Wanted wanted(Task task, InstanceState state) {
        var wanted = CLASS_WANTED.orNull(task);
        var storage = STORAGE_WANTED.orNull(task);
        if (wanted == null && storage == null) {
            throw new PortFailure(PortFailure.Kind.REFUSED, "rds.scale needs a class, or storage");
        }
        return new Wanted(
                wanted == null ? state.instanceClass() : named(wanted, state.instanceClass()),
                storage == null ? state.storage() : grown(state.storage(), Integer.parseInt(storage)));
    }

    private static int grown(int now, int wanted) {
        return wanted <= now ? wanted : Math.max(wanted, now + (now + TENTH - 1) / TENTH);
    }

    private static String named(String wanted, String now) {
        return switch (wanted) {
            case LARGER -> neighbour(now, 1);
            case SMALLER -> neighbour(now, -1);
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

    private static @Nullable String refusal(Task task, InstanceState state, Wanted wanted, boolean atOnce) {
        if (wanted.storage() < state.storage()) {
            return state.name() + " has " + state.storage() + " GiB, and RDS never takes storage back: "
                    + wanted.storage() + " GiB needs a new instance";
        }
        if (atOnce && isSmaller(wanted.instanceClass(), state.instanceClass())) {
            return "scale " + state.name() + " down by hand, or in its window (when: window): from "
                    + state.instanceClass() + " to " + wanted.instanceClass() + " at once is downtime without need";
        }
        return atOnce && wanted.storage() > state.storage() ? rests(task, state) : null;
    }

    private static boolean isSmaller(String wanted, String now) {
        return size(wanted) >= 0 && size(wanted) < size(now);
    }

    /** Why its storage cannot grow now; null where it can. */
    private static @Nullable String rests(Task task, InstanceState state) {
        var why = "RDS lets storage grow once in 6 h: free some on " + state.name() + ", or wait";
        if (state.status().equals(OPTIMIZING)) {
            return "the storage of " + state.name() + " grew lately and is optimized still; " + why;
        }
        return task
                .cloud()
                .instances()
                .events(task.place(), state.name(), task.now().minus(STORAGE_RESTS), task.timeout())
                .stream()
                .filter(event -> event.message().matches(GREW))
                .findFirst()
                .map(event ->
                        "the storage of " + state.name() + " grew at " + Said.time(event.at()) + " already; " + why)
                .orElse(null);
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
        var wanted = new Wanted(fact(facts, CLASS), Integer.parseInt(fact(facts, STORAGE)));
        var atOnce = atOnce(task);
        if (has(state, wanted) && serves(state)) {
            return done(state, wanted, "is ");
        }
        if (!atOnce && isPending(state, wanted)) {
            return done(state, wanted, "will in its window be ");
        }
        if (Duration.between(task.begunAt(), task.now()).compareTo(LONGEST) > 0) {
            return new Failed(state.name() + " is " + state.status() + " still, after " + Said.duration(LONGEST));
        }
        if (changesClass(state, wanted) && !state.instanceClass().equals(fact(facts, FROM_CLASS))) {
            return new NeedsPerson("somebody scaled " + state.name() + " from " + fact(facts, FROM_CLASS) + " to "
                    + state.instanceClass() + " meanwhile; it was left there");
        }
        var asked = isPending(state, wanted) && !wasPending(facts, wanted);
        if (asked || !mayChange(state, wanted)) {
            return new Later(AGAIN, state.name() + " is " + state.status());
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

    private static String fact(Map<String, String> facts, String name) {
        return Objects.requireNonNull(facts.get(name), name);
    }

    private static boolean serves(InstanceState state) {
        return state.status().equals(Rds.AVAILABLE) || state.status().equals(OPTIMIZING);
    }

    /** While storage is optimized, all but storage may be changed. */
    private static boolean mayChange(InstanceState state, Wanted wanted) {
        return wanted.storage() > state.storage() ? state.status().equals(Rds.AVAILABLE) : serves(state);
    }

    /** Whether it waited for the window before anything was asked: that is not an attempt of its own. */
    private static boolean wasPending(Map<String, String> facts, Wanted wanted) {
        return fact(facts, PENDING_CLASS).equals(wanted.instanceClass())
                || fact(facts, PENDING_STORAGE).equals(Integer.toString(wanted.storage()));
    }

    private static boolean has(InstanceState state, Wanted wanted) {
        return state.instanceClass().equals(wanted.instanceClass()) && state.storage() >= wanted.storage();
    }

    private static boolean isPending(InstanceState state, Wanted wanted) {
        var pendingClass = state.pendingClass() == null ? state.instanceClass() : state.pendingClass();
        var pendingStorage = state.pendingStorage() == null ? state.storage() : state.pendingStorage();
        return pendingClass.equals(wanted.instanceClass()) && pendingStorage >= wanted.storage();
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
