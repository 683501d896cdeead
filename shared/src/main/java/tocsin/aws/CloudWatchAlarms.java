package tocsin.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmMuteRuleStatus;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.sts.StsClient;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.alarm.CloudWatch;
import tocsin.alarm.Metric;

/** CloudWatch, asked in the alarm's own Region. */
public final class CloudWatchAlarms implements CloudWatch {
    /** Pages of one answer that are read; what is asked for here (an hour or a day of one alarm) fits into one. */
    private static final int MOST_PAGES = 5;

    /** Of one page of alarms: CloudWatch's own most. */
    private static final int MOST_ALARMS = 100;

    private static final List<AlarmType> EVERY_TYPE =
            List.of(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM, AlarmType.LOG_ALARM);

    private static final Duration PICTURE_TIMEOUT = Duration.ofSeconds(3);

    private final Regions<CloudWatchClient> clients;

    private final Session session;

    /** That of the account whose credentials the clients have. */
    public static CloudWatch of(AwsClients clients) {
        var account = new Lazy<>(() -> AwsFailures.request("GetCallerIdentity", () -> {
            try (var sts = clients.client(StsClient.builder())) {
                return sts.getCallerIdentity().account();
            }
        }));
        return new CloudWatchAlarms(
                new Regions<>(account, region -> clients.client(CloudWatchClient.builder(), region)),
                new Session(any -> clients.credentials()));
    }

    CloudWatchAlarms(Regions<CloudWatchClient> clients, Session session) {
        this.clients = clients;
        this.session = session;
    }

    @Override
    public @Nullable AlarmStatus alarm(Place place, String name) {
        var answer = AwsFailures.request(
                "DescribeAlarms of " + name,
                () -> clients.at(place)
                        .describeAlarms(request -> request.alarmNames(name)
                                .alarmTypes(EVERY_TYPE)
                                .overrideConfiguration(session.within(place, AwsClients.USUAL_TIMEOUT))));
        if (answer.hasMetricAlarms() && !answer.metricAlarms().isEmpty()) {
            return AlarmStatuses.of(answer.metricAlarms().getFirst());
        }
        if (answer.hasCompositeAlarms() && !answer.compositeAlarms().isEmpty()) {
            return AlarmStatuses.of(answer.compositeAlarms().getFirst());
        }
        if (answer.hasLogAlarms() && !answer.logAlarms().isEmpty()) {
            return AlarmStatuses.of(answer.logAlarms().getFirst());
        }
        return null;
    }

    @Override
    public AlarmPage alarms(Place place, @Nullable String token) {
        var answer = AwsFailures.request(
                "DescribeAlarms in " + place.region(),
                () -> clients.at(place)
                        .describeAlarms(request -> request.alarmTypes(EVERY_TYPE)
                                .maxRecords(MOST_ALARMS)
                                .nextToken(token)
                                .overrideConfiguration(session.within(place, AwsClients.USUAL_TIMEOUT))));
        var alarms = Stream.of(
                        answer.metricAlarms().stream().map(AlarmStatuses::listed),
                        answer.compositeAlarms().stream().map(AlarmStatuses::listed),
                        answer.logAlarms().stream().map(AlarmStatuses::listed))
                .flatMap(each -> each)
                .toList();
        return new AlarmPage(alarms, answer.nextToken());
    }

    @Override
    public ContributorPage contributors(Place place, String name, @Nullable String token) {
        var answer = AwsFailures.request(
                "DescribeAlarmContributors of " + name,
                () -> clients.at(place)
                        .describeAlarmContributors(request -> request.alarmName(name)
                                .nextToken(token)
                                .overrideConfiguration(session.within(place, AwsClients.USUAL_TIMEOUT))));
        return new ContributorPage(
                answer.alarmContributors().stream()
                        .map(one -> new Contributor(
                                one.contributorId(),
                                one.contributorAttributes(),
                                one.stateReason(),
                                one.stateTransitionedTimestamp()))
                        .toList(),
                answer.nextToken());
    }

    @Override
    public boolean muted(Place place, String name) {
        var answer = AwsFailures.request(
                "ListAlarmMuteRules of " + name,
                () -> clients.at(place)
                        .listAlarmMuteRules(request -> request.alarmName(name)
                                .statuses(AlarmMuteRuleStatus.ACTIVE)
                                .overrideConfiguration(session.within(place, AwsClients.USUAL_TIMEOUT))));
        // the status is looked at again: whoever does not know the filter answers with all
        return answer.alarmMuteRuleSummaries().stream().anyMatch(rule -> rule.status() == AlarmMuteRuleStatus.ACTIVE);
    }

    @Override
    public Map<String, String> tags(Place place, String arn) {
        var answer = AwsFailures.request(
                "ListTagsForResource of " + arn,
                () -> clients.at(place)
                        .listTagsForResource(request -> request.resourceARN(arn)
                                .overrideConfiguration(session.within(place, AwsClients.USUAL_TIMEOUT))));
        var tags = new LinkedHashMap<String, String>();
        answer.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        return tags;
    }

    @Override
    public List<Series> read(Place place, List<Metric> metrics, Instant from, Instant to) {
        var queries = MetricQueries.of(metrics);
        Map<String, Points> points = new LinkedHashMap<>();
        String token = null;
        for (var page = 0; page < MOST_PAGES; page++) {
            var answer = read(place, queries, from, to, token);
            answer.metricDataResults()
                    .forEach(result -> points.computeIfAbsent(result.id(), id -> new Points())
                            .add(result));
            token = answer.nextToken();
            if (token == null) {
                return IntStream.range(0, metrics.size())
                        .mapToObj(index -> new Series(
                                metrics.get(index).id(),
                                points.getOrDefault(queries.id(index), new Points())
                                        .oldestFirst()))
                        .toList();
            }
        }
        throw new PortFailure(Kind.REFUSED, "GetMetricData: more than " + MOST_PAGES + " pages from " + from);
    }

    @Override
    public String picture(Place place, List<Metric> metrics, @Nullable Double threshold, Instant from, Instant to) {
        var widget = MetricWidget.of(metrics, threshold, from, to);
        var answer = AwsFailures.request(
                "GetMetricWidgetImage",
                () -> clients.at(place)
                        .getMetricWidgetImage(request -> request.metricWidget(widget)
                                .overrideConfiguration(session.within(place, PICTURE_TIMEOUT))));
        var image = answer.metricWidgetImage();
        if (image == null) {
            throw new PortFailure(Kind.UNAVAILABLE, "GetMetricWidgetImage: an answer without a picture");
        }
        return Base64.getEncoder().encodeToString(image.asByteArray());
    }

    private GetMetricDataResponse read(
            Place place, MetricQueries queries, Instant from, Instant to, @Nullable String token) {
        return AwsFailures.request(
                "GetMetricData",
                () -> clients.at(place)
                        .getMetricData(request -> request.metricDataQueries(queries.queries())
                                .startTime(from)
                                .endTime(to)
                                .scanBy(ScanBy.TIMESTAMP_ASCENDING)
                                .nextToken(token)
                                .overrideConfiguration(session.within(place, AwsClients.USUAL_TIMEOUT))));
    }

    /** What pages say of one metric; where an expression gives several series, the first by its label. */
    private static final class Points {
        private @Nullable String label;
        private final List<Datapoint> points = new ArrayList<>();

        void add(MetricDataResult result) {
            if (label == null) {
                label = String.valueOf(result.label());
            }
            if (label.equals(String.valueOf(result.label()))) {
                for (var i = 0; i < result.timestamps().size(); i++) {
                    points.add(new Datapoint(
                            result.timestamps().get(i), result.values().get(i)));
                }
            }
        }

        List<Datapoint> oldestFirst() {
            return points.stream()
                    .sorted((one, other) -> one.at().compareTo(other.at()))
                    .toList();
        }
    }
}
