package tocsin.tests.simulation;

import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.incident.Head;
import tocsin.incident.Incident;
import tocsin.state.Documents;
import tocsin.state.Keys;
import tocsin.testing.TestingPorts;

/**
 * Somebody says how bad an incident is, makes one of two, parts them again, gives one to somebody else, or tests
 * whether a telephone rings.
 */
final class Steering {
    /** Of a thousand minutes, in each of the climates. */
    private static final int[] STEERS = {8, 0, 40};

    private static final JsonNodeMapper JSON = JsonNodeMapper.builder().build();

    private final Choices choices;
    private final Trace trace;
    private final Agenda agenda;
    private final TestingPorts ports;
    private final Lambdas lambdas;
    private final People people;
    private final boolean climbs;
    private final int steers;
    private final Documents documents = new Documents();
    private final Map<String, Set<String>> merged = new TreeMap<>();

    /** @param climbs whether there is more than one telephone, by a ladder of our own */
    Steering(
            Choices choices,
            Trace trace,
            Agenda agenda,
            TestingPorts ports,
            Lambdas lambdas,
            People people,
            boolean climbs) {
        this.choices = choices;
        this.trace = trace;
        this.agenda = agenda;
        this.ports = ports;
        this.lambdas = lambdas;
        this.people = people;
        this.climbs = climbs;
        steers = STEERS[choices.below(STEERS.length)];
    }

    /** With which others somebody has ever made one of an incident of the service. */
    Set<String> merged(String service) {
        return merged.getOrDefault(service, Set.of());
    }

    void minute() {
        if (!choices.happens(steers)) {
            return;
        }
        if (climbs && choices.below(5) == 0) {
            post("/page-tests", "person", choices.below(2) == 0 ? "owner" : "bea");
            return;
        }
        var open = Stream.of("prod/api", "prod/db", "prod/frontend")
                .map(this::open)
                .flatMap(Stream::ofNullable)
                .toList();
        if (open.isEmpty()) {
            return;
        }
        var one = open.get(choices.below(open.size()));
        var other = open.get(choices.below(open.size()));
        switch (choices.below(climbs ? 4 : 3)) {
            case 0 -> post("/incidents/" + one.id() + "/severity", "severity", "P0", "because", "users write to us");
            case 1 -> post("/incidents/" + one.id() + "/split");
            case 2 -> {
                merged(one, other);
                merged(other, one);
                post("/incidents/" + one.id() + "/merge", "into", other.id());
            }
            default -> post("/incidents/" + one.id() + "/reassign", "to", choices.below(2) == 0 ? "owner" : "bea");
        }
    }

    private void merged(Incident one, Incident other) {
        merged.computeIfAbsent(service(one), each -> new TreeSet<>()).add(service(other));
    }

    private static String service(Incident incident) {
        return incident.ref().partition().replaceFirst(".*/", "");
    }

    private @Nullable Incident open(String partition) {
        var row = ports.table.row(Keys.head(partition));
        return row == null
                ? Head.first(partition).open()
                : documents
                        .heads()
                        .fromJson(Objects.requireNonNull(row.text("body")))
                        .open();
    }

    private void post(String path, String... fields) {
        var body = JsonObject.create();
        for (var field = 0; field < fields.length; field += 2) {
            body.add(fields[field], fields[field + 1]);
        }
        trace.tell(agenda.now(), "Ann: " + path + " " + List.of(fields));
        people.lives();
        lambdas.http(
                "/api/v1" + path,
                JsonObject.create(),
                JSON.toJson(body),
                People.ANN,
                answered -> trace.tell(agenda.now(), "Ann is answered " + answered.status() + " to " + path));
    }
}
