package tocsin.monitoring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tocsin.alarm.AlarmId;
import tocsin.alarm.AlarmKind;
import tocsin.alarm.AlarmState;
import tocsin.alarm.TransitionBuilder;
import tocsin.alarm.Way;
import tocsin.config.Configuration;
import tocsin.config.Description;
import tocsin.config.Service;
import tocsin.config.Severity;
import tocsin.config.Stage;

/**
 * What must be in CloudWatch for one stage.
 *
 * @param home the Region of the product: of all that is not CloudFront's
 * @param alarms Region by Region, in the order of tocsin.yaml; composites after what they are made of
 * @param filters in the home Region
 */
public record Monitoring(String product, Stage stage, String home, List<Expected> alarms, List<LogFilter> filters) {
    /** What the name of a composite ends with: one of a service's alarms that page stands, and none of a layer below. */
    static final String LAYER = "-layer";

    public Monitoring {
        alarms = List.copyOf(alarms);
        filters = List.copyOf(filters);
    }

    /** What tocsin.yaml asks for in this stage. */
    public static Monitoring of(Configuration configuration, Stage stage, List<WantedAlarm> wanted) {
        return new Making(configuration, stage).monitoring(wanted);
    }

    /** The Regions in which something must stand, home first. */
    public List<String> regions() {
        return Stream.concat(Stream.of(home), alarms.stream().map(Expected::region))
                .distinct()
                .toList();
    }

    public List<Expected> in(String region) {
        return alarms.stream().filter(alarm -> alarm.region().equals(region)).toList();
    }

    /** What the names of its alarms begin with. */
    public String prefix() {
        return prefix(product, stage);
    }

    private static String prefix(String product, Stage stage) {
        return product + "-" + stage.name() + "-";
    }

    private static final class Making {
        private final Configuration configuration;
        private final Stage stage;
        private final String home;

        Making(Configuration configuration, Stage stage) {
            this.configuration = configuration;
            this.stage = stage;
            this.home = stage.regions().getFirst();
        }

        Monitoring monitoring(List<WantedAlarm> wanted) {
            var alarms = wanted.stream().map(this::alarm).toList();
            var filters = wanted.stream()
                    .flatMap(each -> each.measure().filter(of(each)).stream())
                    .distinct()
                    .toList();
            return new Monitoring(
                    configuration.product(),
                    stage,
                    home,
                    Stream.concat(alarms.stream(), layers(paging(wanted)).stream())
                            .toList(),
                    filters);
        }

        /** Those that page in the first stage: its tree is the tree of all, whatever the others may sleep through. */
        private List<Expected> paging(List<WantedAlarm> wanted) {
            var first = new Making(configuration, configuration.stages().getFirst());
            return wanted.stream()
                    .filter(each -> first.alarm(each).severity() == Severity.P0)
                    .map(this::alarm)
                    .toList();
        }

        private Expected alarm(WantedAlarm wanted) {
            var measure = wanted.measure();
            var name = prefix(configuration.product(), stage) + wanted.service() + "-" + wanted.name();
            var metrics = measure.metrics(of(wanted));
            var region = measure.isOfCloudFront() ? Measure.CLOUDFRONT_REGION : home;
            var threshold = measure.isUsual() ? null : wanted.threshold();
            var made = new Expected(
                    name,
                    region,
                    wanted.service(),
                    described(wanted),
                    metrics,
                    wanted.comparison(),
                    threshold,
                    wanted.times(),
                    measure.missing(isSwept(service(wanted.service()))),
                    null,
                    null);
            return made.graded(
                    configuration.severityOf(stage, crossing(made, wanted)).severity());
        }

        /** What a person reads in CloudWatch's own console. */
        private String described(WantedAlarm wanted) {
            return wanted.service() + ": " + wanted.measure().word() + " "
                    + (wanted.measure().isUsual()
                            ? "below what is usual"
                            : (wanted.below() ? "below " : "above ") + Measure.number(wanted.threshold()))
                    + " for " + wanted.times() + " x " + wanted.period() / 60 + " min";
        }

        /** What is told of it when it has just crossed its threshold. */
        private Description crossing(Expected alarm, WantedAlarm wanted) {
            var crossed = wanted.below() ? Math.nextDown(wanted.threshold()) : Math.nextUp(wanted.threshold());
            var arn = "arn:aws:cloudwatch:" + alarm.region() + ":" + stage.account() + ":alarm:" + alarm.name();
            return Description.of(TransitionBuilder.builder()
                            .id(new AlarmId(arn, null))
                            .alarm(alarm.name())
                            .kind(AlarmKind.METRIC)
                            .way(Way.EVENTBRIDGE)
                            .state(AlarmState.ALARM)
                            .at(Instant.EPOCH)
                            .account(stage.account())
                            .region(alarm.region())
                            .metrics(alarm.metrics())
                            .threshold(alarm.threshold())
                            .observed(crossed)
                            .contributorAttributes(Map.of())
                            .build())
                    .about(service(wanted.service()));
        }

        private boolean isSwept(Service service) {
            return configuration.checks().stream()
                    .anyMatch(check -> check.partition().equals(service.partition()));
        }

        private Service service(String name) {
            return stage.service(name).orElseThrow(() -> new IllegalArgumentException("there is no service " + name));
        }

        private Measure.Of of(WantedAlarm wanted) {
            return new Measure.Of(configuration, service(wanted.service()), wanted);
        }

        /**
         * The tree, as far as CloudWatch can have it: a composite for each layer in each Region (it takes no alarm of
         * another), of the alarms that page, unless a layer that it stands on has failed.
         */
        private List<Expected> layers(List<Expected> alarms) {
            var found = new LinkedHashMap<String, String>(); // Region and service to the composite's name
            var paging = alarms.stream()
                    .collect(Collectors.groupingBy(
                            alarm -> alarm.region() + " " + alarm.service(), LinkedHashMap::new, Collectors.toList()));
            paging.forEach((key, parts) -> found.put(
                    key,
                    prefix(configuration.product(), stage) + parts.getFirst().service() + LAYER));
            var layers = new ArrayList<Expected>();
            paging.forEach((key, parts) -> layers.add(layer(Objects.requireNonNull(found.get(key)), parts, found)));
            return layers;
        }

        private Expected layer(String name, List<Expected> parts, Map<String, String> layers) {
            var first = parts.getFirst();
            var below = configuration.needs(service(first.service())).stream()
                    .flatMap(needed -> Optional.ofNullable(layers.get(first.region() + " " + needed.name())).stream())
                    .toList();
            return new Expected(
                    name,
                    first.region(),
                    first.service(),
                    first.service() + " fails" + (below.isEmpty() ? "" : ", and nothing that it stands on does"),
                    List.of(),
                    null,
                    null,
                    0,
                    null,
                    rule(parts.stream().map(Expected::name).toList(), below),
                    null);
        }

        private static String rule(List<String> parts, List<String> below) {
            var any = parts.stream().map(Making::stands).collect(Collectors.joining(" OR "));
            var none = below.stream().map(each -> " AND NOT " + stands(each)).collect(Collectors.joining());
            return none.isEmpty() ? any : "(" + any + ")" + none;
        }

        private static String stands(String alarm) {
            return "ALARM(\"" + alarm + "\")";
        }
    }
}
