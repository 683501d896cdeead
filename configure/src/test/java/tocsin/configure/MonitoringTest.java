package tocsin.configure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tocsin.alarm.MessageReader;
import tocsin.alarm.Received;
import tocsin.alarm.Transition;
import tocsin.monitoring.Expected;
import tocsin.monitoring.Monitoring;
import tocsin.monitoring.MonitoringTemplate;

/**
 * monitoring.yaml and its part in us-east-1: what tocsin.yaml asks for, and each alarm in them judged as the event that
 * CloudWatch would send of it. With {@code -Dtocsin.write=true} the files are written anew.
 */
class MonitoringTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Reading.Read READ = (Reading.Read) new ConfigurationReader(PROJECT).read("local");
    private static final JsonMapper JSON = new JsonMapper();

    private static final String PAGER = "pager, after 6m owner";
    private static final String HOURS = "pager 08:00-20:00, else mail";
    private static final String MAIL = "mail";

    /** An alarm, what it is fed with, and what the team's rules say of it. */
    private record Case(String alarm, double observed, String service, String severity, String hears, String runbook) {}

    /** The eight key metrics, the four that page, the four that are mailed; then what the team has besides. */
    private static final List<Case> CASES = List.of(
            // key metrics: P1 for the database, P2 otherwise
            new Case("api-error-rate", 6, "api", "P2", HOURS, "lambda-error-rate"),
            new Case("api-duration-p99", 10_001, "api", "P2", HOURS, "lambda-slow"),
            new Case("api-5xx", 11, "api", "P2", HOURS, "api-5xx"),
            new Case("api-4xx", 101, "api", "P2", HOURS, "api-4xx"),
            new Case("db-cpu", 81, "db", "P1", PAGER, "rds-cpu"),
            new Case("db-connections", 81, "db", "P1", PAGER, "connection-pool"),
            new Case("media-s3-errors", 1, "media", "P2", HOURS, "upload-failures"),
            new Case("frontend-5xx", 6, "frontend", "P2", HOURS, "cloudfront-5xx"),
            // what pages: P0
            new Case("api-error-rate-critical", 11, "api", "P0", PAGER, "lambda-error-rate"),
            new Case("api-5xx-critical", 51, "api", "P0", PAGER, "api-5xx"),
            new Case("db-unreachable", 1, "db", "P0", PAGER, "rds-unreachable"),
            new Case("frontend-disabled", 1, "frontend", "P0", PAGER, "cloudfront-disabled"),
            new Case("frontend-error-rate", 5.1, "frontend", "P0", PAGER, "cloudfront-5xx"),
            // what is mailed: P3
            new Case("api-cold-start-p95", 3_001, "api", "P3", MAIL, "lambda-slow"),
            new Case("db-cpu-warning", 71, "db", "P3", MAIL, "rds-cpu"),
            new Case("media-s3-4xx", 11, "media", "P3", MAIL, "upload-failures"),
            new Case("api-throttling", 5.1, "api", "P3", MAIL, "lambda-throttled"),
            // the same of the other function, and what the sweep finds
            new Case("media-error-rate", 6, "media", "P2", HOURS, "lambda-error-rate"),
            new Case("media-error-rate-critical", 11, "media", "P0", PAGER, "lambda-error-rate"),
            new Case("media-duration-p99", 10_001, "media", "P2", HOURS, "lambda-slow"),
            new Case("api-down", 1, "api", "P0", PAGER, "api-5xx"),
            new Case("media-uploads", 1, "media", "P1", PAGER, "upload-failures"),
            new Case("bot-silent", 1, "bot", "P2", HOURS, "bot-silent"),
            new Case("db-storage", 5e9, "db", "P1", PAGER, "rds-storage"),
            new Case("api-requests-unusual", 1, "api", "P3", MAIL, ""));

    private static final List<String> REGIONS = List.of("us-west-2", "us-east-1");

    private static final Map<String, JsonNode> TEMPLATES = templates();

    @Test
    void the_templates_are_made_of_tocsin_yaml() throws IOException {
        var stages = stages();
        for (var region : REGIONS) {
            var made = MonitoringTemplate.of(region, stages);
            if (Boolean.getBoolean("tocsin.write")) {
                Files.writeString(file(region), made);
            }
            assertThat(Files.readString(file(region)))
                    .as("after a change: ./tocsin monitoring --write")
                    .isEqualTo(made);
        }
        assertThat(stages.getFirst().regions()).isEqualTo(REGIONS);
    }

    @TestFactory
    Stream<DynamicTest> each_alarm_as_the_event_that_CloudWatch_sends_of_it() {
        return CASES.stream().map(each -> DynamicTest.dynamicTest(each.alarm(), () -> judged(each)));
    }

    private static void judged(Case expected) {
        var event = event("valine-prod-" + expected.alarm(), expected.observed());
        var report = Lint.report(READ, List.of(transition(event)));

        assertThat(report.findings())
                .as("only what is not the team's own has no runbook")
                .hasSize(expected.runbook().isEmpty() ? 1 : 0);
        assertThat(report.alarms()).singleElement().satisfies(row -> {
            assertThat(row.service()).isEqualTo("prod/" + expected.service());
            assertThat(row.severity().substring(0, 2)).isEqualTo(expected.severity());
            assertThat(row.hears()).isEqualTo("nobody (paging: shadow; else " + expected.hears() + ")");
            assertThat(row.runbook()).isEqualTo(expected.runbook().isEmpty() ? "" : expected.runbook() + " (approve)");
        });
        var tags = event.at("/detail/alarmTags");
        assertThat(tags.path("service").asText()).isEqualTo(expected.service());
        assertThat(tags.path("severity").asText()).isEqualTo(expected.severity());
    }

    @Test
    void the_table_has_every_alarm_of_the_templates() {
        assertThat(alarms("AWS::CloudWatch::Alarm"))
                .containsExactlyInAnyOrderElementsOf(CASES.stream()
                        .map(each -> "valine-prod-" + each.alarm())
                        .toList());
    }

    @Test
    void in_staging_the_same_alarms_are_mailed() {
        for (var each : CASES) {
            var event = event("staging", "444455556666", "valine-staging-" + each.alarm(), each.observed());
            var row = Lint.report(READ, List.of(transition(event))).alarms().getFirst();

            assertThat(row.service()).isEqualTo("staging/" + each.service());
            assertThat(row.severity()).as(each.alarm()).isEqualTo("P3");
            assertThat(event.at("/detail/alarmTags/severity").asText()).isEqualTo("P3");
        }
    }

    /** It would stand in INSUFFICIENT_DATA for ever: the checks are of production. */
    @Test
    void where_no_check_looks_at_a_service_it_is_not_blind() {
        var missing = template("us-west-2").at("/Resources/DbUnreachable/Properties/TreatMissingData");

        assertThat(stages())
                .extracting(stage -> stage.alarms().stream()
                        .filter(alarm -> alarm.name().endsWith("-db-unreachable"))
                        .map(Expected::missing)
                        .toList())
                .containsExactly(List.of("missing"), List.of("notBreaching"), List.of("notBreaching"));
        assertThat(missing.toString()).contains("DbUnreachableTreatMissingData");
    }

    @Test
    void a_layer_is_recorded_and_opens_nothing_for_its_parts_have_told() {
        assertThat(alarms("AWS::CloudWatch::CompositeAlarm"))
                .containsExactly(
                        "valine-prod-frontend-layer",
                        "valine-prod-api-layer",
                        "valine-prod-db-layer",
                        "valine-prod-media-layer",
                        "valine-prod-frontend-layer");
        var row = Lint.report(READ, List.of(transition(event("valine-prod-api-layer", 0))))
                .alarms()
                .getFirst();
        assertThat(List.of(row.service(), row.hears(), row.because()))
                .containsExactly("ignored", "nobody", "its parts tell");
    }

    @Test
    void no_layer_is_made_of_what_is_in_another_Region_or_of_more_than_CloudWatch_takes() {
        TEMPLATES.forEach((region, template) -> {
            var here = names(template, "AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm");
            template.path("Resources").forEach(resource -> {
                var rule = resource.at("/Properties/AlarmRule").asText();
                var named = Pattern.compile("ALARM\\(\"([^\"]+)\"\\)")
                        .matcher(rule)
                        .results()
                        .map(match -> match.group(1).replace("${Stage}", "prod"))
                        .toList();
                assertThat(here).as(region + ": " + rule).containsAll(named);
                assertThat(named).hasSizeLessThanOrEqualTo(100);
                assertThat(rule.length()).isLessThanOrEqualTo(10_240);
                assertThat(resource.path("DependsOn"))
                        .hasSameSizeAs(named.stream().distinct().toList());
            });
        });
        assertThat(rule("us-west-2", "ApiLayer"))
                .contains("ALARM(\"valine-${Stage}-api-error-rate-critical\")")
                .endsWith(" AND NOT ALARM(\"valine-${Stage}-db-layer\")");
    }

    @Test
    void each_stage_has_a_dashboard_of_its_functions_its_requests_and_its_connections() throws IOException {
        var dashboard = template("us-west-2").at("/Resources/Dashboard/Properties");
        assertThat(dashboard.path("DashboardName").asText()).isEqualTo("valine-${Stage}");
        var body = JSON.readTree(dashboard.path("DashboardBody").asText());
        var shown = new ArrayList<String>();
        body.path("widgets")
                .forEach(widget -> widget.at("/properties/metrics")
                        .forEach(line -> shown.add(
                                line.get(1).asText() + " " + line.get(3).asText())));

        assertThat(shown)
                .contains(
                        "Invocations valine-${Stage}-api",
                        "Errors valine-${Stage}-api",
                        "Duration valine-${Stage}-api",
                        "Count valine-${Stage}",
                        "DatabaseConnections project-valine-${Stage}");
        assertThat(body.at("/widgets/0/properties/alarms/0").asText())
                .isEqualTo("arn:${AWS::Partition}:cloudwatch:${AWS::Region}:${AWS::AccountId}"
                        + ":alarm:valine-${Stage}-frontend-layer");
    }

    @Test
    void what_is_counted_in_logs_is_counted_by_the_line_that_CloudWatch_has() {
        var pattern = template("us-west-2")
                .at("/Resources/ApiInitDuration/Properties/FilterPattern")
                .asText();
        var fields = pattern.substring(1, pattern.length() - 1).split(", *", -1);
        var line = "REPORT RequestId: 3f8a\tDuration: 17.99 ms\tBilled Duration: 18 ms\tMemory Size: 1024 MB\t"
                + "Max Memory Used: 78 MB\tInit Duration: 185.18 ms\t";
        var words = line.strip().split("[ \t]+", -1);
        var read = new LinkedHashMap<String, String>();
        for (int index = 0; index < words.length; index++) {
            var parts = fields[index].split("=", -1);
            if (parts.length > 1) {
                assertThat(words[index]).isEqualTo(parts[1].replace("\"", ""));
            }
            read.put(parts[0], words[index]);
        }

        assertThat(fields[words.length]).isEqualTo("...");
        assertThat(read).containsEntry("init", "185.18");
    }

    // --- the event that CloudWatch would send --------------------------------------------------------------------

    private static ObjectNode event(String alarm, double observed) {
        return event("prod", "111122223333", alarm, observed);
    }

    private static ObjectNode event(String stage, String account, String alarm, double observed) {
        for (var region : REGIONS) {
            for (var resource : template(region).path("Resources")) {
                var properties = filled(resource.path("Properties"), stage, template(region));
                if (properties.path("AlarmName").asText().equals(alarm)) {
                    return event(account, region, properties, observed);
                }
            }
        }
        throw new AssertionError("no template has " + alarm);
    }

    private static ObjectNode event(String account, String region, JsonNode alarm, double observed) {
        var arn = "arn:aws:cloudwatch:" + region + ":" + account + ":alarm:"
                + alarm.path("AlarmName").asText();
        var event = JSON.createObjectNode();
        event.put("version", "0").put("id", "175fe1d0-17c4-f0f6-7f89-904855834441");
        event.put("detail-type", "CloudWatch Alarm State Change").put("source", "aws.cloudwatch");
        event.put("account", account).put("time", "2026-02-02T03:01:12Z").put("region", region);
        event.putArray("resources").add(arn);
        var detail = event.putObject("detail");
        detail.set("alarmName", alarm.path("AlarmName"));
        var state = detail.putObject("state").put("value", "ALARM").put("timestamp", "2026-02-02T03:01:12.346+0000");
        detail.putObject("previousState").put("value", "OK").put("timestamp", "2026-02-02T02:01:12.346+0000");
        var configuration = detail.putObject("configuration");
        configuration.set("description", alarm.path("AlarmDescription"));
        if (alarm.has("AlarmRule")) {
            configuration.set("alarmRule", alarm.path("AlarmRule"));
        } else {
            reason(state, alarm, observed);
            var metrics = configuration.putArray("metrics");
            alarm.path("Metrics").forEach(metric -> metrics.add(metric(metric)));
        }
        var tags = detail.putObject("alarmTags");
        alarm.path("Tags").forEach(tag -> tags.set(tag.path("Key").asText(), tag.path("Value")));
        return event;
    }

    private static void reason(ObjectNode state, JsonNode alarm, double observed) {
        var periods = alarm.path("EvaluationPeriods").asInt();
        state.put(
                "reason",
                "Threshold Crossed: " + periods + " out of the last " + periods + " datapoints [" + observed
                        + " (02/02/26 03:00:00)] was past the threshold (minimum " + periods
                        + " datapoints for OK -> ALARM transition).");
        var data = JSON.createObjectNode().put("version", "1.0");
        data.putArray("recentDatapoints").add(observed);
        if (alarm.has("Threshold")) {
            data.set("threshold", alarm.path("Threshold"));
        }
        state.put("reasonData", data.toString());
    }

    private static ObjectNode metric(JsonNode metric) {
        var node = JSON.createObjectNode();
        node.set("id", metric.path("Id"));
        if (metric.has("Expression")) {
            node.set("expression", metric.path("Expression"));
            node.set("label", metric.path("Label"));
        } else {
            var stat = node.putObject("metricStat");
            var named = stat.putObject("metric");
            named.set("namespace", metric.at("/MetricStat/Metric/Namespace"));
            named.set("name", metric.at("/MetricStat/Metric/MetricName"));
            var dimensions = named.putObject("dimensions");
            metric.at("/MetricStat/Metric/Dimensions")
                    .forEach(dimension -> dimensions.set(dimension.path("Name").asText(), dimension.path("Value")));
            stat.set("period", metric.at("/MetricStat/Period"));
            stat.set("stat", metric.at("/MetricStat/Stat"));
        }
        node.set("returnData", metric.path("ReturnData"));
        return node;
    }

    /** As CloudFormation fills it: the file's tags are read away, so what stands there is a function's argument. */
    private static JsonNode filled(JsonNode node, String stage, JsonNode template) {
        if (node.isTextual()) {
            var text = node.textValue().replace("${Stage}", stage);
            return text.equals("Distribution")
                    ? template.at("/Parameters/Distribution/Default")
                    : JSON.getNodeFactory().textNode(text);
        }
        if (node.isArray() && node.size() == 3 && node.get(0).asText().equals("Stages")) {
            return template.at("/Mappings/Stages/" + stage + "/" + node.get(2).asText());
        }
        if (node.isArray()) {
            var array = JSON.createArrayNode();
            node.forEach(item -> array.add(filled(item, stage, template)));
            return array;
        }
        if (node.isObject()) {
            var object = JSON.createObjectNode();
            node.propertyStream()
                    .forEach(field -> object.set(field.getKey(), filled(field.getValue(), stage, template)));
            return object;
        }
        return node;
    }

    private static Transition transition(JsonNode event) {
        var received = new MessageReader().read(event.toString(), Instant.EPOCH).getFirst();
        assertThat(received).isInstanceOf(Received.Alarmed.class);
        return ((Received.Alarmed) received).transition();
    }

    // --- the templates -------------------------------------------------------------------------------------------

    private static List<Monitoring> stages() {
        return READ.configuration().stages().stream()
                .map(stage -> Monitoring.of(READ.configuration(), stage, WantedAlarms.of(READ)))
                .toList();
    }

    private static Path file(String region) {
        return PROJECT.resolve(region.equals("us-west-2") ? "monitoring.yaml" : "monitoring-" + region + ".yaml");
    }

    private static Map<String, JsonNode> templates() {
        var templates = new TreeMap<String, JsonNode>(Comparator.reverseOrder());
        for (var region : REGIONS) {
            try {
                if (Boolean.getBoolean("tocsin.write")) {
                    Files.writeString(file(region), MonitoringTemplate.of(region, stages()));
                }
                templates.put(region, new YAMLMapper().readTree(Files.readString(file(region))));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return templates;
    }

    private static JsonNode template(String region) {
        return Objects.requireNonNull(TEMPLATES.get(region));
    }

    private static List<String> alarms(String type) {
        return TEMPLATES.values().stream()
                .flatMap(template -> names(template, type).stream())
                .toList();
    }

    private static List<String> names(JsonNode template, String... types) {
        var names = new ArrayList<String>();
        template.path("Resources").forEach(resource -> {
            if (List.of(types).contains(resource.path("Type").asText())) {
                names.add(resource.at("/Properties/AlarmName").asText().replace("${Stage}", "prod"));
            }
        });
        return names;
    }

    private static String rule(String region, String resource) {
        return template(region)
                .at("/Resources/" + resource + "/Properties/AlarmRule")
                .asText();
    }
}
