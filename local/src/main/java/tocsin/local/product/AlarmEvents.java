package tocsin.local.product;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import tocsin.alarm.Metric;

/** What CloudWatch tells of an alarm that moved: the event on the bus, and the message of an action. */
final class AlarmEvents {
    private static final JsonMapper JSON = new JsonMapper();

    private AlarmEvents() {}

    /** "CloudWatch Alarm State Change", as it comes on the default bus. */
    static String event(AlarmMoved moved) {
        var alarm = moved.alarm();
        var event = JSON.createObjectNode()
                .put("version", "0")
                .put("id", id(alarm.arn() + moved.at()))
                .put("detail-type", "CloudWatch Alarm State Change")
                .put("source", "aws.cloudwatch")
                .put("account", alarm.place().account())
                .put("time", Stamps.seconds(moved.at()))
                .put("region", alarm.place().region());
        event.putArray("resources").add(alarm.arn());
        var detail = event.putObject("detail").put("alarmName", alarm.name());
        detail.set("state", state(moved));
        detail.putObject("previousState")
                .put("value", moved.before().state().name())
                .put("reason", moved.before().reason())
                .put("timestamp", Stamps.full(moved.before().since()));
        var metrics = detail.putObject("configuration")
                .put("description", alarm.description())
                .putArray("metrics");
        alarm.metrics().forEach(metric -> metrics.add(metric(metric)));
        return event.toString();
    }

    private static ObjectNode state(AlarmMoved moved) {
        var state = JSON.createObjectNode().put("value", moved.state().name()).put("reason", moved.reason());
        moved.newest().ifPresent(point -> {
            var data = JSON.createObjectNode()
                    .put("version", "1.0")
                    .put("queryDate", Stamps.full(moved.at()))
                    .put("startDate", Stamps.full(point.at()))
                    .put("period", MeasuredAlarm.PERIOD);
            data.putArray("recentDatapoints").add(point.value());
            state.put(
                    "reasonData",
                    data.put("threshold", moved.alarm().threshold()).toString());
        });
        return state.put("timestamp", Stamps.full(moved.at()));
    }

    private static ObjectNode metric(Metric metric) {
        var node = JSON.createObjectNode().put("id", metric.id());
        if (metric.expression() != null) {
            return node.put("expression", metric.expression())
                    .put("label", metric.label())
                    .put("returnData", metric.returned());
        }
        var stat = node.putObject("metricStat");
        var named =
                stat.putObject("metric").put("namespace", metric.namespace()).put("name", metric.name());
        var dimensions = named.putObject("dimensions");
        metric.dimensions().forEach(dimensions::put);
        stat.put("period", MeasuredAlarm.PERIOD).put("stat", metric.stat());
        return node.put("returnData", metric.returned());
    }

    /** The subject of an action's message. */
    static String subject(AlarmMoved moved) {
        return moved.state() + ": \"" + moved.alarm().name() + "\" in "
                + region(moved.alarm().place().region());
    }

    /** The message of an action: what SNS carries as text. */
    static String message(AlarmMoved moved) {
        var alarm = moved.alarm();
        var message = JSON.createObjectNode()
                .put("AlarmName", alarm.name())
                .put("AlarmDescription", alarm.description())
                .put("AWSAccountId", alarm.place().account())
                .put("NewStateValue", moved.state().name())
                .put("NewStateReason", moved.reason())
                .put("StateChangeTime", Stamps.full(moved.at()))
                .put("Region", region(alarm.place().region()))
                .put("AlarmArn", alarm.arn())
                .put("OldStateValue", moved.before().state().name());
        for (var actions : new String[] {"OKActions", "AlarmActions"}) {
            var array = message.putArray(actions);
            alarm.actions().forEach(array::add);
        }
        message.putArray("InsufficientDataActions");
        message.set("Trigger", trigger(alarm));
        return message.toString();
    }

    private static ObjectNode trigger(MeasuredAlarm alarm) {
        var trigger = JSON.createObjectNode();
        if (alarm.isMath()) {
            var metrics = trigger.putArray("Metrics");
            alarm.metrics().forEach(metric -> metrics.add(ofMath(metric)));
        } else {
            named(trigger, alarm.metric())
                    .put("StatisticType", "Statistic")
                    .put("Statistic", statistic(alarm.metric()))
                    .putNull("Unit")
                    .put("Period", MeasuredAlarm.PERIOD);
        }
        return trigger.put("EvaluationPeriods", MeasuredAlarm.EVALUATION_PERIODS)
                .put("DatapointsToAlarm", 1)
                .put("ComparisonOperator", MeasuredAlarm.COMPARISON)
                .put("Threshold", alarm.threshold())
                .put("TreatMissingData", "missing")
                .put("EvaluateLowSampleCountPercentile", "");
    }

    private static ObjectNode ofMath(Metric metric) {
        var node = JSON.createObjectNode().put("Id", metric.id());
        if (metric.expression() != null) {
            node.put("Expression", metric.expression()).put("Label", metric.label());
        } else {
            var stat = node.putObject("MetricStat");
            named(stat.putObject("Metric"), metric);
            stat.put("Period", MeasuredAlarm.PERIOD).put("Stat", metric.stat());
        }
        return node.put("ReturnData", metric.returned());
    }

    private static ObjectNode named(ObjectNode node, Metric metric) {
        node.put("MetricName", metric.name()).put("Namespace", metric.namespace());
        var dimensions = node.putArray("Dimensions");
        metric.dimensions()
                .forEach((name, value) ->
                        dimensions.addObject().put("value", value).put("name", name));
        return node;
    }

    /** As an action writes it: in capitals. */
    private static String statistic(Metric metric) {
        return Objects.requireNonNull(metric.stat()).toUpperCase(Locale.ROOT);
    }

    /** SNS writes Regions by long names. */
    private static String region(String code) {
        return Map.of("us-west-2", "US West (Oregon)").getOrDefault(code, code);
    }

    private static String id(String of) {
        return UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
