package tocsin.console;

import io.avaje.json.node.JsonObject;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.Ports;
import tocsin.Said;
import tocsin.config.Configuration;
import tocsin.config.Service;
import tocsin.config.Severity;
import tocsin.config.Stage;
import tocsin.incident.Withheld.Why;
import tocsin.maintenance.Announcing;
import tocsin.maintenance.Course;
import tocsin.maintenance.Maintenance;
import tocsin.maintenance.Maintenance.Phase;
import tocsin.maintenance.Maintenance.Slot;
import tocsin.maintenance.Occurrence;
import tocsin.maintenance.Plans;
import tocsin.maintenance.Telling;
import tocsin.maintenance.Window;
import tocsin.page.Cleaned;
import tocsin.state.Batch;

/** Maintenance as people plan, begin, move and end it. */
final class Upkeep {
    private static final Pattern ID = Pattern.compile("(?:" + Maintenance.PARTITION + "-)?([0-9]{1,9})");
    private static final Duration USUAL = Duration.ofHours(2);
    private static final Duration EMERGENCY = Duration.ofHours(1);
    private static final int LONGEST = 300;
    private static final int MOST_SHOWN = 100;

    private final Ports ports;
    private final Books books;
    private final Configuration configuration;
    private final JsonType<MaintenanceView> view = Jsonb.instance().type(MaintenanceView.class);

    Upkeep(Ports ports, Books books) {
        this.ports = ports;
        this.books = books;
        configuration = ports.configuration();
    }

    Response list(Request request) {
        var announcing = announcing();
        var now = ports.clock().instant();
        var partitions = services();
        var stored = books.ledger().view(partitions, List.of());
        var plans = stored.plans();
        var all = request.query().containsKey("all")
                ? plans.all().stream()
                        .sorted(Comparator.comparing(Maintenance::begins))
                        .toList()
                : plans.live();
        var held = partitions.stream()
                .flatMap(partition -> stored.head(partition).withheld().stream())
                .filter(signal -> signal.isWithheld(Why.WINDOW))
                .map(signal -> signal.partition() + ": " + signal.transition().alarm())
                .toList();
        return Response.json(view.toJson(new MaintenanceView(
                all.stream().map(each -> line(each, announcing, now)).toList(),
                configuration.windows().stream()
                        .map(window -> next(window, plans, now))
                        .toList(),
                held)));
    }

    private static MaintenanceView.Line line(Maintenance each, Announcing announcing, Instant now) {
        return new MaintenanceView.Line(
                each.id(),
                Course.said(each.phase()),
                each.overruns(now),
                Optional.ofNullable(each.announced()).orElse(each.begins().minus(announcing.mailAhead())),
                Optional.ofNullable(each.reminded()).orElse(each.begins().minus(announcing.bannerAhead())),
                each);
    }

    private static MaintenanceView.Next next(Window window, Plans plans, Instant now) {
        var next = free(window, plans, now).orElse(null);
        return new MaintenanceView.Next(
                window.because(),
                window.when().text(),
                window.zone().getId(),
                window.announced(),
                next == null ? null : next.begins(),
                next == null ? null : next.ends());
    }

    /** The window's next time for which nothing is planned. */
    private static Optional<Occurrence> free(Window window, Plans plans, Instant now) {
        var next = window.next(now);
        while (next.isPresent()
                && isTaken(plans, new Slot(window.because(), next.get().begins()))) {
            next = window.next(next.get().begins().plusNanos(1));
        }
        return next;
    }

    private static boolean isTaken(Plans plans, Slot slot) {
        return plans.live().stream().anyMatch(each -> slot.equals(each.slot()));
    }

    /** Plans one: in the window that comes next, or at a time that is said. An emergency begins now. */
    Response plan(Request request) {
        announcing();
        var body = Batch.tree(request.body());
        var emergency = body.extract("emergency", false);
        var what = body.extract("what", "").strip();
        if (what.isEmpty() || what.length() > LONGEST) {
            throw new BadRequest("what: " + (what.isEmpty() ? "missing" : what.length() + " letters")
                    + "; expected a sentence of at most " + LONGEST + " letters, which users are to read");
        }
        var now = ports.clock().instant();
        var stage = stage(body.extract("stage", ""));
        var services = services(body, stage);
        var by = Caller.of(request);
        return act(
                (course, plans) -> {
                    var time = emergency ? emergency(body, now) : time(body, plans, now);
                    var planned = Maintenance.planned(
                                    plans.count() + 1,
                                    what,
                                    stage.name(),
                                    services,
                                    pierce(body, time.window()),
                                    time.occurrence(),
                                    time.slot(),
                                    by,
                                    now)
                            .withEmergency(emergency);
                    return course.plan(plans, planned, now);
                },
                plans -> planned(plans, what, now));
    }

    private String planned(Plans plans, String what, Instant now) {
        var planned = plans.live().stream()
                .filter(each -> each.what().equals(what))
                .max(Comparator.comparingLong(Maintenance::number))
                .orElseThrow();
        var announcing = announcing();
        if (planned.emergency()) {
            return planned.id() + " has begun, until " + Said.time(planned.ends()) + ": the team is told, what alarms"
                    + " is held but for " + pierced(planned) + "; tick it off with 'approve " + planned.id() + "/1'";
        }
        var mail = announcing.users() == null
                ? "nobody is mailed, since tocsin.yaml has no maintenance.mail"
                : planned.announced() == null
                        ? "users are mailed at " + Said.time(planned.begins().minus(announcing.mailAhead()))
                        : "users are mailed now, which is LATE: "
                                + Said.duration(Duration.ofMinutes(
                                        Duration.between(now, planned.begins()).toMinutes()))
                                + " ahead, not " + Said.duration(announcing.mailAhead());
        return planned.id() + " is planned for " + Telling.when(planned) + "; " + mail;
    }

    private static String pierced(Maintenance of) {
        return of.pierce().isEmpty()
                ? "nothing"
                : String.join(", ", of.pierce().stream().map(Severity::name).toList());
    }

    private record Time(Occurrence occurrence, @Nullable Window window) {
        @Nullable Slot slot() {
            return window == null ? null : new Slot(window.because(), occurrence.begins());
        }
    }

    private static Time emergency(JsonObject body, Instant now) {
        return new Time(new Occurrence(now, now.plus(length(body).orElse(EMERGENCY))), null);
    }

    private static Optional<Duration> length(JsonObject body) {
        return Optional.of(body.extract("for", ""))
                .filter(text -> !text.isEmpty())
                .map(text -> Durations.read("for", text));
    }

    private Time time(JsonObject body, Plans plans, Instant now) {
        var at = body.extract("at", "");
        if (!at.isEmpty()) {
            var begins = Times.read("at", at, configuration.zone(), now);
            var window = configuration.windows().stream()
                    .filter(each -> each.next(begins).stream()
                            .anyMatch(next -> next.begins().equals(begins)))
                    .findFirst();
            var usual = window.flatMap(each -> each.next(begins))
                    .map(next -> Duration.between(next.begins(), next.ends()))
                    .orElse(USUAL);
            return new Time(new Occurrence(begins, begins.plus(length(body).orElse(usual))), window.orElse(null));
        }
        return configuration.windows().stream()
                .flatMap(window -> free(window, plans, now).stream().map(next -> new Time(next, window)))
                .min(Comparator.comparing(time -> time.occurrence().begins()))
                .map(time -> new Time(
                        new Occurrence(
                                time.occurrence().begins(),
                                length(body)
                                        .map(length ->
                                                time.occurrence().begins().plus(length))
                                        .orElse(time.occurrence().ends())),
                        time.window()))
                .orElseThrow(() -> new BadRequest("at: missing; tocsin.yaml has no window that comes"));
    }

    private static List<Severity> pierce(JsonObject body, @Nullable Window window) {
        var said = texts(body, "pierce");
        if (said.isEmpty()) {
            return window == null ? Window.USUAL.pierce() : window.pierce();
        }
        return said.stream()
                .filter(text -> !text.equals("none"))
                .map(text -> Stream.of(Severity.values())
                        .filter(severity -> severity.name().equals(text))
                        .findFirst()
                        .orElseThrow(() ->
                                new BadRequest("pierce: '" + shown(text) + "'; expected P0, P1, P2, P3, or none")))
                .toList();
    }

    private Stage stage(String name) {
        return configuration.stages().stream()
                .filter(stage -> name.isEmpty() || stage.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadRequest("stage: '" + shown(name) + "' is none; there is "
                        + String.join(
                                ", ",
                                configuration.stages().stream().map(Stage::name).toList())));
    }

    private static List<String> services(JsonObject body, Stage stage) {
        var names = texts(body, "services");
        var there = stage.services().stream().map(Service::name).toList();
        names.stream().filter(name -> !there.contains(name)).findFirst().ifPresent(name -> {
            throw new BadRequest("services: '" + shown(name) + "' is no service of " + stage.name() + "; there is "
                    + String.join(", ", there));
        });
        return names;
    }

    private static List<String> texts(JsonObject body, String field) {
        var texts = new ArrayList<String>();
        for (var text : body.extract(field, "").split(",", -1)) {
            if (!text.isBlank()) {
                texts.add(text.strip());
            }
        }
        return texts;
    }

    private static String shown(String text) {
        return Cleaned.line(text, MOST_SHOWN);
    }

    /** Begins one before its time. */
    Response start(Request request, String id) {
        var now = ports.clock().instant();
        return act(
                (course, plans) -> course.start(plans, number(id, plans, Phase.PLANNED), now),
                plans -> "begun: what alarms is held, the status page and the front end say maintenance");
    }

    /** Ends it, calls it off, or lets it end at another time. */
    Response end(Request request, String id) {
        var now = ports.clock().instant();
        var body = Batch.tree(request.body());
        var at = body.extract("at", "");
        var by = Caller.of(request);
        if (!at.isEmpty()) {
            var ends = Times.read("at", at, configuration.zone(), now, now);
            return act(
                    (course, plans) -> course.move(plans, number(id, plans, Phase.UNDER_WAY), ends, now),
                    plans -> "ends at " + Said.time(ends));
        }
        var anyway = body.extract("anyway", false);
        return act(
                (course, plans) -> course.end(plans, number(id, plans, Phase.UNDER_WAY), by, anyway, now),
                plans -> anyway
                        ? "ended; what it held is looked at now"
                        : "ended, or called off where it had not begun; what is under way is over once the smoke tests"
                                + " pass, within the next minutes: see 'maintenance list'");
    }

    /** The number that is meant: where none is said, that of the one that stands so, or else the soonest. */
    private static long number(String id, Plans plans, Phase phase) {
        if (id.equals("-")) {
            return plans.live().stream()
                    .filter(each -> each.phase() == phase)
                    .findFirst()
                    .map(Maintenance::number)
                    .orElseThrow(() -> new BadRequest("id: missing, and nothing is " + Course.said(phase)));
        }
        var match = ID.matcher(id);
        if (!match.matches()) {
            throw new BadRequest(
                    "id: '" + shown(id) + "'; expected one such as maintenance-7, as 'maintenance list'" + " shows it");
        }
        return Long.parseLong(match.group(1));
    }

    private interface Says {
        String of(Plans plans);
    }

    private Response act(BiFunction<Course, Plans, Course.Act> act, Says says) {
        var partitions = new ArrayList<>(services());
        partitions.add(Maintenance.PARTITION);
        var now = ports.clock().instant();
        return books.resolved(partitions, stored -> books.triage().maintenance(stored, act, now), decision -> {
                    var change = decision.plans();
                    return change == null ? "it is so already" : says.of(change.plans());
                })
                .response();
    }

    private List<String> services() {
        return configuration.services().stream().map(Service::partition).toList();
    }

    private Announcing announcing() {
        var announcing = configuration.maintenance();
        if (announcing == null) {
            throw new BadRequest("tocsin.yaml has no maintenance: it says whom maintenance is told to, and how");
        }
        return announcing;
    }
}
