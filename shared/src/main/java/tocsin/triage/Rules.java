package tocsin.triage;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.CloudWatch.Place;
import tocsin.alarm.Told;
import tocsin.alarm.Transition;
import tocsin.config.Acknowledge;
import tocsin.config.Backup;
import tocsin.config.Classified;
import tocsin.config.Configuration;
import tocsin.config.Description;
import tocsin.config.Heard;
import tocsin.config.IgnoreRule;
import tocsin.config.Mode;
import tocsin.config.Paging;
import tocsin.config.Person;
import tocsin.config.Reach;
import tocsin.config.RunbookModes;
import tocsin.config.Service;
import tocsin.config.Severity;
import tocsin.config.Stage;
import tocsin.config.Times;
import tocsin.incident.IncidentRef;
import tocsin.incident.View;
import tocsin.maintenance.Announcing;
import tocsin.maintenance.Course;
import tocsin.maintenance.Maintenance;
import tocsin.maintenance.Plans;
import tocsin.oncall.Ladder;
import tocsin.oncall.OnCall;
import tocsin.page.Channel;

/** The configuration as triage asks it: by partition. A Region's partition, which is no service, has answers too. */
final class Rules {
    private final Configuration configuration;

    /** By partition: it is asked for each service in turn where all are gone through. */
    private final Map<String, Service> services = new TreeMap<>();

    Rules(Configuration configuration) {
        this.configuration = configuration;
        configuration.services().forEach(service -> services.putIfAbsent(service.partition(), service));
    }

    Times times() {
        return configuration.times();
    }

    /** Where nothing says when a reason ends, it is looked at again after this. */
    Duration lookAgain() {
        return times().lookAgain();
    }

    Duration monitoring() {
        return times().monitoring();
    }

    Acknowledge acknowledge() {
        return configuration.acknowledge();
    }

    @Nullable Backup backup() {
        return configuration.backup();
    }

    boolean hasPager() {
        return configuration.pager() != null;
    }

    boolean hasMail() {
        return configuration.channels().mail() != null;
    }

    /** The log group of a service, or of its function; empty where neither is known. */
    Optional<String> log(String partition) {
        return service(partition)
                .map(Service::resources)
                .flatMap(resources -> Optional.ofNullable(resources.get("logs"))
                        .or(() -> Optional.ofNullable(resources.get("function"))
                                .map(function -> "/aws/lambda/" + function)));
    }

    /** By what this person is told something without being rung; empty where nobody is called so, or by nothing. */
    Optional<Map.Entry<String, Channel>> quietly(String name) {
        return person(name).stream()
                .flatMap(person -> reaches(person).stream()
                        .filter(channel -> !channel.rings())
                        .map(channel -> Map.entry(person, channel)))
                .findFirst();
    }

    /** All of tocsin.yaml, by name. */
    List<String> people() {
        return configuration.people().stream().map(Person::name).toList();
    }

    /** As tocsin.yaml writes the name; empty where nobody is called so. */
    Optional<String> person(String name) {
        return configuration.people().stream()
                .map(Person::name)
                .filter(person -> person.equalsIgnoreCase(name))
                .findFirst();
    }

    /** The team's chats, each of which shows how an incident stands. */
    List<Channel> shows() {
        return configuration.channels().shows().stream()
                .flatMap(word -> Channel.named(word).stream())
                .toList();
    }

    /** Whether Tocsin escalates by itself, and no pager. */
    boolean climbs() {
        return configuration.onCall().escalates() == OnCall.Escalates.TOCSIN;
    }

    Ladder ladder() {
        return configuration.onCall().ladder();
    }

    /** Whom a step of the ladder means now. */
    Ladder.Rung rung(int step, Instant now, View view) {
        return ladder().rung(step, now, configuration.roster(view.overrides(), view.calendars()));
    }

    /** By what somebody is reached, in the order in which it is tried; each channel once. */
    List<Channel> reaches(String person) {
        return configuration.person(person).stream()
                .flatMap(each -> each.reach().stream())
                .map(reach -> Channel.of(reach.kind()))
                .distinct()
                .toList();
    }

    /** By what somebody is rung: the first way that may wake, in the order in which the configuration has them. */
    Channel rings(String person) {
        return configuration.person(person).stream()
                .flatMap(each -> each.reach().stream())
                .map(Reach::kind)
                .filter(kind -> kind != Reach.Kind.MAIL)
                .map(Channel::of)
                .findFirst()
                .orElse(Channel.SMS);
    }

    List<Stage> stages() {
        return configuration.stages();
    }

    Optional<Stage> stageOf(Transition transition) {
        return configuration.stageOf(transition);
    }

    Optional<Service> serviceOf(Stage stage, Description description) {
        return configuration.serviceOf(stage, description);
    }

    /** Those that have alarms there. */
    Stream<Stage> stages(Place place) {
        return stages().stream()
                .filter(stage -> stage.account().equals(place.account())
                        && stage.regions().contains(place.region()));
    }

    /** Whether it may take an alarm's tags to say whose it is. */
    boolean claimsByTags(Place place) {
        return stages(place)
                .flatMap(stage -> Stream.concat(
                        Stream.ofNullable(stage.match()),
                        stage.services().stream().map(Service::match)))
                .anyMatch(pattern -> pattern.fields().stream().anyMatch(field -> field.startsWith("tags.")));
    }

    Optional<Service> service(String partition) {
        return Optional.ofNullable(services.get(partition));
    }

    Optional<String> ignored(Description description) {
        return configuration.ignored(description).map(IgnoreRule::because);
    }

    /** How bad it is: as was told with it, or else by the rules. */
    Classified severityOf(String partition, Transition transition, Description description) {
        return told(transition).orElseGet(() -> severityOf(partition, description));
    }

    /** How bad whoever told it says it is; empty for what CloudWatch told. */
    Optional<Classified> told(Transition transition) {
        return Told.severity(transition)
                .map(severity ->
                        new Classified(Severity.valueOf(severity), Told.because(transition), null, false, false));
    }

    private Classified severityOf(String partition, Description description) {
        return service(partition)
                .flatMap(service -> configuration.stage(service.stage()))
                .map(stage -> configuration.severityOf(stage, description))
                .orElseThrow(() -> new IllegalArgumentException("no service " + partition));
    }

    /** Whether nobody is ever woken by it. */
    boolean onlyMails(Severity severity) {
        return configuration.hear(severity).page() == null;
    }

    Heard heard(Severity severity, Instant now) {
        return configuration.hear(severity).at(now);
    }

    /** When somebody must have an incident of this severity; null where nobody need. */
    @Nullable Instant respondBy(Severity severity, Instant openedAt) {
        var respond = configuration.hear(severity).respond();
        return respond == null ? null : openedAt.plus(respond);
    }

    /**
     * When somebody may be woken by an incident of this severity that is left alone: in its own hours, or, where it
     * never pages, in those of the mildest severity that does.
     */
    Instant waking(Severity severity, Instant now) {
        return Arrays.stream(Severity.values())
                .filter(each -> !severity.worseThan(each))
                .sorted(Comparator.reverseOrder())
                .map(each -> configuration.hear(each).page())
                .flatMap(Stream::ofNullable)
                .findFirst()
                .map(hours -> hours.nextOpening(now))
                .orElse(now);
    }

    /** Who hears of it, in words. */
    String hears(String partition, Severity severity, Instant now) {
        var heard = switch (heard(severity, now)) {
            case Heard.Page page -> "page";
            case Heard.Mail mail -> "mail";
            case Heard.PageLater later -> (later.mailNow() ? "mail, and " : "") + "page at " + later.at();
        };
        return switch (paging(partition)) {
            case SHADOW -> "nobody (paging: shadow; would be " + heard + ")";
            case NOTICE -> "mail (paging: notice; would be " + heard + ")";
            case ON -> heard;
        };
    }

    Paging paging(String partition) {
        return service(partition).map(Service::paging).orElse(configuration.paging());
    }

    Paging paging() {
        return configuration.paging();
    }

    String usersLose(String partition) {
        return service(partition).map(Service::usersLose).orElse("sight of " + partition);
    }

    /** The partitions of the services it needs, the nearest first. */
    List<String> needs(String partition) {
        return service(partition).map(configuration::needs).orElse(List.of()).stream()
                .map(Service::partition)
                .toList();
    }

    /** The partitions of the services that need it, the nearest first. */
    List<String> neededBy(String partition) {
        return service(partition).map(configuration::neededBy).orElse(List.of()).stream()
                .map(Service::partition)
                .toList();
    }

    /** When the maintenance windows that hold the alarm back now are over; empty where none does. */
    Optional<Instant> windowEnd(Service service, Severity severity, Description description, Plans plans, Instant now) {
        return plans.heldUntil(
                configuration.windows(),
                service,
                severity,
                window -> window.concerns(service.name(), severity, description),
                now);
    }

    /** How maintenance goes on; empty where tocsin.yaml does not say how it is told. */
    Optional<Course> course() {
        return announcing()
                .map(announcing -> new Course(
                        announcing,
                        configuration.windows(),
                        configuration.stages().getFirst().name()));
    }

    Optional<Announcing> announcing() {
        return Optional.ofNullable(configuration.maintenance());
    }

    boolean mailsUsers(Maintenance of) {
        return configuration.mailsUsers(of);
    }

    String product() {
        return configuration.product();
    }

    List<Service> services() {
        return configuration.services();
    }

    /** What people call an incident. */
    String speakable(IncidentRef ref) {
        return service(ref.partition())
                .map(service -> configuration.incidentName(service, Math.toIntExact(ref.number())))
                .orElseGet(() -> ref.partition().replace('/', '-') + "-" + ref.number());
    }

    /** The runbooks that answer what is described, in the file's order. */
    List<String> runbooksFor(Description description) {
        return configuration.runbooks().stream()
                .filter(runbook -> runbook.answers(description))
                .map(RunbookModes::runbook)
                .toList();
    }

    Mode mode(String runbook, String partition) {
        return service(partition)
                .map(service -> configuration.mode(runbook, service.stage()))
                .orElse(Mode.SHADOW);
    }
}
