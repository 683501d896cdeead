package tocsin.action;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tocsin.Said;
import tocsin.action.Outcome.Done;
import tocsin.action.Outcome.Failed;
import tocsin.action.Outcome.Later;
import tocsin.cloud.Database.Request;

/**
 * VACUUM ANALYZE of one table, or of all. A long one goes on in PostgreSQL by itself; asked again, its own earlier
 * attempt is the session that works in the run's name, or what each table says of its last vacuum.
 */
final class VacuumAnalyze implements Action {
    private static final String TABLE = "table";
    private static final String NAME = "([A-Za-z_][A-Za-z0-9_$]{0,62}\\.)?[A-Za-z_][A-Za-z0-9_$]{0,62}";
    private static final Parameter WHICH = Parameter.of(
                    TABLE, Form.matching("name", "the name of a table, such as posts or public.posts", NAME))
            .unlessGiven();
    private static final Duration AGAIN = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofHours(1);

    @Override
    public String name() {
        return "postgres.vacuum-analyze";
    }

    @Override
    public String about() {
        return "VACUUM ANALYZE of a table, or of all that Tocsin's role may vacuum, one after the other; waits until it"
                + " is done. Reads and writes go on beside it.";
    }

    @Override
    public Kind kind() {
        return Kind.CHANGES;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.text(Postgres.DATABASE), WHICH);
    }

    @Override
    public List<String> outputs() {
        return List.of(TABLE);
    }

    @Override
    public List<String> permissions() {
        return List.of(Postgres.PERMISSION, Postgres.TAGS);
    }

    @Override
    public String stays() {
        return "a vacuum changes no row, and dead ones do not come back";
    }

    @Override
    public Plan plan(Task task) {
        return new Plan.Would("vacuum and analyze " + what(task), Postgres.target(task), Collections.emptyMap());
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var reply = Postgres.ask(
                task,
                login -> new Request(
                        "vacuum-analyze",
                        task.text(Postgres.DATABASE),
                        login,
                        null,
                        task.run(),
                        null,
                        null,
                        WHICH.orNull(task),
                        task.begunAt().getEpochSecond()));
        var underWay = reply.underWay();
        if (underWay == null) {
            var tables = Objects.requireNonNullElse(reply.tables(), "nothing");
            return new Done(
                    "vacuumed and analyzed " + tables + " of " + task.text(Postgres.DATABASE),
                    Collections.singletonMap(TABLE, tables));
        }
        return Duration.between(task.begunAt(), task.now()).compareTo(LONGEST) > 0
                ? new Failed(underWay + " still, after " + Said.duration(LONGEST))
                : new Later(AGAIN, underWay);
    }

    private static String what(Task task) {
        var table = WHICH.orNull(task);
        var database = task.text(Postgres.DATABASE);
        return table == null ? "all tables of " + database : table + " of " + database;
    }
}
