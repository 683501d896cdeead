package tocsin.action;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;

/**
 * One thing that a step can do. It acts on the world as it finds it: asked again after a crash, it knows by the world
 * what it did before, and does only the rest.
 */
public interface Action {
    /** As a step names it: "lambda.restart". */
    String name();

    Kind kind();

    List<Parameter> parameters();

    /** What later steps may refer to, as "count" of {@code ${open.count}}. */
    default List<String> outputs() {
        return List.of();
    }

    /** The few words that an output is one of, as "yes" and "no"; none where it may be any text. */
    default List<String> words(String output) {
        return List.of();
    }

    /** Whether an output is a whole number, 0 or more. */
    default boolean counts(String output) {
        return output.equals("count");
    }

    /** What Tocsin's role must be allowed, in IAM's words. */
    List<String> permissions();

    /** What it would do, from what to what; it reads, and changes nothing. */
    Plan plan(Task task);

    /**
     * Does it, or as much as can be done now.
     *
     * @param facts what the plan found, as it was committed before anything was done
     */
    Outcome act(Task task, Map<String, String> facts);

    /** Whether it can be taken back. */
    default boolean undoable() {
        return false;
    }

    /** Takes it back. */
    default Outcome undo(Task task, Map<String, String> facts) {
        return new Outcome.Failed(stays());
    }

    /**
     * What later runs must know of the target once it is done, by name; taken back, it is forgotten.
     *
     * @param facts as for acting
     */
    default Map<String, String> leaves(Task task, Map<String, String> facts) {
        return Collections.emptyMap();
    }

    /** Why what it did stays, of one that cannot be taken back: what follows "stays: ", for people. */
    default String stays() {
        return "cannot be taken back";
    }

    /** The metrics that it lowers by itself, as "DatabaseConnections": they alone prove nothing after it. */
    default List<String> lowers() {
        return List.of();
    }

    /** One sentence for whoever writes a runbook: what it does, and what to mind. */
    default String about() {
        return name();
    }

    /**
     * Whether the world tells what an attempt has done of which no answer came. Where it does not, it is never
     * repeated: a person is asked.
     */
    default boolean knowsItsOwn() {
        return true;
    }

    /** Whether a plan may do it to see what it gives: what reads by leaving something behind for a moment does not. */
    default boolean readsOnly() {
        return kind() == Kind.READS;
    }

    /** Whether it puts the question itself: whoever says yes to it approves of all that is left to be done. */
    default boolean asksForAll() {
        return false;
    }

    /** What an action does to the world. */
    enum Kind {
        READS,
        CHANGES,
        ASKS
    }

    /** What a step may say to it. */
    record Parameter(String name, Form form, boolean required) {
        public static Parameter text(String name) {
            return new Parameter(name, Form.TEXT, true);
        }

        public static Parameter optional(String name) {
            return new Parameter(name, Form.TEXT, false);
        }

        public static Parameter duration(String name) {
            return new Parameter(name, Form.DURATION, true);
        }

        public static Parameter number(String name) {
            return new Parameter(name, Form.NUMBER, true);
        }

        public static Parameter secret(String name) {
            return new Parameter(name, Form.SECRET, true);
        }

        public static Parameter of(String name, Form form) {
            return new Parameter(name, form, true);
        }

        public Parameter unlessGiven() {
            return new Parameter(name, form, false);
        }

        /** What the task gives it, in its form; refused where it has another. */
        public String of(Task task) {
            var text = task.text(name);
            var problem = form.problem(text);
            if (!problem.isEmpty()) {
                throw new PortFailure(PortFailure.Kind.REFUSED, name + ": " + problem);
            }
            return text;
        }

        /** The same, null where it was left out. */
        public @Nullable String orNull(Task task) {
            return task.optional(name) == null ? null : of(task);
        }
    }
}
