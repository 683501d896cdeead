package tocsin.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tocsin.alarm.Metric;

/**
 * The CloudFormation template of one Region's part of the monitoring: one for all stages, which differ in what they are
 * called by (a parameter) and in what is looked up by the stage (a mapping).
 */
public final class MonitoringTemplate {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String SUB = "Fn::Sub";
    private static final String STAGE = "${Stage}";

    private static final String HEAD = """
            # Made by "./tocsin monitoring --write" of tocsin.yaml; a test holds it to that. What it is for, and how it is
            # deployed: docs/monitoring.md.
            """;

    private final String region;
    private final List<Monitoring> stages;

    /** Each stage's own text of a resource, where a name does not make the difference. */
    private final TreeMap<String, TreeMap<String, String>> mapped = new TreeMap<>();

    private MonitoringTemplate(String region, List<Monitoring> stages) {
        this.region = region;
        this.stages = stages;
    }

    /**
     * The template's text.
     *
     * @param stages at least one; they must ask for the same alarms
     * @throws IllegalArgumentException where two stages are too different for one template
     */
    public static String of(String region, List<Monitoring> stages) {
        return new MonitoringTemplate(region, List.copyOf(stages)).text();
    }

    private String text() {
        var resources = merged(
                "", stages.stream().map(stage -> (JsonNode) resources(stage)).toList());
        var template = JSON.objectNode();
        template.put("AWSTemplateFormatVersion", "2010-09-09");
        template.put(
                "Description",
                first().product() + ": alarms" + (isHome() ? " and dashboard" : " of CloudFront")
                        + " of a stage, for Tocsin.");
        parameters(template.putObject("Parameters"));
        if (!mapped.isEmpty()) {
            mappings(template.putObject("Mappings"));
        }
        template.putObject("Conditions")
                .putObject("HasTopic")
                .putArray("Fn::Not")
                .addObject()
                .putArray("Fn::Equals")
                .add(ref("AlarmsTopic"))
                .add("");
        template.set("Resources", resources);
        return HEAD + Yaml.of(template);
    }

    private Monitoring first() {
        return stages.getFirst();
    }

    private boolean isHome() {
        return region.equals(first().home());
    }

    private void parameters(ObjectNode parameters) {
        var stage = parameters.putObject("Stage");
        stage.put("Type", "String");
        stage.put("Description", "Of which stage the alarms are.");
        stage.put("Default", first().stage().name());
        stages.forEach(each -> stage.withArray("AllowedValues").add(each.stage().name()));
        var topic = parameters.putObject("AlarmsTopic");
        topic.put("Type", "String");
        topic.put(
                "Description",
                "ARN of a topic of this Region that the alarms tell besides. Empty - they come by EventBridge alone.");
        topic.put("Default", "");
        topic.put("AllowedPattern", "|arn:[^:]+:sns:[^:]+:[0-9]+:[^:]+");
        if (!isHome()) {
            var distribution = parameters.putObject("Distribution");
            distribution.put("Type", "String");
            distribution.put("Description", "The id of the front end's distribution.");
            distribution.put("Default", distribution(first()));
            distribution.put("AllowedPattern", "[A-Z0-9]+");
        }
    }

    private static String distribution(Monitoring monitoring) {
        return monitoring.stage().services().stream()
                .map(service -> service.resources().get("distribution"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    private void mappings(ObjectNode mappings) {
        var byStage = mappings.putObject("Stages");
        stages.forEach(stage -> {
            var texts = byStage.putObject(stage.stage().name());
            mapped.forEach((key, each) ->
                    texts.put(key, Objects.requireNonNull(each.get(stage.stage().name()))));
        });
    }

    // --- one stage, with its own names ---------------------------------------------------------------------------

    private ObjectNode resources(Monitoring monitoring) {
        var resources = JSON.objectNode();
        if (isHome()) {
            monitoring.filters().forEach(filter -> filter(resources, filter));
        }
        var ids = new LinkedHashMap<String, String>(); // by the alarm's name
        monitoring.in(region).forEach(alarm -> ids.put(alarm.name(), id(monitoring, alarm.name())));
        for (var alarm : monitoring.in(region)) {
            var resource = resources.putObject(ids.get(alarm.name()));
            if (alarm.isComposite()) {
                composite(resource, alarm, ids);
            } else {
                metricAlarm(resource, alarm, distribution(monitoring));
            }
        }
        if (isHome()) {
            var dashboard = resources.putObject("Dashboard");
            dashboard.put("Type", "AWS::CloudWatch::Dashboard");
            var properties = dashboard.putObject("Properties");
            properties.put(
                    "DashboardName",
                    monitoring.product() + "-" + monitoring.stage().name());
            properties.put("DashboardBody", Dashboard.of(monitoring));
        }
        return resources;
    }

    /** "DbConnections" of "valine-prod-db-connections". */
    private static String id(Monitoring monitoring, String name) {
        return words(name.substring(monitoring.prefix().length()));
    }

    private static String words(String name) {
        return Arrays.stream(name.split("[^A-Za-z0-9]+", -1))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    private static void filter(ObjectNode resources, LogFilter filter) {
        var resource = resources.putObject(words(filter.service()) + filter.metric());
        resource.put("Type", "AWS::Logs::MetricFilter");
        var properties = resource.putObject("Properties");
        properties.put("LogGroupName", filter.group());
        properties.put("FilterPattern", filter.pattern());
        var made = properties.putArray("MetricTransformations").addObject();
        made.put("MetricNamespace", filter.namespace());
        made.put("MetricName", filter.metric());
        made.put("MetricValue", filter.value());
        if (filter.otherwise() != null) {
            made.put("DefaultValue", filter.otherwise());
        }
        made.put("Unit", filter.unit());
    }

    private static void metricAlarm(ObjectNode resource, Expected alarm, String distribution) {
        resource.put("Type", "AWS::CloudWatch::Alarm");
        var properties = resource.putObject("Properties");
        properties.put("AlarmName", alarm.name());
        properties.put("AlarmDescription", alarm.description());
        var metrics = properties.putArray("Metrics");
        alarm.metrics().forEach(metric -> metrics.add(metric(metric, distribution)));
        properties.put("ComparisonOperator", alarm.comparison());
        if (alarm.threshold() == null) {
            properties.put("ThresholdMetricId", alarm.band());
        } else {
            number(properties, "Threshold", alarm.threshold());
        }
        properties.put("EvaluationPeriods", alarm.periods());
        properties.put("TreatMissingData", alarm.missing());
        tells(properties, alarm);
    }

    private static void composite(ObjectNode resource, Expected alarm, Map<String, String> ids) {
        resource.put("Type", "AWS::CloudWatch::CompositeAlarm");
        var rule = Objects.requireNonNull(alarm.rule());
        var needed = resource.putArray("DependsOn"); // CloudWatch refuses a rule that names an alarm which is not there
        ids.forEach((name, id) -> {
            if (rule.contains('"' + name + '"')) {
                needed.add(id);
            }
        });
        var properties = resource.putObject("Properties");
        properties.put("AlarmName", alarm.name());
        properties.put("AlarmDescription", alarm.description());
        properties.put("AlarmRule", rule);
        tags(properties, alarm);
    }

    private static void tells(ObjectNode properties, Expected alarm) {
        for (var actions : List.of("AlarmActions", "OKActions")) {
            var chosen = properties.putObject(actions).putArray("Fn::If");
            chosen.add("HasTopic");
            chosen.addArray().add(ref("AlarmsTopic"));
            chosen.add(ref("AWS::NoValue"));
        }
        tags(properties, alarm);
    }

    private static void tags(ObjectNode properties, Expected alarm) {
        var tags = properties.putArray("Tags");
        tag(tags, "service", alarm.service());
        tag(
                tags,
                "severity",
                alarm.severity() == null ? "ignored" : alarm.severity().name());
    }

    private static void tag(ArrayNode tags, String key, String value) {
        tags.addObject().put("Key", key).put("Value", value);
    }

    private static ObjectNode metric(Metric metric, String distribution) {
        var node = JSON.objectNode();
        node.put("Id", metric.id());
        if (metric.expression() != null) {
            node.put("Expression", metric.expression());
            node.put("Label", metric.label());
            node.put("ReturnData", metric.returned());
            return node;
        }
        var stat = node.putObject("MetricStat");
        var named = stat.putObject("Metric");
        named.put("Namespace", metric.namespace());
        named.put("MetricName", metric.name());
        if (!metric.dimensions().isEmpty()) {
            var dimensions = named.putArray("Dimensions");
            metric.dimensions().forEach((name, value) -> {
                var dimension = dimensions.addObject().put("Name", name);
                if (value.equals(distribution)) {
                    dimension.set("Value", ref("Distribution"));
                } else {
                    dimension.put("Value", value);
                }
            });
        }
        stat.put("Period", metric.period());
        stat.put("Stat", metric.stat());
        node.put("ReturnData", metric.returned());
        return node;
    }

    private static void number(ObjectNode node, String key, double number) {
        if (number == Math.rint(number)) {
            node.put(key, (long) number);
        } else {
            node.put(key, number);
        }
    }

    private static ObjectNode ref(String name) {
        return JSON.objectNode().put("Ref", name);
    }

    // --- all stages in one ---------------------------------------------------------------------------------------

    /** What is the same in all stages, and in place of what is not the function that gives each stage its own. */
    private JsonNode merged(String path, List<JsonNode> each) {
        var one = each.getFirst();
        if (one.isObject() && each.stream().allMatch(other -> names(other).equals(names(one)))) {
            var merged = JSON.objectNode();
            names(one)
                    .forEach(name -> merged.set(
                            name,
                            merged(
                                    path + "/" + name,
                                    each.stream().map(node -> node.get(name)).toList())));
            return merged;
        }
        if (one.isArray() && each.stream().allMatch(other -> other.isArray() && other.size() == one.size())) {
            var merged = JSON.arrayNode();
            for (int index = 0; index < one.size(); index++) {
                var place = index;
                merged.add(merged(
                        path + "/" + index,
                        each.stream().map(node -> node.get(place)).toList()));
            }
            return merged;
        }
        if (one.isTextual() && each.stream().allMatch(JsonNode::isTextual)) {
            return text(path, each.stream().map(JsonNode::textValue).toList());
        }
        if (each.stream().allMatch(one::equals)) {
            return one;
        }
        throw new IllegalArgumentException(
                "one template is not enough for all stages: they differ at " + path + "; --stage makes one of a stage");
    }

    private static List<String> names(JsonNode node) {
        var names = new ArrayList<String>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private JsonNode text(String path, List<String> each) {
        var one = each.getFirst();
        if (each.stream().allMatch(one::equals)) {
            return one.contains("${AWS::") ? JSON.objectNode().put(SUB, one) : TextNode.valueOf(one);
        }
        var general = one.replace(first().stage().name(), STAGE);
        for (int index = 0; index < each.size(); index++) {
            var name = stages.get(index).stage().name();
            if (!general.replace(STAGE, name).equals(each.get(index))) {
                return found(path, each);
            }
        }
        return JSON.objectNode().put(SUB, general);
    }

    private JsonNode found(String path, List<String> each) {
        var resource = words(path.substring(0, path.indexOf('/', 1)));
        var texts = new TreeMap<String, String>();
        for (int index = 0; index < each.size(); index++) {
            texts.put(stages.get(index).stage().name(), each.get(index));
        }
        // the severity, in a tag, has the resource's name alone
        var key = path.contains("/Tags/") ? resource : resource + words(path.substring(path.lastIndexOf('/') + 1));
        var before = mapped.putIfAbsent(key, texts);
        if (before != null && !before.equals(texts)) {
            throw new IllegalArgumentException(
                    "one template is not enough for all stages: they differ more than once in " + key
                            + "; --stage makes one of a stage");
        }
        var lookup = JSON.objectNode();
        lookup.putArray("Fn::FindInMap").add("Stages").add(ref("Stage")).add(key);
        return lookup;
    }
}
