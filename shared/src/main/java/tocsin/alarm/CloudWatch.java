package tocsin.alarm;

import io.avaje.json.node.JsonString;
import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;

/** What CloudWatch itself says now, asked in the account and Region where the alarm lives. */
public interface CloudWatch {
    /** The alarm of this name, or null where it does not exist any more (DescribeAlarms, of every alarm type). */
    @Nullable AlarmStatus alarm(Place place, String name);

    /**
     * A page of the alarms that are in a place, of every type (DescribeAlarms).
     *
     * @param token of the page before, or null for the first
     * @throws tocsin.PortFailure REFUSED where the place may not be read, or does not know the token
     */
    AlarmPage alarms(Place place, @Nullable String token);

    /**
     * A page of the series by which an alarm of many series stands in ALARM now (DescribeAlarmContributors).
     *
     * @param token of the page before, or null for the first
     * @throws tocsin.PortFailure REFUSED also for an alarm that is not there
     */
    ContributorPage contributors(Place place, String name, @Nullable String token);

    /**
     * Whether an active mute rule holds the actions of the alarm now.
     */
    boolean muted(Place place, String name);

    /**
     * The tags of an alarm, which no listing tells (ListTagsForResource).
     *
     * @throws tocsin.PortFailure REFUSED also for an alarm that is not there
     */
    Map<String, String> tags(Place place, String arn);

    /** The series asked for, in the order asked; datapoints oldest first (GetMetricData). */
    List<Series> read(Place place, List<Metric> metrics, Instant from, Instant to);

    /**
     * What the metrics did, drawn by CloudWatch (GetMetricWidgetImage): a PNG in base64. Those that an alarm only
     * reckons with are left out.
     *
     * @param threshold drawn as a line, or null
     * @throws tocsin.PortFailure REFUSED also where nobody draws
     */
    default String picture(Place place, List<Metric> metrics, @Nullable Double threshold, Instant from, Instant to) {
        throw new PortFailure(PortFailure.Kind.REFUSED, "nobody draws a metric here");
    }

    /** An account's Region. */
    record Place(String account, String region) {}

    /**
     * An alarm as CloudWatch holds it.
     *
     * @param since when it came into this state
     * @param comparison CloudWatch's own word, as "GreaterThanThreshold"
     * @param period seconds
     */
    @Json
    record AlarmStatus(
            String arn,
            String name,
            AlarmState state,
            Instant since,
            boolean actionsEnabled,
            @Nullable String suppressedBy,
            List<Metric> metrics,
            @Nullable Double threshold,
            @Nullable String comparison,
            @Nullable Integer period,
            @Nullable Integer evaluationPeriods) {
        public AlarmStatus {
            metrics = List.copyOf(metrics);
        }
    }

    /**
     * Some of a place's alarms.
     *
     * @param next what the next page is asked for by; null where this is the last
     */
    @Json
    record AlarmPage(List<ListedAlarm> alarms, @Nullable String next) {
        public AlarmPage {
            alarms = List.copyOf(alarms);
        }
    }

    /**
     * An alarm with all that it was made of, as DescribeAlarms tells it. Its tags are not told there.
     *
     * @param status how it stands, and what it compares; each metric carries its statistic
     * @param reasonData CloudWatch's JSON of the datapoints by which it was judged
     * @param treatMissingData CloudWatch's own word; null is as good as "missing"
     * @param thresholdMetric the id of the expression that is compared with, for a band
     * @param rule of a composite alarm, null for all others
     * @param suppressor the alarm that holds a composite alarm's actions, by ARN or name
     */
    @Json
    record ListedAlarm(
            AlarmStatus status,
            @Nullable String description,
            @Nullable String reason,
            @Nullable String reasonData,
            Actions actions,
            @Nullable Integer datapointsToAlarm,
            @Nullable String treatMissingData,
            @Nullable String thresholdMetric,
            @Nullable String rule,
            @Nullable String suppressor) {
        private static final Pattern GROUPED = Pattern.compile("\\bGROUP\\s+BY\\b", Pattern.CASE_INSENSITIVE);

        /** One of which nothing is known beside how it stands. */
        public static ListedAlarm of(AlarmStatus status) {
            return new ListedAlarm(status, null, null, null, Actions.NONE, null, null, null, null, null);
        }

        /** What it watches. One of many series is listed as a whole. */
        public AlarmKind kind() {
            return rule == null ? Kinds.of(status.comparison(), status.metrics()) : AlarmKind.COMPOSITE;
        }

        /** Whether each of its series has a standing of its own: a query of Metrics Insights that groups them. */
        public boolean isOfManySeries() {
            return status.metrics().stream()
                    .map(Metric::expression)
                    .anyMatch(expression ->
                            expression != null && GROUPED.matcher(expression).find());
        }

        /** The last datapoint by which it was judged; null where it does not say. */
        public @Nullable Double observed() {
            var data = reasonData == null
                    ? Fields.NONE
                    : Fields.in(JsonString.of(reasonData)).findFirst().orElse(Fields.NONE);
            return Datapoints.newest(data, reason);
        }
    }

    /**
     * Some of an alarm's series.
     *
     * @param next what the next page is asked for by; null where this is the last
     */
    record ContributorPage(
            List<Contributor> contributors, @Nullable String next) {
        public ContributorPage {
            contributors = List.copyOf(contributors);
        }
    }

    /**
     * A series that stands in ALARM.
     *
     * @param attributes what names it
     * @param since when it came into ALARM, where CloudWatch says so
     */
    record Contributor(
            String id,
            Map<String, String> attributes,
            @Nullable String reason,
            @Nullable Instant since) {
        public Contributor {
            attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        }
    }

    /** What an alarm does as it comes into each state: ARNs. */
    @Json
    record Actions(List<String> alarm, List<String> ok, List<String> insufficientData) {
        public static final Actions NONE = new Actions(List.of(), List.of(), List.of());

        public Actions {
            alarm = List.copyOf(alarm);
            ok = List.copyOf(ok);
            insufficientData = List.copyOf(insufficientData);
        }

        public boolean none() {
            return alarm.isEmpty() && ok.isEmpty() && insufficientData.isEmpty();
        }
    }

    /** One series: the id of the metric it answers, and what was measured. */
    record Series(@Nullable String id, List<Datapoint> datapoints) {
        public Series {
            datapoints = List.copyOf(datapoints);
        }
    }

    /** What was measured in the period that begins at the instant. */
    record Datapoint(Instant at, double value) {}
}
