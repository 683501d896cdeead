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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    private MaintenanceView.Line line(Maintenance each, Announcing announcing, Instant now) {
        return new MaintenanceView.Line(
                each.id(),
                Course.said(each.phase()),
                each.overruns(now),
                configuration.mailsUsers(each)
                        ? Optional.ofNullable(each.announced())
                                .orElse(each.begins().minus(announcing.mailAhead()))
                        : null,
                Optional.ofNullable(each.reminded()).orElse(each.begins().minus(announcing.bannerAhead())),
                each);
    }

    private MaintenanceView.Next next(Window window, Plans plans, Instant now) {
        var first = configuration.stages().getFirst();
        var next = free(window, plans, first, window.services(), now).orElse(null);
        return new MaintenanceView.Next(
                window.because(),
                window.when().text(),
                window.zone().getId(),
                window.announced(),
                next == null ? null : next.begins(),
                next == null ? null : next.ends());
    }

    /** The window's next time for which nothing is planned, for these services of a stage. */
    private static Optional<Occurrence> free(
            Window window, Plans plans, Stage stage, List<String> services, Instant now) {
        var next = window.next(now);
        while (next.isPresent()
                && isTaken(plans, new Slot(window.because(), next.get().begins()), stage, services)) {
            next = window.next(next.get().begins().plusNanos(1));
        }
        return next;
    }

    private static boolean isTaken(Plans plans, Slot slot, Stage stage, List<String> services) {
        return plans.live().stream().anyMatch(each -> each.takes(slot, stage.name(), services));
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
                    var time = emergency ? emergency(body, now) : time(body, plans, stage, services, now);
                    var planned = Maintenance.planned(
                                    plans.count() + 1,
                                    what,
                                    stage.name(),
                                    meant(services, time.window()),
                                    pierce(body, time.window()),
                                    time.occurrence(),
                                    time.slot(),
                                    by,
                                    now)
                            .withEmergency(emergency);
                    return course.plan(plans, planned, now);
                },
                planned -> planned(planned, now));
    }

    private String planned(Maintenance planned, Instant now) {
        if (planned.emergency()) {
            return planned.id() + " has begun, until " + Said.time(planned.ends()) + ": the team is told, what alarms"
                    + " is held but for " + planned.pierced() + "; tick it off with 'approve " + planned.id() + "/1'";
        }
        var begun = planned.phase() == Phase.UNDER_WAY;
        var when = begun ? "has begun, until " + Said.time(planned.ends()) : "is planned for " + Telling.when(planned);
        return planned.id() + " " + when + "; " + mail(planned, now);
    }

    private String mail(Maintenance planned, Instant now) {
        var announcing = announcing();
        if (announcing.users() == null) {
            return "nobody is mailed, since tocsin.yaml has no maintenance.mail";
        }
        if (!configuration.mailsUsers(planned)) {
            return "nobody is mailed, since users do not see " + planned.stage();
        }
        if (planned.announced() == null) {
            return "users are mailed at " + Said.time(planned.begins().minus(announcing.mailAhead()));
        }
        var left = Duration.between(now, planned.begins());
        var ahead = left.toHours() > 1 ? Duration.ofHours(left.toHours()) : Duration.ofMinutes(left.toMinutes());
        return "users are mailed now, which is LATE: " + Said.duration(ahead) + " ahead, not "
                + Said.duration(announcing.mailAhead());
    }

    private record Time(Occurrence occurrence, @Nullable Window window) {
        @Nullable Slot slot() {
            return window == null ? null : new Slot(window.because(), occurrence.begins());
        }
    }

    /** The services that are said, or else the window's own. */
    private static List<String> meant(List<String> said, @Nullable Window window) {
        return said.isEmpty() && window != null ? window.services() : said;
    }

    private static Time emergency(JsonObject body, Instant now) {
        return new Time(new Occurrence(now, now.plus(length(body).orElse(EMERGENCY))), null);
    }

    private static Optional<Duration> length(JsonObject body) {
        return Optional.of(body.extract("for", ""))
                .filter(text -> !text.isEmpty())
                .map(text -> Durations.read("for", text));
    }

    private Time time(JsonObject body, Plans plans, Stage stage, List<String> services, Instant now) {
        var at = body.extract("at", "");
        if (!at.isEmpty()) {
            var begins = Times.read("at", at, configuration.zone(), now);
            var window = windows(services)
                    .filter(each -> each.next(begins).stream()
                            .anyMatch(next -> next.begins().equals(begins)))
                    .findFirst();
            var usual = window.flatMap(each -> each.next(begins))
                    .map(next -> Duration.between(next.begins(), next.ends()))
                    .orElse(USUAL);
            return new Time(new Occurrence(begins, begins.plus(length(body).orElse(usual))), window.orElse(null));
        }
        return windows(services)
                .flatMap(window -> free(window, plans, stage, meant(services, window), now).stream()
                        .map(next -> new Time(next, window)))
                .min(Comparator.comparing(time -> time.occurrence().begins()))
                .map(time -> new Time(
                        new Occurrence(
                                time.occurrence().begins(),
                                length(body)
                                        .map(length ->
                                                time.occurrence().begins().plus(length))
                                        .orElse(time.occurrence().ends())),
                        time.window()))
                .orElseThrow(() -> new BadRequest("at: missing; tocsin.yaml has no window that comes for it"));
    }

    /**
     * Those in whose place a maintenance of these services may stand. One that holds only what matches a pattern is
     * none: a maintenance holds whatever alarms in its services.
     */
    private Stream<Window> windows(List<String> services) {
        return configuration.windows().stream()
                .filter(window -> window.match() == null)
                .filter(window ->
                        window.services().isEmpty() || window.services().containsAll(services));
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
                begun -> begun.id() + " has begun: what alarms is held, the status page and the front end say"
                        + " maintenance");
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
                    moved -> moved.id() + " ends at " + Said.time(moved.ends()));
        }
        var anyway = body.extract("anyway", false);
        return act(
                (course, plans) -> course.end(plans, number(id, plans, Phase.UNDER_WAY), by, anyway, now),
                Upkeep::ended);
    }

    private static String ended(Maintenance of) {
        return of.id()
                + switch (of.phase()) {
                    case CALLED_OFF -> " is called off";
                    case OVER -> " is over; what it held is looked at now";
                    case PLANNED, UNDER_WAY ->
                        " is over once the smoke tests pass, within the next minutes: see 'maintenance list'";
                };
    }

    /** The number that is meant: where none is said, that of the only one that stands so. */
    private static long number(String id, Plans plans, Phase phase) {
        if (id.equals("-")) {
            var fit =
                    plans.live().stream().filter(each -> each.phase() == phase).toList();
            if (fit.size() == 1) {
                return fit.getFirst().number();
            }
            throw new BadRequest("id: missing, and "
                    + (fit.isEmpty()
                            ? "nothing is " + Course.said(phase)
                            : "several are " + Course.said(phase) + ": " + listed(fit)));
        }
        var match = ID.matcher(id);
        if (!match.matches()) {
            throw new BadRequest(
                    "id: '" + shown(id) + "'; expected one such as maintenance-7, as 'maintenance list'" + " shows it");
        }
        return Long.parseLong(match.group(1));
    }

    private static String listed(List<Maintenance> several) {
        return several.stream()
                .map(each -> each.id() + " (" + shown(each.what()) + ", says " + each.by() + ")")
                .collect(Collectors.joining(", "));
    }

    private interface Says {
        String of(Maintenance done);
    }

    private Response act(BiFunction<Course, Plans, Course.Act> act, Says says) {
        var partitions = new ArrayList<>(services());
        partitions.add(Maintenance.PARTITION);
        var now = ports.clock().instant();
        var about = new AtomicReference<>(Optional.<Maintenance>empty());
        BiFunction<Course, Plans, Course.Act> noting = (course, plans) -> {
            var done = act.apply(course, plans);
            if (done instanceof Course.Act.Done(var _, var of)) {
                about.set(Optional.of(of));
            }
            return done;
        };
        return books.resolved(partitions, stored -> books.triage().maintenance(stored, noting, now), decision -> {
                    var of = about.get().orElseThrow();
                    var change = decision.plans();
                    return change == null
                            ? of.id() + ": it is so already"
                            : says.of(change.plans().of(of.number()).orElse(of));
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
