package tocsin.action;

import java.util.List;
import java.util.Map;

/** How many connections a PostgreSQL database has open, how many of them are idle, and how many it takes. */
final class CountConnections implements Action {
    @Override
    public String name() {
        return "postgres.count-connections";
    }

    @Override
    public String about() {
        return "Counts the connections of a PostgreSQL database, by a reserved slot where the pool is full.";
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
        return Postgres.COUNTS;
    }

    @Override
    public boolean counts(String output) {
        return Postgres.COUNTS.contains(output);
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
        return Postgres.counted(task, "", Postgres.ask(task, "count-connections"));
    }
}
