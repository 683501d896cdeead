package tocsin.action;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tocsin.Said;
import tocsin.cloud.Database.Request;

/** The queries of a PostgreSQL database that have been running for long; their literals are shown to nobody. */
final class SlowQueries implements Action {
    private static final String LONGER_THAN = "longer-than";
    private static final String COUNT = "count";
    private static final String SLOWEST = "slowest";

    @Override
    public String name() {
        return "postgres.slow-queries";
    }

    @Override
    public String about() {
        return "Counts the queries that have been running for longer than that, and shows how the slowest begins, with"
                + " a question mark for each literal.";
    }

    @Override
    public Kind kind() {
        return Kind.READS;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.text(Postgres.DATABASE), Parameter.duration(LONGER_THAN));
    }

    @Override
    public List<String> outputs() {
        return List.of(COUNT, SLOWEST);
    }

    @Override
    public List<String> permissions() {
        return List.of(Postgres.PERMISSION);
    }

    @Override
    public Plan plan(Task task) {
        return Plan.Would.nothing("look for queries on " + task.text(Postgres.DATABASE) + longer(task));
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var reply = Postgres.ask(
                task,
                login -> new Request(
                        "slow-queries",
                        task.text(Postgres.DATABASE),
                        login,
                        null,
                        task.run(),
                        null,
                        task.duration(LONGER_THAN).toSeconds(),
                        null,
                        null));
        var count = Postgres.number(reply.slow(), "slow queries");
        var slowest = Objects.requireNonNullElse(reply.slowest(), "none");
        var outputs = new TreeMap<String, String>();
        outputs.put(COUNT, Long.toString(count));
        outputs.put(SLOWEST, slowest);
        return new Outcome.Done(
                task.text(Postgres.DATABASE) + " has " + count + (count == 1 ? " query" : " queries") + longer(task)
                        + (count == 0 ? "" : "; the slowest " + slowest),
                outputs);
    }

    private static String longer(Task task) {
        return " that run for longer than " + Said.duration(task.duration(LONGER_THAN));
    }
}
