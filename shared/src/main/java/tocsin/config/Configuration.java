package tocsin.config;

import io.avaje.jsonb.Json;
import io.avaje.jsonb.Jsonb;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.Transition;
import tocsin.maintenance.Announcing;
import tocsin.maintenance.Maintenance;
import tocsin.maintenance.Window;
import tocsin.oncall.OnCall;
import tocsin.oncall.Roster;
import tocsin.oncall.RotaCalendar;
import tocsin.oncall.ShiftOverride;

/**
 * tocsin.yaml as the build compiled it: values filled in, each stage with its own names. All its answers are pure.
 *
 * @param paging how far the product is trusted where a service says nothing
 * @param hear what each of the four severities does to people
 * @param backup who rings round the pager, or null where nobody does
 * @param windows when maintenance may be, and alarms are held
 * @param maintenance whom it is told to, or null where none is planned here
 * @param watchdog what watches Tocsin itself from another Region, or null where nothing does
 * @param entrances what is open to whoever signs
 * @param checks what the health sweep looks at, in the order of tocsin.yaml, stage by stage
 * @param runbooks the mode of each runbook in each stage
 */
@Json
@RecordBuilder
public record Configuration(
        String product,
        Paging paging,
        List<Stage> stages,
        Unmatched unmatched,
        List<IgnoreRule> ignore,
        ZoneId zone,
        Map<String, Hearing> hear,
        @Nullable Pager pager,
        @Nullable Backup backup,
        Acknowledge acknowledge,
        List<Person> people,
        OnCall onCall,
        Channels channels,
        List<RunbookModes> runbooks,
        Budget budget,
        MayTouch mayTouch,
        List<Window> windows,
        @Nullable Announcing maintenance,
        Times times,
        @Nullable Watchdog watchdog,
        @Nullable Secret deploySecret,
        Entrances entrances,
        List<Check> checks)
        implements ConfigurationBuilder.With {
    /** The resource that functions load. */
    public static final String RESOURCE = "/tocsin.json";

    /** What an alarm is where no severity rule matches; lint lists it. */
    public static final Severity UNCLASSIFIED = Severity.P2;

    public Configuration {
        stages = List.copyOf(stages);
        ignore = List.copyOf(ignore);
        people = List.copyOf(people);
        windows = List.copyOf(windows);
        hear = Collections.unmodifiableMap(new LinkedHashMap<>(hear));
        runbooks = List.copyOf(runbooks);
        checks = List.copyOf(checks);
        for (var severity : Severity.values()) {
            Objects.requireNonNull(hear.get(severity.name()), "nobody is said to hear of " + severity);
        }
    }

    /** The compiled configuration that this function was packed with. */
    public static Configuration load() {
        try (var resource = Configuration.class.getResourceAsStream(RESOURCE)) {
            return read(Objects.requireNonNull(resource, "no " + RESOURCE + " was packed"));
        } catch (IOException failure) {
            throw new IllegalStateException(RESOURCE + " cannot be read", failure);
        }
    }

    /** Reads the compiled form. */
    public static Configuration read(InputStream json) {
        return Jsonb.instance().type(Configuration.class).fromJson(json);
    }

    /** Its compiled form, which {@link #read} gives back. */
    public String toJson() {
        return Jsonb.instance().type(Configuration.class).toJsonPretty(this);
    }

    /** The stage that an alarm belongs to: the first in the file that fits. */
    public Optional<Stage> stageOf(Transition transition) {
        return stages.stream().filter(stage -> stage.holds(transition)).findFirst();
    }

    public Optional<Stage> stage(String name) {
        return stages.stream().filter(stage -> stage.name().equals(name)).findFirst();
    }

    /** The service with this partition ({@code prod/api}). */
    public Optional<Service> service(String partition) {
        return services().stream()
                .filter(service -> service.partition().equals(partition))
                .findFirst();
    }

    /** Every service of every stage, in the file's order. */
    public List<Service> services() {
        return stages.stream().flatMap(stage -> stage.services().stream()).toList();
    }

    /** The service that claims the alarm: the first in the file. */
    public Optional<Service> serviceOf(Stage stage, Description description) {
        return claimants(stage, description).stream().findFirst();
    }

    /** Every service that claims the alarm, in the file's order. */
    public List<Service> claimants(Stage stage, Description description) {
        var staged = description.in(stage.name());
        return stage.services().stream()
                .filter(service -> service.match().matches(staged))
                .toList();
    }

    /** The rule by which the alarm is not ours to act on. */
    public Optional<IgnoreRule> ignored(Description description) {
        return ignore.stream().filter(rule -> rule.match().holds(description)).findFirst();
    }

    /** How bad it is: by the first rule that matches. The description should know its service. */
    public Classified severityOf(Stage stage, Description description) {
        var rules = stage.severities();
        for (int index = 0; index < rules.size(); index++) {
            var rule = rules.get(index);
            var match = rule.match().match(description);
            if (!(match instanceof Match.NotMatched)) {
                return new Classified(
                        rule.severity(),
                        rule.because(),
                        index,
                        match instanceof Match.LacksObserved,
                        mayRise(rules, rule.severity(), description));
            }
        }
        return new Classified(
                UNCLASSIFIED, "no severity rule matches", null, false, mayRise(rules, UNCLASSIFIED, description));
    }

    /** Whether some last datapoint would give a worse severity: the rules up to the first that needs none are asked. */
    private static boolean mayRise(List<SeverityRule> rules, Severity now, Description description) {
        for (var rule : rules) {
            if (rule.match().matchesButObserved(description)) {
                if (rule.severity().worseThan(now)) {
                    return true;
                }
                if (!rule.match().readsObserved()) {
                    return false;
                }
            }
        }
        return UNCLASSIFIED.worseThan(now);
    }

    public Hearing hear(Severity severity) {
        return Objects.requireNonNull(hear.get(severity.name()));
    }

    /** The services that it needs, those that they need, and so on: the nearest first. */
    public List<Service> needs(Service service) {
        return closure(
                service,
                next -> siblings(next).stream()
                        .filter(each -> next.needs().contains(each.name()))
                        .toList());
    }

    /** The services that need it, directly or through others: the nearest first. */
    public List<Service> neededBy(Service service) {
        return closure(
                service,
                next -> siblings(next).stream()
                        .filter(each -> each.needs().contains(next.name()))
                        .toList());
    }

    private List<Service> siblings(Service service) {
        return stage(service.stage()).map(Stage::services).orElse(List.of());
    }

    private static List<Service> closure(Service start, Function<Service, List<Service>> step) {
        var found = new LinkedHashMap<String, Service>();
        var open = new ArrayDeque<>(step.apply(start));
        while (!open.isEmpty()) {
            var next = open.removeFirst();
            if (!next.partition().equals(start.partition()) && found.putIfAbsent(next.partition(), next) == null) {
                open.addAll(step.apply(next));
            }
        }
        return List.copyOf(found.values());
    }

    /** The window of maintenance that holds this alarm back now. */
    public Optional<Window> windowOver(Service service, Severity severity, Description description, Instant now) {
        return windows.stream()
                .filter(window ->
                        window.concerns(service.name(), severity, description.about(service)) && window.covers(now))
                .findFirst();
    }

    /** Whether users are mailed of it: somebody says how, and it is in the stage that they see, the first. */
    public boolean mailsUsers(Maintenance of) {
        return maintenance != null
                && maintenance.users() != null
                && of.stage().equals(stages.getFirst().name());
    }

    /** What the health sweep looks at in a stage. */
    public List<Check> checks(String stage) {
        return checks.stream().filter(check -> check.stage().equals(stage)).toList();
    }

    /** How much a runbook may do by itself in a stage. */
    public Mode mode(String runbook, String stage) {
        return runbooks.stream()
                .filter(each -> each.runbook().equals(runbook))
                .findFirst()
                .map(each -> each.stages().getOrDefault(stage, Mode.SHADOW))
                .orElse(Mode.SHADOW);
    }

    public Optional<Person> person(String name) {
        return people.stream().filter(person -> person.name().equals(name)).findFirst();
    }

    /**
     * Who is on call.
     *
     * @param overrides in the order in which they were added
     * @param calendars as they were last read
     */
    public Roster roster(List<ShiftOverride> overrides, List<RotaCalendar> calendars) {
        return new Roster(people.stream().map(Person::name).toList(), onCall.rotas(), overrides, calendars);
    }

    /**
     * What people say in the place of an incident's key: {@code api-42} in the first stage, else {@code staging-api-7}.
     */
    public String incidentName(Service service, int number) {
        var first = !stages.isEmpty() && stages.getFirst().name().equals(service.stage());
        return (first ? "" : service.stage() + "-") + service.name() + "-" + number;
    }
}
