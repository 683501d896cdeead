package tocsin.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tocsin.alarm.AlarmKind;
import tocsin.alarm.AlarmState;
import tocsin.alarm.Metric;
import tocsin.alarm.Told;
import tocsin.config.Check;
import tocsin.config.Configuration;
import tocsin.config.Description;
import tocsin.config.Service;
import tocsin.config.Severity;
import tocsin.health.Gauges.Value;

/** How bad what the sweep finds is, and what it comes to as a metric of each service. */
public final class Standings {
    /** 1 while a service is down: a check of it is in trouble that is as bad as the rules call this metric. */
    public static final String DOWN = "Down";

    /** 1 while a service answers, and its answer lacks what it should hold. */
    public static final String BLANK = "Blank";

    private static final String MATCHES = "matches";

    private Standings() {}

    /** Where the metrics are: "Valine/Health". */
    public static String namespace(Configuration configuration) {
        return capital(configuration) + "/Health";
    }

    /** The product's name with a capital, as the namespaces of its own metrics begin: "Valine". */
    public static String capital(Configuration configuration) {
        var product = configuration.product();
        return product.substring(0, 1).toUpperCase(Locale.ROOT) + product.substring(1);
    }

    /** How bad it is that this check is in trouble: as it says itself, or else as the rules say of its service. */
    public static Severity severity(Configuration configuration, Check check) {
        var own = check.severity();
        return own != null
                ? own
                : configuration
                        .service(check.partition())
                        .map(service -> usual(configuration, service))
                        .orElse(Configuration.UNCLASSIFIED);
    }

    /** What the rules call an alarm on the metric of this service. */
    private static Severity usual(Configuration configuration, Service service) {
        var metric = new Metric(
                "down",
                namespace(configuration),
                DOWN,
                Map.of("Service", service.name()),
                "Maximum",
                null,
                null,
                null,
                null,
                true);
        var alarm = Told.bySweep(service.stage(), "down", true, Instant.EPOCH, "", Configuration.UNCLASSIFIED.name())
                .withMetrics(List.of(metric))
                .withKind(AlarmKind.METRIC)
                .withState(AlarmState.ALARM);
        return configuration
                .stage(service.stage())
                .map(stage -> configuration
                        .severityOf(stage, Description.of(alarm).about(service))
                        .severity())
                .orElse(Configuration.UNCLASSIFIED);
    }

    /** The metrics of the services of one stage; of one that is not known to be up, nor to be down, there is none. */
    public static List<Value> values(
            Configuration configuration, List<Check> checks, List<Result> results, List<Kept> kept) {
        var services = new LinkedHashMap<String, List<Integer>>();
        for (var at = 0; at < checks.size(); at++) {
            services.computeIfAbsent(checks.get(at).partition(), none -> new ArrayList<>())
                    .add(at);
        }
        var values = new ArrayList<Value>();
        services.forEach((partition, places) -> {
            var service = configuration.service(partition).orElseThrow();
            var usual = usual(configuration, service);
            var telling = places.stream()
                    .filter(at -> !usual.worseThan(severity(configuration, checks.get(at))))
                    .toList();
            var down = telling.stream()
                    .filter(at -> !results.get(at).lacking())
                    .anyMatch(at -> kept.get(at).isTrouble(checks.get(at).after()));
            if (down) {
                values.add(new Value(DOWN, service.name(), 1));
            } else if (isKnown(results, telling.isEmpty() ? places : telling)) {
                values.add(new Value(DOWN, service.name(), 0));
            }
            var looked = places.stream()
                    .filter(at -> checks.get(at).parameters().containsKey(MATCHES))
                    .filter(at -> results.get(at).state() != State.UNKNOWN)
                    .toList();
            if (!looked.isEmpty()) {
                var blank = looked.stream().anyMatch(at -> results.get(at).lacking());
                values.add(new Value(BLANK, service.name(), blank ? 1 : 0));
            }
        });
        return List.copyOf(values);
    }

    private static boolean isKnown(List<Result> results, List<Integer> places) {
        return places.stream().allMatch(at -> results.get(at).state() != State.UNKNOWN);
    }
}
