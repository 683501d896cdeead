package tocsin.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.QueryStatus;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResultField;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Logs;
import tocsin.cloud.Logs.Results.Status;

/** The product's logs, through the API of CloudWatch Logs. */
final class CloudWatchLogs implements Logs {
    private static final String POINTER = "@ptr";

    private final Regions<CloudWatchLogsClient> clients;
    private final Session session;

    CloudWatchLogs(Regions<CloudWatchLogsClient> clients, Session session) {
        this.clients = clients;
        this.session = session;
    }

    @Override
    public String start(
            Place place, List<String> groups, String query, Instant from, Instant to, int most, Duration timeout) {
        return AwsFailures.request(
                        "StartQuery of " + groups,
                        () -> clients.at(place)
                                .startQuery(request -> request.logGroupNames(groups)
                                        .queryString(query)
                                        .startTime(from.getEpochSecond())
                                        .endTime(to.getEpochSecond())
                                        .limit(most)
                                        .overrideConfiguration(session.within(place, timeout))))
                .queryId();
    }

    @Override
    public Results results(Place place, String query, Duration timeout) {
        var found = AwsFailures.request(
                "GetQueryResults of " + query,
                () -> clients.at(place)
                        .getQueryResults(request ->
                                request.queryId(query).overrideConfiguration(session.within(place, timeout))));
        return new Results(
                status(found.status()),
                found.results().stream()
                        .map(row -> row.stream()
                                .filter(field -> !POINTER.equals(field.field()))
                                .map(CloudWatchLogs::text)
                                .toList())
                        .toList());
    }

    private static Status status(@Nullable QueryStatus status) {
        return switch (status) {
            case COMPLETE -> Status.COMPLETE;
            case FAILED, CANCELLED, TIMEOUT -> Status.FAILED;
            case SCHEDULED, RUNNING, UNKNOWN, UNKNOWN_TO_SDK_VERSION -> Status.RUNNING;
            case null -> Status.RUNNING;
        };
    }

    private static String text(ResultField field) {
        return field.value() == null ? "" : field.value();
    }

    @Override
    public Lines filter(
            Place place,
            String group,
            String pattern,
            Instant from,
            Instant to,
            int most,
            @Nullable String after,
            Duration timeout) {
        var found = AwsFailures.request(
                "FilterLogEvents of " + group,
                () -> clients.at(place).filterLogEvents(request -> {
                    request.logGroupName(group)
                            .startTime(from.toEpochMilli())
                            .endTime(to.toEpochMilli())
                            .limit(most)
                            .nextToken(after)
                            .overrideConfiguration(session.within(place, timeout));
                    if (!pattern.isEmpty()) {
                        request.filterPattern(pattern);
                    }
                }));
        return new Lines(
                found.events().stream()
                        .map(event -> new Line(Instant.ofEpochMilli(event.timestamp()), event.message()))
                        .sorted(Comparator.comparing(Line::at))
                        .toList(),
                found.nextToken());
    }
}
