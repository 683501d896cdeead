package tocsin.tests.simulation;

import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Somebody plans maintenance and is done in time, too early, too late or never; what cannot wait begins at once. What
 * may be held by it, and until when, is known here apart from what the functions keep.
 */
final class Upkeep {
    /** Of a thousand minutes, in each of the climates. */
    private static final int[] PLANS = {25, 0, 0, 60};

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Pattern ID = Pattern.compile("maintenance-[0-9]+");
    private static final JsonNodeMapper JSON = JsonNodeMapper.builder().build();

    private final Choices choices;
    private final Trace trace;
    private final Agenda agenda;
    private final Lambdas lambdas;
    private final People people;
    private final Alarms alarms;
    private final int plans;
    private final List<Planned> all = new ArrayList<>();

    /** What whoever planned it says some time later; that it is over, whatever is seen, as often as all the others. */
    private enum End {
        NEVER,
        DONE,
        LATER,
        OVER_ANYWAY;

        private static End any(Choices choices) {
            return choices.below(2) == 0 ? OVER_ANYWAY : values()[choices.below(values().length)];
        }
    }

    /** What may be held, as whoever planned it knows it. */
    private static final class Planned {
        final Instant begins;
        Instant ends;
        boolean cutShort;

        Planned(Instant begins, Instant ends) {
            this.begins = begins;
            this.ends = ends;
        }
    }

    Upkeep(Choices choices, Trace trace, Agenda agenda, Lambdas lambdas, People people, Alarms alarms) {
        this.choices = choices;
        this.trace = trace;
        this.agenda = agenda;
        this.lambdas = lambdas;
        this.people = people;
        this.alarms = alarms;
        plans = PLANS[choices.below(PLANS.length)];
    }

    /** Whether an alarm may be held by one at this instant, or was so short a time before it. */
    boolean holds(Instant at, Duration before) {
        return all.stream().anyMatch(each -> !at.isBefore(each.begins) && at.isBefore(each.ends.plus(before)));
    }

    /** When the last of them let go of what it held, sooner than planned; empty where none did, or one holds now. */
    Optional<Instant> cutShort(Instant now) {
        return all.stream()
                .filter(each -> !each.begins.isAfter(now))
                .max(Comparator.comparing(each -> each.ends))
                .filter(last -> last.cutShort && !last.ends.isAfter(now))
                .map(last -> last.ends);
    }

    void minute() {
        if (choices.happens(plans)) {
            plan();
        }
    }

    private void plan() {
        var emergency = choices.below(4) == 0;
        var begins = emergency ? agenda.now() : agenda.now().plus(MINUTE.multipliedBy(1L + choices.below(10)));
        var lasts = MINUTE.multipliedBy(5L + choices.below(24));
        var planned = new Planned(begins, begins.plus(lasts).plus(MINUTE)); // its clock may be another than ours
        all.add(planned);
        agenda.in(Duration.between(agenda.now(), begins).plus(MINUTE.multipliedBy(2)), alarms::worked);
        var body = JsonObject.create()
                .add("what", "work " + all.size())
                .add("at", emergency ? "" : begins.toString())
                .add("for", lasts.toMinutes() + "m")
                .add("emergency", emergency);
        var how = End.any(choices);
        var after = MINUTE.multipliedBy(choices.below(20));
        post("/maintenance", body, answered -> {
            var id = ID.matcher(answered.body());
            if (answered.well() && id.find() && how != End.NEVER) {
                agenda.in(after, () -> end(id.group(), how, planned));
            }
        });
    }

    /** It is done, whatever the smoke tests say or not; or it takes ten minutes more. */
    private void end(String id, End how, Planned planned) {
        var body = JsonObject.create().add("at", how == End.LATER ? "10m" : "").add("anyway", how == End.OVER_ANYWAY);
        if (how == End.LATER) {
            var longer = agenda.now().plus(MINUTE.multipliedBy(12)); // a slow function reads its clock later
            planned.ends = longer.isAfter(planned.ends) ? longer : planned.ends;
        }
        post("/maintenance/" + id + "/end", body, answered -> {
            if (answered.well() && how == End.OVER_ANYWAY && agenda.now().isBefore(planned.ends)) {
                planned.ends = agenda.now();
                planned.cutShort = true;
            }
        });
    }

    private void post(String path, JsonObject body, Consumer<Lambdas.Answered> then) {
        trace.tell(agenda.now(), "Ann: " + path + " " + JSON.toJson(body));
        people.lives();
        lambdas.http("/api/v1" + path, JsonObject.create(), JSON.toJson(body), People.ANN, answered -> {
            trace.tell(agenda.now(), "Ann is answered " + answered.status() + " to " + path);
            then.accept(answered);
        });
    }
}
