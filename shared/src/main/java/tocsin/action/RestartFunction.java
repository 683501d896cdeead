package tocsin.action;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.Said;
import tocsin.action.Outcome.Done;
import tocsin.action.Outcome.Failed;
import tocsin.action.Outcome.Later;
import tocsin.action.Outcome.NeedsPerson;
import tocsin.cloud.Functions.AliasState;
import tocsin.cloud.Functions.Changed;
import tocsin.cloud.Functions.FunctionState;

/**
 * Gives a Lambda function new containers: one variable more, which names the step of the run, written with all the others under the
 * revision that was read; behind an alias then a version of the same code, and the alias moved to it. By the variable
 * it knows its own earlier attempt, in $LATEST and in the version that the alias leads to.
 */
final class RestartFunction implements Action {
    static final String MARK = "TOCSIN_RESTART";

    /** How a version is described that is a restart, followed by the step of the run. */
    static final String SAYS = "tocsin restart ";

    private static final String ALIAS = Lambda.ALIAS.name();
    private static final String VERSION = "version";
    private static final String CODE = "code";
    private static final String PUBLISHED = "published";

    private static final Duration SETTLING = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(15);

    @Override
    public String name() {
        return "lambda.restart";
    }

    @Override
    public String about() {
        return "Gives the function new containers: one variable more, a version of the same code, and the alias moved"
                + " to it; taken back, the alias leads to the version before.";
    }

    @Override
    public Kind kind() {
        return Kind.CHANGES;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Lambda.FUNCTION, Lambda.ALIAS.unlessGiven());
    }

    @Override
    public List<String> outputs() {
        return List.of(VERSION);
    }

    @Override
    public List<String> permissions() {
        return List.of(
                "lambda:GetFunctionConfiguration",
                "lambda:UpdateFunctionConfiguration",
                "lambda:PublishVersion",
                "lambda:GetAlias",
                "lambda:UpdateAlias",
                "lambda:ListTags");
    }

    @Override
    public boolean undoable() {
        return true;
    }

    @Override
    public Plan plan(Task task) {
        var latest = Lambda.latest(task);
        var facts = new TreeMap<String, String>();
        facts.put(CODE, latest.codeSha256());
        var target = Lambda.target(task, latest);
        var alias = task.optional(ALIAS);
        if (alias == null) {
            return new Plan.Would("restart " + name(task) + " by the variable " + MARK, target, facts);
        }
        var leads = Lambda.alias(task, alias);
        var version = Lambda.version(task, leads.version());
        facts.put(VERSION, leads.version());
        return refusal(task, latest, version)
                .<Plan>map(Plan.NeedsPerson::new)
                .orElseGet(() -> new Plan.Would(
                        "restart " + name(task) + ": " + alias + " from version " + leads.version()
                                + " to a new one of the same code",
                        target,
                        facts));
    }

    /** Publishing puts $LATEST behind the alias: that must be a restart, and nothing else. */
    private static Optional<String> refusal(Task task, FunctionState latest, FunctionState version) {
        var behind = task.text(ALIAS) + " (version " + version.version() + ")";
        if (!latest.codeSha256().equals(version.codeSha256())) {
            return Optional.of("restart " + name(task) + " by hand: the code of $LATEST is another than that of "
                    + behind + ", so a new version would deploy it");
        }
        var lost = version.environment().entrySet().stream()
                .filter(variable -> !variable.getKey().equals(MARK))
                .filter(variable ->
                        !variable.getValue().equals(latest.environment().get(variable.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        return lost.isEmpty()
                ? Optional.empty()
                : Optional.of("restart " + name(task) + " by hand: $LATEST has not the same " + lost + " as " + behind
                        + ", so a new version would lose or change that");
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var alias = task.optional(ALIAS);
        return alias == null ? renew(task, null) : behindAlias(task, alias, facts);
    }

    private Outcome behindAlias(Task task, String alias, Map<String, String> facts) {
        var leads = Lambda.alias(task, alias);
        if (isOurs(task, leads, facts)) {
            return done(task, alias, leads.version());
        }
        var before = facts.get(VERSION);
        if (!leads.version().equals(before)) {
            return new NeedsPerson("somebody moved " + alias + " of " + name(task) + " from version " + before + " to "
                    + leads.version() + " meanwhile; it was left there");
        }
        return renew(task, new Behind(leads, Objects.requireNonNull(facts.get(CODE)), facts.get(PUBLISHED)));
    }

    /**
     * @param code the code that the plan found, and nothing else may be published
     * @param published the version of somebody else that Lambda gave in the place of one of ours, once that is kept
     */
    private record Behind(
            AliasState alias, String code, @Nullable String published) {}

    /** Marks $LATEST; then, behind an alias, publishes it and moves the alias there. */
    private Outcome renew(Task task, @Nullable Behind behind) {
        var latest = Lambda.latest(task);
        if (behind != null && !latest.codeSha256().equals(behind.code())) {
            return new NeedsPerson("somebody deployed to " + name(task) + " meanwhile; it was left there");
        }
        if (!latest.settled()) {
            return settling(task);
        }
        if (!isOurs(task, latest)) {
            var variables = new TreeMap<>(latest.environment());
            variables.put(MARK, mark(task));
            return switch (task.cloud()
                    .functions()
                    .replaceEnvironment(task.place(), name(task), variables, latest.revision(), task.timeout())) {
                case Changed.Moved<FunctionState> moved -> again(task);
                // what the answer tells is not settled yet, or has another revision once it is
                case Changed.Done<FunctionState> done -> new Later(Duration.ofSeconds(1), "restarts " + name(task));
            };
        }
        return behind == null
                ? new Done("restarted " + name(task), Map.of(VERSION, latest.version()))
                : publish(task, latest, behind);
    }

    /** Where code and variables are those of the last version, Lambda publishes none and answers with that. */
    private Outcome publish(Task task, FunctionState latest, Behind behind) {
        var published = task.cloud()
                .functions()
                .publish(task.place(), name(task), behind.code(), latest.revision(), SAYS + mark(task), task.timeout());
        return switch (published) {
            case Changed.Moved<FunctionState> moved -> again(task);
            case Changed.Done<FunctionState>(var version) ->
                !version.settled()
                        ? settling(task)
                        : isKnown(task, version, behind) ? move(task, version, behind.alias()) : keeping(version);
        };
    }

    /** Whether it can be told afterwards that the alias was led there by us. */
    private static boolean isKnown(Task task, FunctionState version, Behind behind) {
        return isOurVersion(task, version) || version.version().equals(behind.published());
    }

    /** Somebody else has published the same meanwhile, and it does not say that it is ours: that is kept first. */
    private static Outcome keeping(FunctionState version) {
        return new Later(
                Duration.ofSeconds(1),
                "leads to version " + version.version() + ", which is the same",
                Map.of(PUBLISHED, version.version()));
    }

    private Outcome move(Task task, FunctionState version, AliasState alias) {
        var moved = task.cloud()
                .functions()
                .moveAlias(
                        task.place(), name(task), alias.alias(), version.version(), alias.revision(), task.timeout());
        return switch (moved) {
            case Changed.Moved<AliasState> other -> again(task);
            case Changed.Done<AliasState> done -> done(task, alias.alias(), version.version());
        };
    }

    @Override
    public Outcome undo(Task task, Map<String, String> facts) {
        var alias = task.optional(ALIAS);
        var before = facts.get(VERSION);
        if (alias == null || before == null) {
            return Done.saying(name(task) + " was only restarted: there is nothing to take back");
        }
        var leads = Lambda.alias(task, alias);
        if (leads.version().equals(before)) {
            return Done.saying(alias + " of " + name(task) + " is at version " + before);
        }
        if (!isOurs(task, leads, facts)) {
            return new Failed(alias + " of " + name(task) + " was moved to version " + leads.version()
                    + " by somebody else, and was left there");
        }
        return switch (task.cloud()
                .functions()
                .moveAlias(task.place(), name(task), alias, before, leads.revision(), task.timeout())) {
            case Changed.Moved<AliasState> other -> again(task);
            case Changed.Done<AliasState> done ->
                Done.saying(alias + " of " + name(task) + " is back at version " + before);
        };
    }

    /** The step is in it: what an earlier step of the same run has done is not what this one is to do. */
    private static String mark(Task task) {
        return task.run() + " " + task.step();
    }

    private static boolean isOurs(Task task, FunctionState state) {
        return mark(task).equals(state.environment().get(MARK));
    }

    private static boolean isOurs(Task task, AliasState leads, Map<String, String> facts) {
        return leads.version().equals(facts.get(PUBLISHED))
                || isOurVersion(task, Lambda.version(task, leads.version()));
    }

    /** Whoever deploys publishes our variable too: what the step has published says so itself. */
    private static boolean isOurVersion(Task task, FunctionState version) {
        return isOurs(task, version) && (SAYS + mark(task)).equals(version.description());
    }

    private static Outcome done(Task task, String alias, String version) {
        return new Done(
                "restarted " + name(task) + ": " + alias + " leads to version " + version, Map.of(VERSION, version));
    }

    private static Outcome again(Task task) {
        return later(task, Duration.ofSeconds(1), "somebody else is at " + name(task) + " too: reads it again");
    }

    private static Outcome settling(Task task) {
        return later(task, SETTLING, "waits until " + name(task) + " has settled");
    }

    private static Outcome later(Task task, Duration after, String says) {
        return Duration.between(task.begunAt(), task.now()).compareTo(LONGEST) > 0
                ? new Failed(name(task) + " did not settle within " + Said.duration(LONGEST))
                : new Later(after, says);
    }

    private static String name(Task task) {
        return Lambda.name(task);
    }
}
