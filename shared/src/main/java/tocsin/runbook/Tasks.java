package tocsin.runbook;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.Ports;
import tocsin.action.Actions;
import tocsin.action.Form;
import tocsin.action.Task;
import tocsin.action.Task.Past;
import tocsin.action.Task.World;
import tocsin.alarm.CloudWatch.Place;
import tocsin.config.Configuration;
import tocsin.config.Service;
import tocsin.config.Stage;
import tocsin.incident.Deployment;
import tocsin.runbook.Runbook.Step;

/** What a step's action is given: its parameters filled in, and where what they name stands. */
final class Tasks {
    /** Of one request; the database's function has half a minute of its own. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Ports ports;
    private final Actions actions;
    private final RunTable table;
    private final Configuration configuration;

    Tasks(Ports ports, Actions actions, RunTable table) {
        this.ports = ports;
        this.actions = actions;
        this.table = table;
        this.configuration = ports.configuration();
    }

    /** What came of it. */
    sealed interface Given {
        record Ready(Task task) implements Given {}

        /** It cannot be done with what it is given. */
        sealed interface Not extends Given {
            /** A sentence. */
            String why();
        }

        /** Something is not known. */
        record Lacking(String why) implements Not {}

        /** Something has not the form that its action expects. */
        record Unfit(String why) implements Not {}
    }

    /** What is asked about the run's own service, by no step. */
    Given about(Run run) {
        return of(run, new Step("evidence", "", "", "", new TreeMap<>(), null, 0), run.now());
    }

    /** Where the service writes its log, or null. */
    @Nullable String logs(Run run) {
        return configuration
                .service(run.request().partition())
                .map(service -> service.resources().get("logs"))
                .orElse(null);
    }

    Given of(Run run, Step step, Instant begunAt) {
        var service = configuration.service(run.request().partition()).orElse(null);
        var stage =
                service == null ? null : configuration.stage(service.stage()).orElse(null);
        if (service == null || stage == null) {
            return new Given.Lacking(
                    "tocsin.yaml has no service " + run.request().partition());
        }
        var references = new References(configuration, service, run.outputs());
        var parameters = new TreeMap<String, String>();
        for (var parameter : step.parameters().entrySet()) {
            switch (references.fill(parameter.getValue())) {
                case References.Filled.Text(var text) -> {
                    var problem = problem(step, parameter.getKey(), text);
                    if (!problem.isEmpty()) {
                        return new Given.Unfit(parameter.getKey() + ": " + problem);
                    }
                    parameters.put(parameter.getKey(), text);
                }
                case References.Filled.Missing(var reference) -> {
                    return new Given.Lacking(parameter.getKey() + ": nothing gives ${" + reference + "}");
                }
            }
        }
        var owner = owner(stage, service, parameters);
        var state = run.state(step);
        return new Given.Ready(new Task(
                run.request().id(),
                step.id(),
                new Place(stage.account(), region(stage, owner)),
                parameters,
                owner.resources().get("login"),
                begunAt,
                state == null || state.claim() == run.lease(),
                run.now(),
                TIMEOUT,
                new World(
                        ports.cloud(run.request().id()),
                        ports.cloudWatch(),
                        ports.database(),
                        ports.web(),
                        ports.secrets(),
                        past(run, service, owner))));
    }

    private Past past(Run run, Service own, Service owner) {
        return new Past() {
            @Override
            public List<Deployment> deployments() {
                return own.equals(owner) ? run.deployments() : both();
            }

            private List<Deployment> both() {
                var others = run.deployments().stream().map(each -> RunTable.named(own, each));
                return Stream.concat(table.deployments(owner).stream(), others)
                        .sorted(Comparator.comparing(Deployment::at).reversed())
                        .toList();
            }

            @Override
            public Map<String, String> left(String arn) {
                return table.left(arn);
            }
        };
    }

    /** What is wrong with a value; whatever earlier steps gave to people, they are told. */
    private String problem(Step step, String name, String text) {
        return actions.named(step.action()).stream()
                .flatMap(action -> action.parameters().stream())
                .filter(parameter ->
                        parameter.name().equals(name) && parameter.form().care() != Form.Care.SAID)
                .map(parameter -> parameter.form().problem(text))
                .findFirst()
                .orElse("");
    }

    /** The service whose resource is meant; it may be another than the one whose alarm it is. */
    private static Service owner(Stage stage, Service service, Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .flatMap(parameter -> owner(stage, parameter.getKey(), parameter.getValue()).stream())
                .findFirst()
                .orElse(service);
    }

    /** The service of a stage that has this resource. */
    static Optional<Service> owner(Stage stage, String resource, String value) {
        return stage.services().stream()
                .filter(each -> value.equals(each.resources().get(resource)))
                .findFirst();
    }

    private static String region(Stage stage, Service owner) {
        return owner.resources().getOrDefault("region", stage.regions().getFirst());
    }
}
