package tocsin.local.product;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import tocsin.alarm.CloudWatch.Place;
import tocsin.alarm.Metric;

/** The product's alarms, each on what is measured each minute, all well to begin with. */
final class Alarms {
    private static final String HEALTH = "Valine/Health";
    private static final double NONE = 0;
    private static final double MOST_CONNECTIONS = 80;
    private static final double MOST_CPU = 80;
    private static final double MOST_ERRORS = 5;

    private final PretendCloudWatch cloudWatch;
    private final Place place;
    private final String topic;
    private final Instant now;

    Alarms(PretendCloudWatch cloudWatch, Place place, String topic, Instant now) {
        this.cloudWatch = cloudWatch;
        this.place = place;
        this.topic = topic;
        this.now = now;
    }

    void connections(String instance, Measure measure) {
        one(
                Product.CONNECTIONS,
                "The pool is nearly full",
                ofDatabase("DatabaseConnections", instance, "Maximum"),
                MOST_CONNECTIONS,
                measure);
    }

    void cpu(String instance, DoubleSupplier percent) {
        one(
                Product.CPU,
                "The database is at its limit",
                ofDatabase("CPUUtilization", instance, "Average"),
                MOST_CPU,
                of(percent));
    }

    private static Metric ofDatabase(String name, String instance, String stat) {
        return MeasuredAlarm.compared("m1", "AWS/RDS", name, Map.of("DBInstanceIdentifier", instance), stat);
    }

    /** What a look at the product itself finds: 1 where it is so. */
    void health(String alarm, String description, String service, String metric, BooleanSupplier bad) {
        one(
                alarm,
                description,
                MeasuredAlarm.compared("m1", HEALTH, metric, Map.of("Service", service), "Maximum"),
                NONE,
                of(() -> bad.getAsBoolean() ? 1 : 0));
    }

    void errors(String function, DoubleSupplier percent) {
        var of = Map.of("FunctionName", function);
        create(
                Product.ERRORS,
                "More than one call in twenty fails",
                List.of(
                        MeasuredAlarm.expression("rate", "100*errors/invocations", "error rate"),
                        MeasuredAlarm.part("errors", "AWS/Lambda", "Errors", of, "Sum"),
                        MeasuredAlarm.part("invocations", "AWS/Lambda", "Invocations", of, "Sum")),
                MOST_ERRORS,
                of(percent));
    }

    private static Measure of(DoubleSupplier value) {
        return () -> OptionalDouble.of(value.getAsDouble());
    }

    private void one(String alarm, String description, Metric metric, double threshold, Measure measure) {
        create(alarm, description, List.of(metric), threshold, measure);
    }

    private void create(String name, String description, List<Metric> metrics, double threshold, Measure measure) {
        var alarm = new MeasuredAlarm(place, name, description, metrics, threshold, List.of(topic));
        cloudWatch.create(alarm, measure, AlarmMoved.Standing.well(now));
    }
}
