package tocsin.action;

import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.action.Plan.Target;
import tocsin.cloud.Database.Reply;
import tocsin.cloud.Database.Request;

/** What the actions on PostgreSQL have in common: whom they ask, and what is the target. */
final class Postgres {
    static final String DATABASE = "database";
    static final String PERMISSION = "lambda:InvokeFunction";
    static final String TAGS = "rds:ListTagsForResource";

    private Postgres() {}

    /** Asks; an answer that it could not be done is a failure that may pass, unless it says that it will not. */
    static Reply ask(Task task, String operation) {
        return ask(task, login -> new Request(operation, task.text(DATABASE), login, null, task.run()));
    }

    static Reply ask(Task task, Function<String, Request> request) {
        var login = task.login();
        if (login == null) {
            throw new PortFailure(
                    Kind.REFUSED, "nothing says how to enter " + task.text(DATABASE) + ": its service has no login");
        }
        var reply = task.database().ask(request.apply(login), task.timeout());
        if (reply.error() != null) {
            throw new PortFailure(
                    Boolean.TRUE.equals(reply.refused()) ? Kind.REFUSED : Kind.UNAVAILABLE, reply.error());
        }
        return reply;
    }

    /** What those that count give, as outputs of their step. */
    static final List<String> COUNTS = List.of("count", "idle", "limit");

    /** What is open by now. */
    static Outcome counted(Task task, String before, Reply reply) {
        var open = number(reply.open(), "open connections");
        var idle = number(reply.idle(), "idle connections");
        var limit = number(reply.limit(), "its limit");
        var outputs = new TreeMap<String, String>();
        outputs.put("count", Long.toString(open));
        outputs.put("idle", Long.toString(idle));
        outputs.put("limit", Long.toString(limit));
        return new Outcome.Done(
                before + task.text(DATABASE) + " has " + open + " of " + limit + " connections open, " + idle
                        + " of them idle",
                outputs);
    }

    static long number(@Nullable Long number, String what) {
        if (number == null) {
            throw new PortFailure(Kind.UNCLEAR, "the database's answer says nothing of " + what);
        }
        return number;
    }

    static Target target(Task task) {
        var place = task.place();
        var arn = "arn:aws:rds:" + place.region() + ":" + place.account() + ":db:" + task.text(DATABASE);
        return new Target(arn, place.account(), task.cloud().instances().tags(place, arn, task.timeout()), false);
    }
}
