package tocsin.action;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import tocsin.Said;
import tocsin.cloud.Database.Request;

/**
 * Ends the connections that have been idle for long. Its own earlier attempt needs no mark: those that it ended are
 * gone, and doing it again ends what is idle for that long by then. So it tells what is left, not what it ended:
 * whoever died after it would not know that number.
 */
final class EndIdleConnections implements Action {
    private static final String IDLE_FOR = "idle-for";
    private static final String YES = "yes";
    private static final Parameter IN_TRANSACTION =
            Parameter.of("in-transaction", Form.words(YES)).unlessGiven();

    @Override
    public String name() {
        return "postgres.end-idle-connections";
    }

    @Override
    public String about() {
        return "Ends connections that have been idle for so long, no superuser's; with \"in-transaction: yes\" also"
                + " those that idle within a transaction, which is rolled back.";
    }

    @Override
    public List<String> lowers() {
        return List.of("DatabaseConnections");
    }

    @Override
    public String stays() {
        return "a pool that needs a connection opens it anew; a transaction that was rolled back must be done again";
    }

    @Override
    public Kind kind() {
        return Kind.CHANGES;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.text(Postgres.DATABASE), Parameter.duration(IDLE_FOR), IN_TRANSACTION);
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
        return List.of(Postgres.PERMISSION, Postgres.TAGS);
    }

    @Override
    public Plan plan(Task task) {
        return new Plan.Would(
                "end the connections of " + task.text(Postgres.DATABASE) + " that are idle" + within(task),
                Postgres.target(task),
                Collections.emptyMap());
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var reply = Postgres.ask(
                task,
                login -> new Request(
                        "end-idle-connections",
                        task.text(Postgres.DATABASE),
                        login,
                        task.duration(IDLE_FOR).toSeconds(),
                        task.run(),
                        endsTransactions(task) ? true : null,
                        null,
                        null,
                        null));
        return Postgres.counted(task, "ended those that were idle" + within(task) + "; now ", reply);
    }

    private static boolean endsTransactions(Task task) {
        return YES.equals(IN_TRANSACTION.orNull(task));
    }

    private static String within(Task task) {
        return (endsTransactions(task) ? ", also within a transaction, which is rolled back," : "") + " for more than "
                + Said.duration(task.duration(IDLE_FOR));
    }
}
