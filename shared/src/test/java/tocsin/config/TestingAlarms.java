package tocsin.config;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.AlarmId;
import tocsin.alarm.AlarmKind;
import tocsin.alarm.AlarmState;
import tocsin.alarm.Metric;
import tocsin.alarm.Transition;
import tocsin.alarm.Way;

/** Transitions to describe: each one fact different from a plain alarm of the database's connections. */
record TestingAlarms(
        String alarm,
        @Nullable String account,
        @Nullable String region,
        List<Metric> metrics,
        @Nullable Double observed,
        @Nullable Map<String, String> tags,
        @Nullable Boolean actionsEnabled) {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    static TestingAlarms connections() {
        var metric = metric("AWS/RDS", "DatabaseConnections", Map.of("DBInstanceIdentifier", "project-valine-prod"));
        return new TestingAlarms(
                "valine-prod-db-connections", "111122223333", "us-west-2", List.of(metric), null, null, null);
    }

    static Metric metric(String namespace, String name, Map<String, String> dimensions) {
        return new Metric(null, namespace, name, dimensions, "Average", 60, null, null, null, true);
    }

    static TestingAlarms errorRate() {
        var function = Map.of("FunctionName", "valine-prod-api");
        var errors = new Metric("e", "AWS/Lambda", "Errors", function, "Sum", 60, null, null, "errors", false);
        var calls = new Metric("i", "AWS/Lambda", "Invocations", function, "Sum", 60, null, null, "calls", false);
        var rate = new Metric("r", null, null, Map.of(), null, null, null, "100*e/i", "error rate", true);
        return new TestingAlarms(
                "valine-prod-api-error-rate",
                "111122223333",
                "us-west-2",
                List.of(errors, calls, rate),
                null,
                null,
                null);
    }

    TestingAlarms named(String name) {
        return new TestingAlarms(name, account, region, metrics, observed, tags, actionsEnabled);
    }

    TestingAlarms at(@Nullable String otherAccount, @Nullable String otherRegion) {
        return new TestingAlarms(alarm, otherAccount, otherRegion, metrics, observed, tags, actionsEnabled);
    }

    TestingAlarms observing(double value) {
        return new TestingAlarms(alarm, account, region, metrics, value, tags, actionsEnabled);
    }

    TestingAlarms tagged(String key, String value) {
        var more = new LinkedHashMap<>(tags == null ? Map.<String, String>of() : tags);
        more.put(key, value);
        return new TestingAlarms(alarm, account, region, metrics, observed, more, actionsEnabled);
    }

    TestingAlarms actions(boolean enabled) {
        return new TestingAlarms(alarm, account, region, metrics, observed, tags, enabled);
    }

    Transition transition() {
        return new Transition(
                new AlarmId("arn:aws:cloudwatch:" + region + ":" + account + ":alarm:" + alarm, null),
                alarm,
                metrics.size() > 1 ? AlarmKind.MATH : AlarmKind.METRIC,
                Way.EVENTBRIDGE,
                AlarmState.ALARM,
                AlarmState.OK,
                NOON,
                account,
                region,
                null,
                "Threshold Crossed",
                metrics,
                80.0,
                observed,
                tags,
                actionsEnabled,
                null,
                null,
                false,
                null,
                Map.of());
    }

    Description description() {
        return Description.of(transition());
    }
}
