package tocsin.configure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tocsin.action.Action;
import tocsin.action.Actions;
import tocsin.action.Form;
import tocsin.config.Check;
import tocsin.config.Configuration;
import tocsin.config.Mode;
import tocsin.config.Secret;
import tocsin.config.Service;
import tocsin.config.Stage;
import tocsin.health.CheckKind;
import tocsin.health.CheckKinds;
import tocsin.health.Standings;
import tocsin.runbook.Evidence;
import tocsin.runbook.References;
import tocsin.runbook.Runbook;
import tocsin.runbook.Runbook.Step;
import tocsin.runbook.Runbooks;

/**
 * What the runbooks in use must be allowed. A runbook that is in the shadow everywhere only reads, for its plan; one
 * that may act in some stage has all that its actions need. Whoever reads may read everywhere; whoever changes is bound
 * to what {@code may-touch} asks for, by tags where IAM knows them, and else by name.
 */
public final class Policy {
    private static final String ANY = "*";
    private static final String DATABASE = "postgres.";
    private static final String INVOKE = "lambda:InvokeFunction";
    private static final String SECRET = "secretsmanager:GetSecretValue";
    private static final String METRICS = "cloudwatch:";
    private static final String PROBE = "s3.presign-probe";

    /** A function of a stack has the stack's name before its own, and some letters after it. */
    private static final String DATABASE_FUNCTION = "arn:aws:lambda:*:*:function:*-DatabaseFunction-*:live";

    private final Configuration configuration;
    private final List<Runbook> runbooks;
    private final Actions actions;

    private Policy(Configuration configuration, List<Runbook> runbooks, Actions actions) {
        this.configuration = configuration;
        this.runbooks = runbooks;
        this.actions = actions;
    }

    /** What these runbooks need, statement by statement, always in the same order. */
    public static List<Statement> of(Configuration configuration, Runbooks runbooks) {
        return new Policy(configuration, runbooks.all(), Actions.BUILT).statements();
    }

    /**
     * One statement.
     *
     * @param holder whose it is
     * @param condition StringEquals, key by key; empty: none
     */
    public record Statement(
            String sid,
            Holder holder,
            boolean allows,
            SortedSet<String> actions,
            SortedSet<String> resources,
            SortedMap<String, String> condition) {
        public Statement {
            actions = Collections.unmodifiableSortedSet(new TreeSet<>(actions));
            resources = Collections.unmodifiableSortedSet(new TreeSet<>(resources));
            condition = Collections.unmodifiableSortedMap(new TreeMap<>(condition));
        }

        private ObjectNode json() {
            var json = JsonNodeFactory.instance.objectNode();
            json.put("Sid", sid);
            json.put("Effect", allows ? "Allow" : "Deny");
            actions.forEach(json.putArray("Action")::add);
            resources.forEach(json.putArray("Resource")::add);
            if (!condition.isEmpty()) {
                condition.forEach(json.putObject("Condition").putObject("StringEquals")::put);
            }
            return json;
        }
    }

    /** Whose a statement is: what is changed in the product's cloud has a role of its own, entered run by run. */
    public enum Holder {
        /** The role that a run assumes, in a session that has the run's name. */
        MEND,
        /** The function that runs runbooks, by itself. */
        REMEDIATE,
        /** The function that sweeps: it reads, and changes nothing. */
        WATCH
    }

    /** The policy document. */
    public static String json(List<Statement> statements) {
        var document = JsonNodeFactory.instance.objectNode();
        document.put("Version", "2012-10-17");
        var all = document.putArray("Statement");
        statements.forEach(statement -> all.add(statement.json()));
        return document.toPrettyString();
    }

    private List<Statement> statements() {
        var tags = new TreeMap<String, String>();
        configuration.mayTouch().tags().forEach((key, value) -> tags.put("aws:ResourceTag/" + key, value));
        var needs = needs();
        var changed =
                actions(needs, need -> need.isChange() && byTag(need.permission()) && need.holder() == Holder.MEND);
        var statements = new ArrayList<Statement>();
        var reads = new TreeSet<>(actions(needs, Need::isPlainRead));
        if (!reads.isEmpty()) {
            reads.addAll(Evidence.PERMISSIONS); // what every run keeps before it changes anything
        }
        statements.add(mend("Read", reads, List.of(ANY), Map.of()));
        statements.add(mend(
                "ReadWhatIsInside",
                actions(needs, need -> IamActions.showsWhatIsInside(need.permission())),
                List.of(ANY),
                tags));
        statements.add(mend("ReadBuckets", needs, need -> need.isOfBucket() && !need.isChange()));
        statements.add(mend("ReadObjects", needs, need -> need.isOfObject() && !need.isChange() && !need.isProbe()));
        statements.add(mend("Change", changed, List.of(ANY), tags));
        statements.add(mend("ChangeBuckets", needs, need -> need.isOfBucket() && need.isChange()));
        statements.add(mend("ChangeObjects", needs, need -> need.isOfObject() && need.isChange() && !need.isProbe()));
        statements.add(mend("ProbeUploads", needs, need -> need.isOfObject() && need.isProbe()));
        statements.add(mend("RunDocuments", needs, need -> need.permission().equals("ssm:StartAutomationExecution")));
        statements.add(new Statement("NeverTocsinItself", Holder.MEND, false, changed, sorted(List.of(ANY)), itself()));
        statements.add(
                remediate("AskTheDatabase", needs, need -> need.permission().equals(INVOKE)));
        statements.add(remediate("ReadMetrics", needs, need -> need.permission().startsWith(METRICS)));
        statements.add(remediate("ReadSecrets", needs, need -> need.permission().equals(SECRET)));
        statements.addAll(checks());
        statements.removeIf(statement -> statement.actions().isEmpty());
        return List.copyOf(statements);
    }

    /** What the health sweep needs for its checks, and to tell what it found. */
    private List<Statement> checks() {
        var needs = configuration.checks().stream()
                .flatMap(check -> checked(check).stream())
                .toList();
        var statements = new ArrayList<Statement>();
        statements.add(watch("CheckHowItStands", needs, need -> need.resource().equals(ANY) && !need.isOfMetrics()));
        statements.add(watch("CheckMetrics", needs, Need::isOfMetrics));
        statements.add(watch("CheckBuckets", needs, Need::isOfBucket));
        statements.add(watch("CheckUploads", needs, Need::isOfObject));
        statements.add(
                watch("CheckTheDatabase", needs, need -> need.permission().equals(INVOKE)));
        statements.add(watch("CheckBySecrets", needs, need -> need.permission().equals(SECRET)));
        if (!configuration.checks().isEmpty()) {
            var namespace = new TreeMap<String, String>();
            namespace.put("cloudwatch:namespace", Standings.namespace(configuration));
            statements.add(new Statement(
                    "TellHowItStands",
                    Holder.WATCH,
                    true,
                    sorted(List.of("cloudwatch:PutMetricData")),
                    sorted(List.of(ANY)),
                    namespace));
        }
        return statements;
    }

    private static Statement watch(String sid, List<Need> needs, Predicate<Need> which) {
        var mine = needs.stream().filter(which).toList();
        return new Statement(
                sid,
                Holder.WATCH,
                true,
                actions(mine, need -> true),
                sorted(mine.stream().map(Need::resource).toList()),
                new TreeMap<>());
    }

    private static List<Need> checked(Check check) {
        var kind = CheckKinds.BUILT.named(check.kind()).orElseThrow();
        return kind.permissions(check.parameters()).stream()
                .flatMap(permission ->
                        checked(check, kind, permission).map(resource -> new Need(check.kind(), permission, resource)))
                .toList();
    }

    private static Stream<String> checked(Check check, CheckKind kind, String permission) {
        if (permission.startsWith("s3:")) {
            return Stream.of("arn:aws:s3:::" + check.parameters().getOrDefault("bucket", "")
                    + (permission.contains("Object") ? "/tocsin-probe/*" : ""));
        }
        if (permission.equals(SECRET)) {
            return kind.parameters().stream()
                    .filter(each -> each.form().equals(Form.SECRET))
                    .map(each -> check.parameters().getOrDefault(each.name(), ""))
                    .filter(name -> name.startsWith(Secret.PREFIX))
                    .map(name ->
                            "arn:aws:secretsmanager:*:*:secret:" + name.substring(Secret.PREFIX.length()) + "-??????");
        }
        return Stream.of(permission.equals(INVOKE) ? DATABASE_FUNCTION : ANY);
    }

    /** Its functions carry this, whatever tags their stack gets. */
    private static SortedMap<String, String> itself() {
        var itself = new TreeMap<String, String>();
        itself.put("aws:ResourceTag/tocsin", "itself");
        return itself;
    }

    private static Statement mend(
            String sid, SortedSet<String> actions, List<String> resources, Map<String, String> condition) {
        return new Statement(sid, Holder.MEND, true, actions, sorted(resources), new TreeMap<>(condition));
    }

    private static Statement mend(String sid, List<Need> needs, Predicate<Need> which) {
        return named(sid, Holder.MEND, needs, which);
    }

    private static Statement remediate(String sid, List<Need> needs, Predicate<Need> which) {
        return named(sid, Holder.REMEDIATE, needs, which);
    }

    private static Statement named(String sid, Holder holder, List<Need> needs, Predicate<Need> which) {
        var mine = needs.stream()
                .filter(need -> need.holder() == holder && which.test(need))
                .toList();
        var resources = mine.stream().map(Need::resource).toList();
        return new Statement(sid, holder, true, actions(mine, need -> true), sorted(resources), new TreeMap<>());
    }

    private static SortedSet<String> actions(List<Need> needs, Predicate<Need> which) {
        return sorted(needs.stream().filter(which).map(Need::permission).toList());
    }

    private static SortedSet<String> sorted(Collection<String> texts) {
        return new TreeSet<>(texts);
    }

    private static boolean byTag(String permission) {
        return IamActions.notByTag(permission).isEmpty();
    }

    // --- what each step needs ------------------------------------------------------------------------------------

    /**
     * One permission that a step needs.
     *
     * @param resource what IAM would have it bound to, where not by tags
     */
    private record Need(String action, String permission, String resource) {
        Holder holder() {
            var own = permission.equals(SECRET)
                    || permission.startsWith(METRICS)
                    || permission.equals(INVOKE) && action.startsWith(DATABASE);
            return own ? Holder.REMEDIATE : Holder.MEND;
        }

        boolean isChange() {
            return !IamActions.reads(permission);
        }

        boolean isPlainRead() {
            return holder() == Holder.MEND
                    && !isChange()
                    && !permission.startsWith("s3:")
                    && !IamActions.showsWhatIsInside(permission);
        }

        boolean isOfMetrics() {
            return permission.startsWith(METRICS);
        }

        boolean isOfObject() {
            return permission.startsWith("s3:") && permission.contains("Object");
        }

        boolean isOfBucket() {
            return permission.startsWith("s3:") && !permission.contains("Object");
        }

        boolean isProbe() {
            return action.equals(PROBE);
        }
    }

    private List<Need> needs() {
        var needs = new ArrayList<Need>();
        for (var runbook : runbooks) {
            for (var stage : configuration.stages()) {
                var acts = acts(runbook, stage);
                for (var step : runbook.steps()) {
                    actions.named(step.action())
                            .ifPresent(action -> needs.addAll(needs(runbook, stage, step, action, acts)));
                }
            }
        }
        return needs;
    }

    /** Whether it may change anything in this stage. */
    private boolean acts(Runbook runbook, Stage stage) {
        return configuration.mode(runbook.name(), stage.name()).kind() != Mode.Kind.SHADOW
                && configuration.mayTouch().accounts().contains(stage.account());
    }

    private List<Need> needs(Runbook runbook, Stage stage, Step step, Action action, boolean acts) {
        var needs = new ArrayList<Need>();
        for (var permission : permissions(action)) {
            if (acts || IamActions.reads(permission) && !permission.equals(SECRET)) {
                for (var resource : resources(runbook, stage, step, action, permission)) {
                    needs.add(new Need(action.name(), permission, resource));
                }
            }
        }
        return needs;
    }

    /** An action that is given the name of a secret reads it, by the function's own role. */
    private static List<String> permissions(Action action) {
        var permissions = new ArrayList<>(action.permissions());
        if (action.parameters().stream().anyMatch(each -> each.form().equals(Form.SECRET))) {
            permissions.add(SECRET);
        }
        return permissions;
    }

    private SortedSet<String> resources(Runbook runbook, Stage stage, Step step, Action action, String permission) {
        if (permission.startsWith("s3:")) {
            var key = !permission.contains("Object") ? "" : action.name().equals(PROBE) ? "/tocsin-probe/*" : "/*";
            return filled(runbook, stage, step, "bucket", "arn:aws:s3:::", key);
        }
        if (permission.equals("ssm:StartAutomationExecution")) {
            return filled(runbook, stage, step, "document", "arn:aws:ssm:*:*:automation-definition/", ":*");
        }
        if (permission.equals(SECRET)) {
            var parameter = action.parameters().stream()
                    .filter(each -> each.form().equals(Form.SECRET))
                    .map(Action.Parameter::name)
                    .findFirst()
                    .orElse("");
            return filled(runbook, stage, step, parameter, "arn:aws:secretsmanager:*:*:secret:", "-??????");
        }
        return sorted(
                List.of(permission.equals(INVOKE) && action.name().startsWith(DATABASE) ? DATABASE_FUNCTION : ANY));
    }

    /** What a parameter stands for in this stage, for every service that has what the runbook needs. */
    private SortedSet<String> filled(
            Runbook runbook, Stage stage, Step step, String parameter, String before, String after) {
        var needed = HandOvers.needs(runbook);
        return new TreeSet<>(stage.services().stream()
                .filter(service -> service.resources().keySet().containsAll(needed))
                .flatMap(service -> filled(service, step.parameters().getOrDefault(parameter, "")).stream())
                .map(name -> name.startsWith(Secret.PREFIX) ? name.substring(Secret.PREFIX.length()) : name)
                .map(name -> before + name + after)
                .toList());
    }

    private Optional<String> filled(Service service, String text) {
        return switch (new References(configuration, service, new TreeMap<>()).fill(text)) {
            case References.Filled.Text(var name) when !name.isBlank() -> Optional.of(name);
            case References.Filled.Text _, References.Filled.Missing _ -> Optional.empty();
        };
    }

    /** For people: each statement with what it allows, on what. */
    public static String text(List<Statement> statements) {
        var text = new StringBuilder();
        var holders = new LinkedHashMap<Holder, String>();
        holders.put(Holder.MEND, "the role that a run assumes (MendRole)");
        holders.put(Holder.REMEDIATE, "the function's own role (RemediateRole)");
        holders.put(Holder.WATCH, "the role of the function that sweeps (WatchRole)");
        holders.forEach((holder, called) -> {
            text.append(called).append('\n');
            statements.stream().filter(each -> each.holder() == holder).forEach(each -> {
                text.append("  ").append(each.allows() ? "" : "never ").append(each.sid());
                each.condition()
                        .forEach((key, value) -> text.append(", where ")
                                .append(key)
                                .append(" is ")
                                .append(value));
                text.append("\n    ").append(String.join("\n    ", each.actions()));
                text.append("\n    on ")
                        .append(String.join("\n       ", each.resources()))
                        .append('\n');
            });
        });
        return text.toString().stripTrailing();
    }
}
