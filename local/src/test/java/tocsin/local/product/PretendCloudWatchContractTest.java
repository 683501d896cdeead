package tocsin.local.product;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tocsin.alarm.AlarmState;
import tocsin.alarm.CloudWatch;
import tocsin.alarm.CloudWatch.Datapoint;
import tocsin.alarm.CloudWatch.Place;
import tocsin.alarm.Metric;
import tocsin.testing.CloudWatchContract;

/** The CloudWatch that measures this machine keeps the contract; there, a state is what the last minute measured. */
final class PretendCloudWatchContractTest extends CloudWatchContract {
    private static final Instant MADE = Instant.parse("2026-03-01T10:00:00Z");

    private final Map<Metric, OptionalDouble> values = new HashMap<>();

    @TempDir
    private Path folder;

    private PretendCloudWatch cloudWatch;

    @BeforeEach
    void start() {
        cloudWatch = new PretendCloudWatch(new KeptStandings(folder.resolve("cloudwatch.json")), moved -> {});
    }

    @Override
    protected CloudWatch cloudWatch() {
        return cloudWatch;
    }

    @Override
    protected String alarm(Place place, String name, Metric metric, AlarmState state) {
        var alarm = watch(place, name, metric);
        switch (state) {
            case ALARM -> minute(metric, 93, MADE);
            case OK -> minute(metric, 12, MADE);
            case INSUFFICIENT_DATA -> {} // as it was made
        }
        return alarm.arn();
    }

    @Override
    protected void measure(Place place, Metric metric, Datapoint datapoint) {
        if (!values.containsKey(metric)) {
            watch(place, "of " + metric.id(), metric);
        }
        minute(metric, datapoint.value(), datapoint.at().plusSeconds(MeasuredAlarm.PERIOD));
    }

    private MeasuredAlarm watch(Place place, String name, Metric metric) {
        var alarm = new MeasuredAlarm(place, name, "", List.of(metric), 80, List.of());
        cloudWatch.create(
                alarm, () -> values.getOrDefault(metric, OptionalDouble.empty()), AlarmMoved.Standing.created(MADE));
        return alarm;
    }

    private void minute(Metric metric, double value, Instant now) {
        values.put(metric, OptionalDouble.of(value));
        cloudWatch.minute(now);
        values.put(metric, OptionalDouble.empty());
    }
}
