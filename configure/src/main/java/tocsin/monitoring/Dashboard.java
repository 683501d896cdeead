package tocsin.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The dashboard of a stage: its layers, then what its functions, its API and its database do. */
final class Dashboard {
    private static final int WHOLE = 24;
    private static final int HEIGHT = 6;

    /** So long a line may be; some columns of the template stand before it. */
    private static final int LINE = 90;

    private final Monitoring monitoring;
    private final ObjectNode body = JsonNodeFactory.instance.objectNode();
    private final ArrayNode widgets = body.putArray("widgets");
    private int x;
    private int y;

    private Dashboard(Monitoring monitoring) {
        this.monitoring = monitoring;
    }

    /** Its body, as CloudWatch takes it, with CloudFormation's names for the account and Region it is deployed in. */
    static String of(Monitoring monitoring) {
        return new Dashboard(monitoring).text();
    }

    private String text() {
        return written(made(), "");
    }

    /** What is short on one line; how long the stage's name is makes no difference. */
    private String written(JsonNode node, String indent) {
        var line = node.toString();
        if (!node.isContainerNode()
                || indent.length() + line.replace(monitoring.stage().name(), "").length() <= LINE) {
            return line;
        }
        var deeper = indent + " ";
        var parts = node.isArray()
                ? StreamSupport.stream(node.spliterator(), false).map(item -> deeper + written(item, deeper))
                : node.propertyStream()
                        .map(field -> deeper + '"' + field.getKey() + "\": " + written(field.getValue(), deeper));
        var all = parts.collect(Collectors.joining(",\n"));
        return node.isArray() ? "[\n" + all + "\n" + indent + "]" : "{\n" + all + "\n" + indent + "}";
    }

    private ObjectNode made() {
        alarms();
        for (var each : List.of("Invocations Sum", "Errors Sum", "Duration p99")) {
            var words = each.split(" ", -1);
            graph("Lambda: " + words[0], WHOLE / 3, "AWS/Lambda", "FunctionName", "function", words[1], words[0]);
        }
        graph(
                "API: requests",
                WHOLE / 2,
                "AWS/ApiGateway",
                "ApiName",
                "gateway",
                "Sum",
                "Count",
                "4XXError",
                "5XXError");
        graph(
                "RDS: connections",
                WHOLE / 2,
                "AWS/RDS",
                "DBInstanceIdentifier",
                "database",
                "Maximum",
                "DatabaseConnections");
        return body;
    }

    private void alarms() {
        var properties = widget("alarm", "Layers that fail", WHOLE);
        var alarms = properties.putArray("alarms");
        monitoring.in(monitoring.home()).stream()
                .filter(Expected::isComposite)
                .forEach(layer -> alarms.add(
                        "arn:${AWS::Partition}:cloudwatch:${AWS::Region}:${AWS::AccountId}:alarm:" + layer.name()));
    }

    private void graph(
            String title,
            int width,
            String namespace,
            String dimension,
            String resource,
            String stat,
            String... metrics) {
        var properties = widget("metric", title, width);
        properties.put("region", "${AWS::Region}");
        properties.put("view", "timeSeries");
        properties.put("stat", stat);
        properties.put("period", 60);
        var lines = properties.putArray("metrics");
        monitoring.stage().services().stream()
                .map(service -> service.resources().get(resource))
                .filter(Objects::nonNull)
                .forEach(name -> {
                    for (var metric : metrics) {
                        lines.addArray()
                                .add(namespace)
                                .add(metric)
                                .add(dimension)
                                .add(name);
                    }
                });
    }

    private ObjectNode widget(String type, String title, int width) {
        if (x + width > WHOLE) {
            x = 0;
            y += HEIGHT;
        }
        var widget = widgets.addObject();
        widget.put("type", type).put("x", x).put("y", y).put("width", width).put("height", HEIGHT);
        x += width;
        return widget.putObject("properties").put("title", title);
    }
}
