package tocsin.tests.simulation;

import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    private final int plans;
    private final List<Planned> all = new ArrayList<>();

    /** What may be held, as whoever planned it knows it. */
    private static final class Planned {
        final Instant begins;
        Instant ends;

        Planned(Instant begins, Instant ends) {
            this.begins = begins;
            this.ends = ends;
        }
    }

    Upkeep(Choices choices, Trace trace, Agenda agenda, Lambdas lambdas, People people) {
        this.choices = choices;
        this.trace = trace;
        this.agenda = agenda;
        this.lambdas = lambdas;
        this.people = people;
        plans = PLANS[choices.below(PLANS.length)];
    }

    /** Whether an alarm may be held by one at this instant, or was so short a time before it. */
    boolean holds(Instant at, Duration before) {
        return all.stream()
                .anyMatch(each -> !at.isBefore(each.begins) && at.isBefore(each.ends.plus(before)));
    }

    void minute() {
        if (choices.happens(plans)) {
            plan();
        }
    }

    private void plan() {
        var emergency = choices.below(4) == 0;
        var begins = emergency ? agenda.now() : agenda.now().plus(MINUTE.multipliedBy(1L + choices.below(10)));
        var lasts = MINUTE.multipliedBy(5L + choices.below(20));
        var planned = new Planned(begins, begins.plus(lasts).plus(MINUTE)); // its clock may be another than ours
        all.add(planned);
        var body = JsonObject.create()
                .add("what", "work " + all.size())
                .add("at", emergency ? "" : begins.toString())
                .add("for", lasts.toMinutes() + "m")
                .add("emergency", emergency);
        var how = choices.below(4);
        var after = MINUTE.multipliedBy(choices.below(20));
        post("/maintenance", body, answered -> {
            var id = ID.matcher(answered.body());
            if (answered.well() && id.find() && how > 0) {
                agenda.in(after, () -> end(id.group(), how, planned));
            }
        });
    }

    /** It is done, whatever the smoke tests say or not; or it takes ten minutes more. */
    private void end(String id, int how, Planned planned) {
        var body = JsonObject.create().add("at", how == 3 ? "10m" : "").add("anyway", how == 2);
        if (how == 3) {
            var longer = agenda.now().plus(MINUTE.multipliedBy(12)); // a slow function reads its clock later
            planned.ends = longer.isAfter(planned.ends) ? longer : planned.ends;
        }
        post("/maintenance/" + id + "/end", body, answered -> {
            if (answered.well() && how == 2 && agenda.now().isBefore(planned.ends)) {
                planned.ends = agenda.now();
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
