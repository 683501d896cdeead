package tocsin.alarm;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.Digest;

/**
 * What no CloudWatch tells: a person who declares that something is wrong, another watcher, or the health sweep. It
 * stands like an alarm from there on; how bad it is was told with it. Nothing that AWS sends is ever read as one.
 */
public final class Told {
    private static final String DECLARED = "declared:";
    private static final String HOOK = "hook:";
    private static final String CHECK = "check:";
    private static final String SEVERITY = "severity";
    private static final String BY = "told-by";
    private static final int LONGEST_NAME = 200;

    private Told() {}

    /**
     * A person's word; the same words again are the same.
     *
     * @param severity as the configuration spells it: "P1"
     * @param text what users see, fit to be shown
     */
    public static Transition declared(String severity, String text, String by, Instant at) {
        return transition(
                new AlarmId(DECLARED + Digest.of(text).substring(0, 16), null),
                Texts.fit(text, LONGEST_NAME),
                Way.HAND,
                AlarmState.ALARM,
                at,
                text,
                "declared by " + by,
                severity,
                by);
    }

    /**
     * What another watcher tells.
     *
     * @param hook the way it came: a name of tocsin.yaml
     * @param key tells it from all else that comes this way
     * @param title fit to be shown
     * @param says more about it, fit to be shown, or null
     */
    public static Transition byHook(
            String hook, String key, String title, boolean firing, Instant at, @Nullable String says, String severity) {
        return transition(
                new AlarmId(HOOK + hook + ":" + (fits(key) ? key : Digest.of(key)), null),
                Texts.fit(title, LONGEST_NAME),
                Way.HOOK,
                firing ? AlarmState.ALARM : AlarmState.OK,
                at,
                null,
                says,
                severity,
                hook);
    }

    /**
     * What the health sweep finds; each check is one.
     *
     * @param check its name, which tells it from the stage's others
     * @param unwell whether it is in trouble; else it is well again
     * @param says what was seen, fit to be shown
     */
    public static Transition bySweep(
            String stage, String check, boolean unwell, Instant at, String says, String severity) {
        return transition(
                ofCheck(stage, check),
                "check " + stage + "/" + check,
                Way.CHECK,
                unwell ? AlarmState.ALARM : AlarmState.OK,
                at,
                null,
                says,
                severity,
                "the health sweep");
    }

    /** As what a check finds is known. */
    public static AlarmId ofCheck(String stage, String check) {
        return new AlarmId(CHECK + stage + "/" + check, null);
    }

    private static boolean fits(String key) {
        return key.matches("[A-Za-z0-9._/-]{1,60}");
    }

    private static Transition transition(
            AlarmId id,
            String name,
            Way way,
            AlarmState state,
            Instant at,
            @Nullable String description,
            @Nullable String reason,
            String severity,
            String by) {
        var tags = new TreeMap<String, String>();
        tags.put(SEVERITY, severity);
        tags.put(BY, by);
        return new Transition(
                id,
                name,
                AlarmKind.TOLD,
                way,
                state,
                null,
                at,
                null,
                null,
                description,
                reason,
                List.of(),
                null,
                null,
                tags,
                null,
                null,
                null,
                false,
                null,
                new TreeMap<>());
    }

    /** How bad whoever told it says it is; empty for what CloudWatch told. */
    public static Optional<String> severity(Transition transition) {
        return transition.kind() == AlarmKind.TOLD && transition.tags() != null
                ? Optional.ofNullable(transition.tags().get(SEVERITY))
                : Optional.empty();
    }

    /** Who says so, as the reason of its severity. */
    public static String because(Transition transition) {
        var by = transition.tags() == null ? "somebody" : transition.tags().getOrDefault(BY, "somebody");
        return transition.way() == Way.HAND ? "declared by " + by : by + " says so";
    }

    /** Whether CloudWatch knows nothing of it, so that it can be asked nothing. */
    public static boolean is(AlarmId id) {
        return isDeclared(id) || id.arn().startsWith(HOOK) || id.arn().startsWith(CHECK);
    }

    /** Whether it is a person's word: it ends when a person says that it is over. */
    public static boolean isDeclared(AlarmId id) {
        return id.arn().startsWith(DECLARED);
    }
}
