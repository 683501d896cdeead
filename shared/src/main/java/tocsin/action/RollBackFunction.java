package tocsin.action;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.Said;
import tocsin.action.Outcome.Done;
import tocsin.action.Outcome.Failed;
import tocsin.action.Outcome.Later;
import tocsin.action.Outcome.NeedsPerson;
import tocsin.cloud.Functions.AliasState;
import tocsin.cloud.Functions.Changed;
import tocsin.cloud.Functions.Version;

/**
 * Moves an alias to the version that was live before the one it leads to, restarts not counted, and never to one that
 * was rolled back ({@link LiveBefore}). Its own earlier attempt it knows by the alias: it leads there already. After a
 * migration of the database's schema it does not: the code before may not understand what is stored by now.
 */
final class RollBackFunction implements Action {
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String VERSION = "version";

    /** As long as deployments are kept: nobody is sooner than that sure of what a migration has left. */
    private static final Duration RECENT = Duration.ofHours(24);

    @Override
    public String name() {
        return "lambda.roll-back";
    }

    @Override
    public String about() {
        return "Moves the alias back to the version that was live before, as far as deployments tell, else published"
                + " before, and to none that was rolled back; after a migration it asks a person instead.";
    }

    @Override
    public Kind kind() {
        return Kind.CHANGES;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Lambda.FUNCTION, Lambda.ALIAS);
    }

    @Override
    public List<String> outputs() {
        return List.of(VERSION);
    }

    @Override
    public List<String> permissions() {
        return List.of(
                Lambda.DESCRIBE, "lambda:GetAlias", "lambda:ListVersionsByFunction", "lambda:UpdateAlias", Lambda.TAGS);
    }

    @Override
    public boolean undoable() {
        return true;
    }

    @Override
    public Plan plan(Task task) {
        var name = Lambda.name(task);
        var alias = task.text(Lambda.ALIAS.name());
        var leads = Lambda.alias(task, alias);
        var migrated = migrated(task);
        if (migrated != null) {
            return new Plan.NeedsPerson(migrated);
        }
        var latest = Lambda.latest(task);
        var versions = task.cloud().functions().versions(task.place(), name, task.timeout());
        var back = RolledBack.of(alias, task.world().past().left(latest.arn()));
        return switch (LiveBefore.find(leads.version(), versions, task.deployments(), back)) {
            case LiveBefore.None(var why) ->
                new Plan.NeedsPerson(why + " of " + name + " from before " + leads.version() + ", to which " + alias
                        + " leads: deploy what is right by hand");
            case LiveBefore.Found(var to) ->
                new Plan.Would(
                        "roll back " + name + ": " + alias + " from version " + leads.version() + " to " + to.version()
                                + ", published " + Said.time(to.publishedAt()),
                        Lambda.target(task, latest),
                        facts(leads.version(), to.version()));
        };
    }

    @Override
    public Map<String, String> leaves(Task task, Map<String, String> facts) {
        return new RolledBack(fact(facts, FROM), fact(facts, TO), task.now()).left(task.text(Lambda.ALIAS.name()));
    }

    /** Why it must not be done by itself; null where nothing stands against it. */
    private static @Nullable String migrated(Task task) {
        return task.deployments().stream()
                .filter(each -> each.migration() && each.at().isAfter(task.now().minus(RECENT)))
                .findFirst()
                .map(each -> "roll " + Lambda.name(task) + " back by hand, where that is right: " + each.version()
                        + ", deployed at " + Said.time(each.at())
                        + ", came with a migration, and the code before may not understand what is stored now")
                .orElse(null);
    }

    private static Map<String, String> facts(String from, String to) {
        var facts = new TreeMap<String, String>();
        facts.put(FROM, from);
        facts.put(TO, to);
        return facts;
    }

    static long number(Version version) {
        return number(version.version());
    }

    static long number(String version) {
        return version.matches("[0-9]{1,18}") ? Long.parseLong(version) : Long.MAX_VALUE;
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var from = fact(facts, FROM);
        var to = fact(facts, TO);
        var migrated = migrated(task);
        var leads = Lambda.alias(task, task.text(Lambda.ALIAS.name()));
        return migrated != null && leads.version().equals(from)
                ? new NeedsPerson(migrated)
                : move(task, leads, from, to, "rolled back ");
    }

    @Override
    public Outcome undo(Task task, Map<String, String> facts) {
        var from = fact(facts, FROM);
        var to = fact(facts, TO);
        var leads = Lambda.alias(task, task.text(Lambda.ALIAS.name()));
        var moved = move(task, leads, to, from, "put back ");
        return moved instanceof NeedsPerson(var says) ? new Failed(says) : moved;
    }

    private static String fact(Map<String, String> facts, String name) {
        return Objects.requireNonNull(facts.get(name), name);
    }

    private static Outcome move(Task task, AliasState leads, String from, String to, String done) {
        var name = Lambda.name(task);
        var alias = task.text(Lambda.ALIAS.name());
        var says = new Done(done + name + ": " + alias + " leads to version " + to, Map.of(VERSION, to));
        if (leads.version().equals(to)) {
            return says;
        }
        if (!leads.version().equals(from)) {
            return new NeedsPerson("somebody moved " + alias + " of " + name + " from version " + from + " to "
                    + leads.version() + " meanwhile; it was left there");
        }
        return switch (task.cloud()
                .functions()
                .moveAlias(task.place(), name, alias, to, leads.revision(), task.timeout())) {
            case Changed.Moved<AliasState> other ->
                new Later(Duration.ofSeconds(1), "somebody else is at " + name + " too: reads it again");
            case Changed.Done<AliasState> moved -> says;
        };
    }
}
