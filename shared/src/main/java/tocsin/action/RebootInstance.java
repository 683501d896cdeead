package tocsin.action;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.Said;
import tocsin.action.Outcome.Done;
import tocsin.action.Outcome.Failed;
import tocsin.action.Outcome.Later;
import tocsin.action.Outcome.NeedsPerson;
import tocsin.cloud.Instances.Event;

/**
 * Reboots an instance, in its place or by failing over to its standby, and waits until it is available. Its own earlier
 * attempt it knows by RDS's events since the step was begun, by the instance's status, or by what it has kept; where
 * RDS tells nothing, it asks for no second reboot, but a person.
 */
final class RebootInstance implements Action {
    private static final Duration AGAIN = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(20);

    /** Within so long RDS has told of a reboot that it was asked for. */
    private static final Duration TELLS = Duration.ofMinutes(5);

    private static final String ASKED = "asked";

    private static final String BEGUN = "(?i).*(db instance shutdown|failover started).*";
    private static final String RESTARTED = "(?i).*db instance restarted.*";
    private static final String FAILED_OVER = "(?i).*(failover completed|failover to standby complete).*";

    /** RDS does none soon after another. */
    private static final String DECLINED = "(?i).*not attempting a requested failover.*";

    private final boolean failOver;

    RebootInstance(boolean failOver) {
        this.failOver = failOver;
    }

    @Override
    public String name() {
        return failOver ? "rds.fail-over" : "rds.reboot";
    }

    @Override
    public String about() {
        return failOver
                ? "Reboots the instance over to its standby in another zone, and waits until it is available."
                : "Reboots the instance in its place, and waits until it is available.";
    }

    @Override
    public Kind kind() {
        return Kind.CHANGES;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Rds.DATABASE);
    }

    @Override
    public List<String> permissions() {
        return List.of(Rds.DESCRIBE, "rds:DescribeEvents", "rds:RebootDBInstance", Rds.TAGS);
    }

    @Override
    public List<String> lowers() {
        return List.of("DatabaseConnections");
    }

    @Override
    public String stays() {
        return "a reboot is over once it is done";
    }

    @Override
    public Plan plan(Task task) {
        var state = Rds.describe(task);
        if (failOver && !state.standby()) {
            return new Plan.NeedsPerson(state.name() + " has no standby to fail over to: reboot it, or restore it");
        }
        var facts = new TreeMap<String, String>();
        if (state.zone() != null) {
            facts.put("zone", state.zone());
        }
        return new Plan.Would(
                failOver
                        ? "fail " + state.name() + " over from zone " + state.zone() + " to its standby"
                        : "reboot " + state.name() + ", which is " + state.status(),
                Rds.target(task, state),
                facts);
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var state = Rds.describe(task);
        var events = task.cloud().instances().events(task.place(), state.name(), task.begunAt(), task.timeout());
        var available = state.status().equals(Rds.AVAILABLE);
        if (available && says(events, failOver ? FAILED_OVER : RESTARTED)) {
            return Done.saying(state.name() + " is available again" + (failOver ? ", in zone " + state.zone() : ""));
        }
        if (failOver && says(events, DECLINED)) {
            return new Failed("RDS does not fail " + state.name() + " over, because it did lately");
        }
        if (state.status().equals("rebooting") || says(events, BEGUN) || says(events, RESTARTED)) {
            return Duration.between(begun(task, events), task.now()).compareTo(LONGEST) > 0
                    ? new Failed(state.name() + " is " + state.status() + " still, after " + Said.duration(LONGEST))
                    : new Later(AGAIN, state.name() + " is rebooting");
        }
        return facts.containsKey(ASKED) || !task.first()
                ? awaited(task, state.name(), facts.get(ASKED))
                : ask(task, state.name());
    }

    private Outcome ask(Task task, String instance) {
        task.cloud().instances().reboot(task.place(), instance, failOver, task.timeout());
        return new Later(
                AGAIN,
                "asked RDS to reboot " + instance,
                Map.of(ASKED, task.now().toString()));
    }

    /** Events may come late, and what is not told of by then may have been lost on its way. It is not asked again. */
    private static Outcome awaited(Task task, String instance, @Nullable String asked) {
        var since = asked == null ? task.begunAt() : Instant.parse(asked);
        return task.now().isBefore(since.plus(TELLS))
                ? new Later(AGAIN, "waits until RDS tells of a reboot of " + instance)
                : new NeedsPerson("nothing tells whether " + instance + " was rebooted since " + Said.time(since)
                        + ": look, and reboot it where it was not and is needed");
    }

    /** By RDS's word, where it has one: a step that was cut off may have asked long after it was begun. */
    private static Instant begun(Task task, List<Event> events) {
        return events.stream()
                .filter(event -> event.message().matches(BEGUN))
                .map(Event::at)
                .findFirst()
                .orElse(task.begunAt());
    }

    private static boolean says(List<Event> events, String pattern) {
        return events.stream().map(Event::message).anyMatch(message -> message.matches(pattern));
    }
}
