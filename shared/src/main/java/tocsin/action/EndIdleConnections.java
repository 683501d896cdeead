package tocsin.action;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import tocsin.Said;

/**
 * Ends the connections that have been idle for long. Its own earlier attempt needs no mark: those that it ended are
 * gone, and doing it again ends what is idle for that long by then. So it tells what is left, not what it ended:
 * whoever died after it would not know that number.
 */
final class EndIdleConnections implements Action {
    private static final String IDLE_FOR = "idle-for";

    @Override
    public String name() {
        return "postgres.end-idle-connections";
    }

    @Override
    public String about() {
        return "Ends connections that have been idle for so long; nobody in a transaction, no superuser.";
    }

    @Override
    public List<String> lowers() {
        return List.of("DatabaseConnections");
    }

    @Override
    public String stays() {
        return "a pool that needs a connection opens it anew";
    }

    @Override
    public Kind kind() {
        return Kind.CHANGES;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.text(Postgres.DATABASE), Parameter.duration(IDLE_FOR));
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
        return List.of(Postgres.PERMISSION, "rds:ListTagsForResource");
    }

    @Override
    public Plan plan(Task task) {
        return new Plan.Would(
                "end the connections of " + task.text(Postgres.DATABASE) + " that are idle for more than "
                        + Said.duration(task.duration(IDLE_FOR)),
                Postgres.target(task),
                Collections.emptyMap());
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var reply = Postgres.ask(task, "end-idle-connections", task.duration(IDLE_FOR));
        return Postgres.counted(
                task,
                "ended those that were idle for more than " + Said.duration(task.duration(IDLE_FOR)) + "; now ",
                reply);
    }
}
