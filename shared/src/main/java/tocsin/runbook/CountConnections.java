package tocsin.runbook;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many connections a PostgreSQL database has open, how many of them are idle, and how many it takes. */
final class CountConnections implements Action {
    @Override
    public String name() {
        return "postgres.count-connections";
    }

    @Override
    public Kind kind() {
        return Kind.READS;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.text(Postgres.DATABASE));
    }

    @Override
    public List<String> outputs() {
        return List.of("count", "idle", "limit");
    }

    @Override
    public List<String> permissions() {
        return List.of(Postgres.PERMISSION);
    }

    @Override
    public Plan plan(Task task) {
        return Plan.Would.nothing("count the connections of " + task.text(Postgres.DATABASE));
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var reply = Postgres.ask(task, "count-connections", null);
        var open = Postgres.number(reply.open(), "open connections");
        var idle = Postgres.number(reply.idle(), "idle connections");
        var limit = Postgres.number(reply.limit(), "its limit");
        var outputs = new TreeMap<String, String>();
        outputs.put("count", Long.toString(open));
        outputs.put("idle", Long.toString(idle));
        outputs.put("limit", Long.toString(limit));
        return new Outcome.Done(
                task.text(Postgres.DATABASE) + " has " + open + " of " + limit + " connections open, " + idle
                        + " of them idle",
                outputs);
    }
}
