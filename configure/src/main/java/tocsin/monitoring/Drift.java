package tocsin.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.AlarmId;
import tocsin.alarm.AlarmState;
import tocsin.alarm.CloudWatch.ListedAlarm;
import tocsin.alarm.CloudWatch.Place;
import tocsin.alarm.Metric;
import tocsin.alarm.Transition;
import tocsin.alarm.TransitionBuilder;
import tocsin.alarm.Way;
import tocsin.config.Configuration;
import tocsin.config.Description;
import tocsin.config.Stage;
import tocsin.monitoring.Drifted.Kind;

/** What is in CloudWatch against what tocsin.yaml asks for. It compares, and asks nobody. */
public final class Drift {
    /** Longer in INSUFFICIENT_DATA is no pause between two datapoints, and no night without traffic. */
    static final Duration BLIND = Duration.ofDays(2);

    /** Tocsin's own never enter it, and have their own test. */
    private static final List<String> OWN = List.of("tocsin-own-", "tocsin-canary-");

    private final Configuration configuration;
    private final List<Monitoring> stages;
    private final Instant now;

    private Drift(Configuration configuration, List<Monitoring> stages, Instant now) {
        this.configuration = configuration;
        this.stages = stages;
        this.now = now;
    }

    /**
     * All that differs, place by place.
     *
     * @param stages what must be there
     * @param found of each place that a stage names
     */
    public static List<Drifted> of(
            Configuration configuration, List<Monitoring> stages, List<Found> found, Instant now) {
        var drift = new Drift(configuration, List.copyOf(stages), now);
        return found.stream()
                .flatMap(place -> drift.of(place).stream()
                        .sorted(Comparator.comparing(Drifted::kind).thenComparing(Drifted::alarm)))
                .toList();
    }

    /** Every account's Region in which a stage's alarms are, in the order of tocsin.yaml. */
    public static List<Place> places(List<Monitoring> stages) {
        return stages.stream()
                .flatMap(monitoring -> monitoring.stage().regions().stream()
                        .map(region -> new Place(monitoring.stage().account(), region)))
                .distinct()
                .toList();
    }

    private List<Drifted> of(Found found) {
        return switch (found) {
            case Found.Unread(var place, var because) ->
                List.of(new Drifted(
                        Kind.UNREAD, place, "", "CloudWatch cannot be read there: " + because + "; nothing is known"));
            case Found.Listed(var place, var alarms) -> {
                var theirs = alarms.stream().filter(Drift::isTheirs).toList();
                yield Stream.of(asked(place, theirs), others(place, theirs), standing(place, theirs))
                        .flatMap(List::stream)
                        .toList();
            }
        };
    }

    private static boolean isTheirs(ListedAlarm alarm) {
        return OWN.stream().noneMatch(prefix -> name(alarm).startsWith(prefix));
    }

    // --- what is asked for ---------------------------------------------------------------------------------------

    private List<Drifted> asked(Place place, List<ListedAlarm> alarms) {
        var drifted = new ArrayList<Drifted>();
        var tells = alarms.stream()
                .anyMatch(alarm -> wanted(place, name(alarm)).isPresent()
                        && !alarm.actions().alarm().isEmpty());
        expected(place).forEach(expected -> {
            var listed = alarms.stream()
                    .filter(alarm -> name(alarm).equals(expected.name()))
                    .findFirst();
            if (listed.isEmpty()) {
                drifted.add(new Drifted(Kind.MISSING, place, expected.name(), expected.description()));
                return;
            }
            var differences = differences(expected, listed.get());
            if (!differences.isEmpty()) {
                drifted.add(new Drifted(Kind.CHANGED, place, expected.name(), String.join("; ", differences)));
            }
            if (tells
                    && !expected.isComposite()
                    && listed.get().actions().alarm().isEmpty()) {
                drifted.add(new Drifted(
                        Kind.WITHOUT_ACTION, place, expected.name(), "it tells no topic, and others beside it do"));
            }
        });
        return drifted;
    }

    private Stream<Expected> expected(Place place) {
        return stages.stream()
                .filter(monitoring -> monitoring.stage().account().equals(place.account()))
                .flatMap(monitoring -> monitoring.in(place.region()).stream());
    }

    private Optional<Expected> wanted(Place place, String name) {
        return expected(place).filter(alarm -> alarm.name().equals(name)).findFirst();
    }

    /** "threshold: expected 80, found 90", property by property. */
    private static List<String> differences(Expected expected, ListedAlarm found) {
        var wanted = properties(expected);
        var there = properties(found);
        return Stream.concat(wanted.keySet().stream(), there.keySet().stream())
                .distinct()
                .filter(property -> !Objects.equals(wanted.get(property), there.get(property)))
                .map(property ->
                        property + ": expected " + said(wanted.get(property)) + ", found " + said(there.get(property)))
                .toList();
    }

    private static String said(@Nullable String value) {
        return value == null ? "none" : value;
    }

    private static Map<String, String> properties(Expected alarm) {
        var properties = new LinkedHashMap<String, String>();
        put(properties, "description", alarm.description());
        put(properties, "rule", alarm.rule());
        metrics(properties, alarm.metrics());
        put(properties, "comparison", alarm.comparison());
        put(properties, "threshold", number(alarm.threshold()));
        put(properties, "threshold metric", alarm.band());
        if (!alarm.isComposite()) {
            put(properties, "periods", Integer.toString(alarm.periods()));
            put(properties, "datapoints to alarm", Integer.toString(alarm.periods()));
            put(properties, "missing data", alarm.missing());
        }
        return properties;
    }

    private static Map<String, String> properties(ListedAlarm alarm) {
        var status = alarm.status();
        var properties = new LinkedHashMap<String, String>();
        put(properties, "description", alarm.description());
        put(properties, "rule", alarm.rule());
        metrics(properties, status.metrics());
        put(properties, "comparison", status.comparison());
        put(properties, "threshold", number(status.threshold()));
        put(properties, "threshold metric", alarm.thresholdMetric());
        if (alarm.rule() == null) {
            var periods = status.evaluationPeriods();
            put(properties, "periods", periods == null ? null : periods.toString());
            var enough = alarm.datapointsToAlarm() == null ? periods : alarm.datapointsToAlarm();
            put(properties, "datapoints to alarm", enough == null ? null : enough.toString());
            put(properties, "missing data", alarm.treatMissingData() == null ? "missing" : alarm.treatMissingData());
        }
        return properties;
    }

    private static void put(Map<String, String> properties, String name, @Nullable String value) {
        if (value != null) {
            properties.put(name, value);
        }
    }

    /** One that stands alone needs no id: an alarm made by hand has another, or none. */
    private static void metrics(Map<String, String> properties, List<Metric> metrics) {
        SortedMap<String, String> byId = new TreeMap<>();
        metrics.forEach(metric -> byId.put(metrics.size() == 1 ? "metric" : "metric " + metric.id(), written(metric)));
        properties.putAll(byId);
    }

    private static String written(Metric metric) {
        if (metric.expression() != null) {
            return metric.expression() + (metric.label() == null ? "" : " \"" + metric.label() + "\"");
        }
        var dimensions = new TreeMap<>(metric.dimensions())
                .entrySet().stream()
                        .map(dimension -> " " + dimension.getKey() + "=" + dimension.getValue())
                        .collect(Collectors.joining());
        return metric.namespace() + " " + metric.name() + dimensions + " " + metric.stat() + " of " + metric.period()
                + " s";
    }

    private static @Nullable String number(@Nullable Double number) {
        return number == null ? null : Measure.number(number);
    }

    // --- what is there besides -----------------------------------------------------------------------------------

    private List<Drifted> others(Place place, List<ListedAlarm> alarms) {
        var drifted = new ArrayList<Drifted>();
        for (var alarm : alarms) {
            var wanted = wanted(place, name(alarm));
            if (wanted.isEmpty() && isCalledAsOurs(place, name(alarm))) {
                drifted.add(
                        new Drifted(Kind.ORPHANED, place, name(alarm), "tocsin.yaml asks for no alarm of this name"));
            }
            if (!alarm.status().actionsEnabled()) {
                drifted.add(new Drifted(Kind.WITHOUT_ACTION, place, name(alarm), "its actions are switched off"));
            }
            unmatched(place, alarm).ifPresent(drifted::add);
        }
        return drifted;
    }

    private boolean isCalledAsOurs(Place place, String name) {
        return stages.stream()
                .anyMatch(monitoring ->
                        monitoring.stage().account().equals(place.account()) && name.startsWith(monitoring.prefix()));
    }

    private Optional<Drifted> unmatched(Place place, ListedAlarm alarm) {
        var transition = transition(place, alarm);
        var description = Description.of(transition);
        var stage = configuration.stageOf(transition);
        if (configuration
                .ignored(stage.map(Stage::name).map(description::in).orElse(description))
                .isPresent()) {
            return Optional.empty();
        }
        if (stage.isEmpty()) {
            return unmatched(place, alarm, "it belongs to no stage");
        }
        var service = configuration.serviceOf(stage.get(), description);
        if (service.isEmpty()) {
            return unmatched(place, alarm, "no service of " + stage.get().name() + " claims it: it is only mailed");
        }
        return configuration
                                .severityOf(stage.get(), description.about(service.get()))
                                .rule()
                        == null
                ? unmatched(
                        place,
                        alarm,
                        "no severity rule matches it (" + service.get().partition() + "): it is a "
                                + Configuration.UNCLASSIFIED)
                : Optional.empty();
    }

    private static Optional<Drifted> unmatched(Place place, ListedAlarm alarm, String says) {
        return Optional.of(new Drifted(Kind.UNMATCHED, place, name(alarm), says));
    }

    /** What would be told of it if it went to ALARM now. */
    private static Transition transition(Place place, ListedAlarm alarm) {
        var status = alarm.status();
        return TransitionBuilder.builder()
                .id(new AlarmId(status.arn(), null))
                .alarm(status.name())
                .kind(alarm.kind())
                .way(Way.EVENTBRIDGE)
                .state(AlarmState.ALARM)
                .at(status.since())
                .account(place.account())
                .region(place.region())
                .metrics(status.metrics())
                .threshold(status.threshold())
                .observed(alarm.observed())
                .contributorAttributes(Map.of())
                .build();
    }

    // --- how it stands -------------------------------------------------------------------------------------------

    private List<Drifted> standing(Place place, List<ListedAlarm> alarms) {
        var drifted = new ArrayList<Drifted>();
        for (var alarm : alarms) {
            var status = alarm.status();
            var since = Duration.between(status.since(), now);
            if (status.state() == AlarmState.INSUFFICIENT_DATA && since.compareTo(BLIND) >= 0) {
                drifted.add(new Drifted(
                        Kind.BLIND, place, name(alarm), "in INSUFFICIENT_DATA for " + since.toDays() + " days"));
            }
        }
        if (alarms.isEmpty()) {
            drifted.add(new Drifted(Kind.SILENT, place, "", "no alarm is there, so that none can come"));
        } else if (alarms.stream().allMatch(alarm -> alarm.status().state() == AlarmState.INSUFFICIENT_DATA)) {
            drifted.add(new Drifted(
                    Kind.SILENT, place, "", "each of its " + alarms.size() + " alarms is in INSUFFICIENT_DATA"));
        }
        return drifted;
    }

    private static String name(ListedAlarm alarm) {
        return alarm.status().name();
    }
}
