package tocsin.health;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import tocsin.alarm.CloudWatch.Datapoint;
import tocsin.alarm.CloudWatch.Place;
import tocsin.alarm.Metric;

/** One metric of CloudWatch, read for a check by the minute, or over hours by five of them. */
record Measured(String namespace, String metric, String stat, TreeMap<String, String> dimensions) {
    static final String PERMISSION = "cloudwatch:GetMetricData";

    private static final int MINUTE = 60;

    /** A metric comes late: so long is waited for the newest. */
    static final int FIVE = 5 * MINUTE;

    static Measured of(String namespace, String metric, String stat) {
        return new Measured(namespace, metric, stat, new TreeMap<>());
    }

    Measured in(String dimension, String value) {
        var more = new TreeMap<>(dimensions);
        more.put(dimension, value);
        return new Measured(namespace, metric, stat, more);
    }

    Metric as(String id, int period) {
        return new Metric(id, namespace, metric, dimensions, stat, period, null, null, null, true);
    }

    /** The last value of the time before now; empty where nothing was measured. */
    OptionalDouble newest(Look look, Duration since) {
        return points(look, since, MINUTE).stream()
                .mapToDouble(Datapoint::value)
                .reduce((earlier, later) -> later);
    }

    /** What it adds up to in the time before now; empty where nothing was measured. */
    OptionalDouble sum(Look look, Duration since) {
        var points = points(look, since, FIVE);
        return points.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        points.stream().mapToDouble(Datapoint::value).sum());
    }

    private List<Datapoint> points(Look look, Duration since, int period) {
        return series(look, look.task().place(), List.of(as("read", period)), since)
                .getFirst();
    }

    /** The series of several, in their order; the oldest first. */
    static List<List<Datapoint>> series(Look look, Place place, List<Metric> metrics, Duration since) {
        var now = look.task().now();
        var series = look.task().world().cloudWatch().read(place, metrics, now.minus(since), now);
        return java.util.stream.IntStream.range(0, metrics.size())
                .mapToObj(at -> at < series.size() ? series.get(at).datapoints() : List.<Datapoint>of())
                .toList();
    }

    /** A number as people read it: at most two digits behind the point. */
    static String said(double value) {
        return java.math.BigDecimal.valueOf(value)
                .setScale(2, java.math.RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
