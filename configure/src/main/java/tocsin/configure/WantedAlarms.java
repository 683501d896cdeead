package tocsin.configure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tocsin.Said;
import tocsin.config.Finding;
import tocsin.monitoring.Measure;
import tocsin.monitoring.WantedAlarm;

/** The alarms that tocsin.yaml asks for: what no schema can say of them, and what they are. */
public final class WantedAlarms {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** CloudWatch looks back a day at the most. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final String file;
    private final YamlTree tree;
    private final List<Finding> findings = new ArrayList<>();

    private WantedAlarms(String file, YamlTree tree) {
        this.file = file;
        this.tree = tree;
    }

    /** In the file's order. */
    public static List<WantedAlarm> of(Reading.Read read) {
        var alarms = new ArrayList<WantedAlarm>();
        Meaning.at(read.lines().tree(), "alarms")
                .all()
                .forEach((service, named) ->
                        named.value().all().forEach((name, field) -> alarms.add(alarm(service, name, field.value()))));
        return List.copyOf(alarms);
    }

    private static WantedAlarm alarm(String service, String name, YamlTree alarm) {
        var below = alarm.get("below").isPresent();
        return new WantedAlarm(
                service,
                name,
                Measure.named(Assembly.text(alarm, "measure")).orElseThrow(),
                number(alarm, below ? "below" : "above"),
                below,
                over(alarm),
                times(alarm));
    }

    private static Duration over(YamlTree alarm) {
        return Meaning.string(alarm, "over").map(Words::duration).orElse(MINUTE);
    }

    private static int times(YamlTree alarm) {
        return alarm.get("times").isPresent() ? (int) number(alarm, "times") : 1;
    }

    private static double number(YamlTree alarm, String key) {
        return Meaning.at(alarm, key).json().asDouble();
    }

    static List<Finding> check(String file, YamlTree tree) {
        var alarms = new WantedAlarms(file, tree);
        alarms.check();
        return alarms.findings;
    }

    private void check() {
        var services = Meaning.at(tree, "services").all();
        var names = new LinkedHashMap<String, List<String>>();
        Meaning.at(tree, "alarms").all().forEach((service, named) -> {
            var path = List.of("alarms", service);
            if (!services.containsKey(service)) {
                error(path, Meaning.quoted(service) + " is no service; there is " + Meaning.listed(services.keySet()));
                return;
            }
            named.value().all().forEach((name, field) -> {
                var here = YamlTree.path(path, name);
                var same = names.putIfAbsent(service + "-" + name, here);
                if (same != null) {
                    error(here, "would be called as " + YamlTree.written(same) + " is; expected another name");
                }
                alarm(here, Meaning.at(Meaning.at(tree, "services"), service), field.value());
            });
        });
    }

    private void alarm(List<String> path, YamlTree service, YamlTree alarm) {
        if (alarm.get("above").isPresent() == alarm.get("below").isPresent()) {
            error(path, "expected one of above, below");
        }
        var over = over(alarm);
        if (over.toSeconds() % MINUTE.toSeconds() != 0) {
            error(YamlTree.path(path, "over"), Said.duration(over) + " is not whole minutes");
        } else if (over.multipliedBy(times(alarm)).compareTo(LONGEST) > 0) {
            error(path, "looks back for more than a day, which CloudWatch does not");
        }
        var word = Meaning.string(alarm, "measure").orElse("");
        Measure.named(word).ifPresentOrElse(measure -> measured(path, service, measure), () -> unknown(path, word));
    }

    private void unknown(List<String> path, String word) {
        var words = Arrays.stream(Measure.values()).map(Measure::word).toList();
        error(YamlTree.path(path, "measure"), Meaning.quoted(word) + " is not measured; " + Nearest.hint(word, words));
    }

    private void measured(List<String> path, YamlTree service, Measure measure) {
        measure.resources().stream()
                .filter(resource ->
                        Meaning.at(service, "resources").get(resource).isEmpty())
                .forEach(resource ->
                        error(path, measure.word() + " is of a " + resource + ", and " + path.get(1) + " has none"));
        if (measure.isOfCloudFront()) {
            stagesWithoutItsRegion()
                    .forEach(stage -> error(
                            path,
                            "CloudFront is measured in " + Measure.CLOUDFRONT_REGION + ", which is no Region of "
                                    + stage));
        }
    }

    private List<String> stagesWithoutItsRegion() {
        return Meaning.at(tree, "stages").all().entrySet().stream()
                .filter(stage ->
                        !Meaning.strings(stage.getValue().value(), "regions").contains(Measure.CLOUDFRONT_REGION))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void error(List<String> path, String text) {
        findings.add(Finding.error(file, tree.lineOf(path), YamlTree.written(path) + ": " + text));
    }
}
