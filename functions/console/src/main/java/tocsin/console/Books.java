package tocsin.console;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.Ports;
import tocsin.config.Configuration;
import tocsin.config.Service;
import tocsin.incident.Decision;
import tocsin.incident.Incident;
import tocsin.incident.IncidentRef;
import tocsin.incident.View;
import tocsin.maintenance.Maintenance;
import tocsin.page.Cleaned;
import tocsin.state.Documents;
import tocsin.state.Key;
import tocsin.state.Keys;
import tocsin.state.Ledger;
import tocsin.state.Row;
import tocsin.triage.Triage;
import tocsin.triage.Triage.Resolution;

/** Finds things in the table: incidents by what people call them, and what is kept below them. */
final class Books {
    private static final Pattern ID = Pattern.compile("([a-z0-9_./-]{1,200})-([0-9]{1,9})", Pattern.CASE_INSENSITIVE);
    private static final int PAGE = 500;
    private static final int LONGEST = 100;

    private final Ports ports;
    private final Configuration configuration;
    private final Documents documents = new Documents();
    private final Ledger ledger;
    private final Triage triage;

    Books(Ports ports) {
        this.ports = ports;
        configuration = ports.configuration();
        ledger = Ledger.of(ports, documents);
        triage = new Triage(configuration);
    }

    Configuration configuration() {
        return configuration;
    }

    Documents documents() {
        return documents;
    }

    Ledger ledger() {
        return ledger;
    }

    Triage triage() {
        return triage;
    }

    /** What a channel tells about a page of this partition is decided, where there is such a one. */
    Response paged(String partition, Function<View, Decision> decide) {
        if (!partitions().contains(partition) && !tests().toList().contains(partition)) {
            return Response.done("the page is of no service that is configured");
        }
        ledger.decide(triage.partitions(partition), List.of(), decide);
        return Response.done("taken");
    }

    /**
     * Decides what may be refused.
     *
     * @param done what is said where it was done, by what was decided
     */
    Done resolved(List<String> partitions, Function<View, Resolution> decide, Function<Decision, String> done) {
        var refusal = new AtomicReference<>(Optional.<String>empty());
        var decision = ledger.decide(partitions, List.of(), view -> {
            var resolution = decide.apply(view);
            refusal.set(Optional.ofNullable(resolution.refusal()));
            return resolution.decision();
        });
        return refusal.get().map(why -> new Done(false, why)).orElseGet(() -> new Done(true, done.apply(decision)));
    }

    /** Every partition that may have an incident: the services in the file's order, then the Regions. */
    List<String> partitions() {
        var all = new LinkedHashSet<String>();
        configuration.services().stream().map(Service::partition).forEach(all::add);
        configuration.stages().forEach(stage -> stage.regions().forEach(region -> all.add(Triage.region(region))));
        return new ArrayList<>(all);
    }

    /** Where the people's test pages stand. */
    private Stream<String> tests() {
        return configuration.people().stream().map(person -> Triage.testOf(person.name()));
    }

    /** The same, and where those alarms stand that no service claims. */
    List<String> everywhere() {
        var all = new LinkedHashSet<>(partitions());
        configuration
                .stages()
                .forEach(stage ->
                        stage.regions().forEach(region -> all.add("unmatched/" + stage.account() + "/" + region)));
        return new ArrayList<>(all);
    }

    /** The incident that people call so, whether it is open or over. */
    Optional<Incident> incident(String id) {
        return ref(id).flatMap(this::incident);
    }

    Optional<Incident> incident(IncidentRef ref) {
        var head = ledger.view(List.of(ref.partition()), List.of()).head(ref.partition());
        var open = head.open();
        if (open != null && open.ref().equals(ref)) {
            return Optional.of(open);
        }
        var key = Keys.incident(ref);
        return Optional.ofNullable(ledger.rows(List.of(key)).get(key))
                .map(row -> documents.incidents().fromJson(body(row)));
    }

    private Optional<IncidentRef> ref(String id) {
        var matcher = ID.matcher(id);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var number = Long.parseLong(matcher.group(2));
        return Stream.of(partitions().stream(), tests(), Stream.of(Maintenance.PARTITION))
                .flatMap(each -> each)
                .map(partition -> new IncidentRef(partition, number))
                .filter(ref -> triage.speakable(ref).equals(id))
                .findFirst();
    }

    /** The service that is meant: of the first stage where none is named. */
    String partition(String service) {
        var partition = service.contains("/")
                ? service
                : configuration.stages().getFirst().name() + "/" + service;
        if (configuration.service(partition).isEmpty()) {
            throw new BadRequest("service: '" + Cleaned.line(service, LONGEST) + "'; expected a service of tocsin.yaml,"
                    + " such as api or staging/api");
        }
        return partition;
    }

    /** All rows of a partition whose sort key begins so. */
    List<Row> rows(String partition, String prefix) {
        var rows = new ArrayList<Row>();
        @Nullable Key after = null;
        do {
            var page = ports.table().query(partition, prefix, false, PAGE, after);
            rows.addAll(page.rows());
            after = page.next();
        } while (after != null);
        return rows;
    }

    static String body(Row row) {
        var body = row.text("body");
        if (body == null) {
            throw new IllegalStateException("no document in the row " + row.key());
        }
        return body;
    }
}
