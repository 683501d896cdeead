package tocsin.health;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import tocsin.Said;
import tocsin.action.Action.Parameter;
import tocsin.action.Form;
import tocsin.cloud.Database;

/** A PostgreSQL database can be entered, and has connections left. */
final class PostgresCheck implements CheckKind {
    private static final String DATABASE = "database";
    private static final String MOST = "connections";

    /** The function in the database's network waits for it to answer, and may have to start first. */
    private static final Duration SHORTEST = Database.ENTRY.plusSeconds(3);

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public String about() {
        return "A database lets Tocsin in, and has at most so many connections open.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Forms.needed(DATABASE, Forms.NAME), Forms.optional(MOST, Form.NUMBER));
    }

    /** One that is left behind before the database is given up would say that nothing is known of a hanging one. */
    @Override
    public String problem(Map<String, String> parameters, Duration timeout) {
        return timeout.compareTo(SHORTEST) < 0
                ? "timeout is " + Said.duration(timeout)
                        + ", but the database alone is waited for " + Said.duration(Database.ENTRY)
                        + "; expected timeout: " + SHORTEST.toSeconds()
                        + "s or more"
                : "";
    }

    @Override
    public List<String> permissions(Map<String, String> parameters) {
        return Acted.permissions("postgres.count-connections");
    }

    @Override
    public boolean feels() {
        return true;
    }

    @Override
    public Seen look(Look look) {
        var task = look.task();
        var login = task.login();
        var database = look.text(DATABASE);
        if (login == null) {
            return Seen.unknown("nothing says how to enter " + database + ": its service has no login");
        }
        var reply = task.world()
                .database()
                .ask(new Database.Request("count-connections", database, login, null, task.run()), task.timeout());
        if (reply.error() != null) {
            // what asking again would not change is a fault of the way in, and says nothing of the database
            return Boolean.TRUE.equals(reply.refused())
                    ? Seen.unknown(reply.error())
                    : Seen.unwell(database + " cannot be entered: " + reply.error());
        }
        var open = reply.open();
        if (open == null) {
            return Seen.unknown("the database's answer says nothing of open connections");
        }
        var most = look.number(MOST, Long.MAX_VALUE);
        return Seen.of(
                open <= most,
                database + " has " + open + " of " + reply.limit() + " connections open"
                        + (open <= most ? "" : ", expected at most " + most));
    }
}
