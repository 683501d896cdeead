package tocsin.configure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tocsin.alarm.AlarmState;
import tocsin.alarm.CloudWatch.Actions;
import tocsin.alarm.CloudWatch.AlarmStatus;
import tocsin.alarm.CloudWatch.ListedAlarm;
import tocsin.alarm.CloudWatch.Place;
import tocsin.alarm.Metric;
import tocsin.monitoring.Drift;
import tocsin.monitoring.Drifted;
import tocsin.monitoring.Drifted.Kind;
import tocsin.monitoring.Expected;
import tocsin.monitoring.Found;
import tocsin.monitoring.Monitoring;

/** What is told of a CloudWatch that is as tocsin.yaml asks, but for one thing. */
class DriftTest {
    private static final Reading.Read READ = (Reading.Read)
            new ConfigurationReader(Path.of("..").toAbsolutePath().normalize()).read("local");
    private static final Monitoring PROD =
            Monitoring.of(READ.configuration(), READ.configuration().stages().getFirst(), WantedAlarms.of(READ));
    private static final Place HOME = new Place("111122223333", "us-west-2");
    private static final Place EDGE = new Place("111122223333", "us-east-1");
    private static final Instant NOW = Instant.parse("2026-02-02T03:00:00Z");
    private static final String CONNECTIONS = "valine-prod-db-connections";

    @Test
    void what_is_as_it_is_asked_for_drifts_nowhere() {
        assertThat(drift(there(HOME))).isEmpty();
        assertThat(Drift.places(List.of(PROD))).containsExactly(HOME, EDGE);
    }

    @Test
    void one_that_is_not_there() {
        assertThat(drift(without(CONNECTIONS)))
                .containsExactly(
                        new Drifted(Kind.MISSING, HOME, CONNECTIONS, "db: rds-connections above 80 for 1 x 1 min"));
    }

    @Test
    void one_that_was_changed_by_its_properties() {
        var changed = with(CONNECTIONS, each -> {
            var metric = each.status().metrics().getFirst();
            var status = status(
                    each.status().name(),
                    List.of(new Metric(
                            null,
                            metric.namespace(),
                            metric.name(),
                            metric.dimensions(),
                            "Average",
                            60,
                            null,
                            null,
                            null,
                            true)),
                    90.0,
                    "GreaterThanOrEqualToThreshold",
                    2,
                    AlarmState.OK,
                    NOW);
            return listed(status, each, "breaching", each.rule());
        });

        assertThat(drift(changed))
                .singleElement()
                .satisfies(drifted -> assertThat(drifted.kind()).isEqualTo(Kind.CHANGED))
                .extracting(Drifted::says)
                .isEqualTo("metric: expected AWS/RDS DatabaseConnections DBInstanceIdentifier=project-valine-prod"
                        + " Maximum of 60 s, found AWS/RDS DatabaseConnections"
                        + " DBInstanceIdentifier=project-valine-prod Average of 60 s;"
                        + " comparison: expected GreaterThanThreshold, found GreaterThanOrEqualToThreshold;"
                        + " threshold: expected 80, found 90;"
                        + " periods: expected 1, found 2;"
                        + " datapoints to alarm: expected 1, found 2;"
                        + " missing data: expected missing, found breaching");
    }

    @Test
    void a_layer_whose_rule_was_changed() {
        var changed = with("valine-prod-db-layer", each -> listed(each.status(), each, null, "FALSE"));

        assertThat(drift(changed))
                .containsExactly(new Drifted(
                        Kind.CHANGED,
                        HOME,
                        "valine-prod-db-layer",
                        "rule: expected ALARM(\"valine-prod-db-unreachable\"), found FALSE"));
    }

    @Test
    void one_that_nobody_asks_for_any_more() {
        assertThat(drift(and("valine-prod-db-cpu-old", "AWS/RDS", "CPUUtilization", "project-valine-prod")))
                .containsExactly(new Drifted(
                        Kind.ORPHANED, HOME, "valine-prod-db-cpu-old", "tocsin.yaml asks for no alarm of this name"));
    }

    @Test
    void one_that_no_service_claims_and_one_that_no_rule_grades() {
        assertThat(drift(and("billing", "AWS/Billing", "EstimatedCharges", "x")))
                .containsExactly(new Drifted(
                        Kind.UNMATCHED, HOME, "billing", "no service of prod claims it: it is only mailed"));
        assertThat(drift(and("queue-depth", "AWS/RDS", "DiskQueueDepth", "project-valine-prod")))
                .containsExactly(new Drifted(
                        Kind.UNMATCHED, HOME, "queue-depth", "no severity rule matches it (prod/db): it is a P2"));
        assertThat(drift(and("TargetTracking-table", "AWS/DynamoDB", "Consumed", "x")))
                .as("ignored")
                .isEmpty();
        assertThat(drift(and("tocsin-own-tocsin-watch-errors", "AWS/Lambda", "Errors", "x")))
                .as("Tocsin's own")
                .isEmpty();
    }

    @Test
    void one_without_an_action() {
        var off = with(CONNECTIONS, each -> ListedAlarm.of(off(each.status())));
        assertThat(drift(off))
                .contains(new Drifted(Kind.WITHOUT_ACTION, HOME, CONNECTIONS, "its actions are switched off"));

        var told = there(HOME).stream()
                .map(each -> each.status().name().equals(CONNECTIONS) ? each : telling(each))
                .toList();
        assertThat(drift(told))
                .containsExactly(new Drifted(
                        Kind.WITHOUT_ACTION, HOME, CONNECTIONS, "it tells no topic, and others beside it do"));
    }

    @Test
    void one_that_has_known_nothing_for_days() {
        assertThat(drift(with(CONNECTIONS, each -> blind(each, Duration.ofHours(47)))))
                .isEmpty();
        assertThat(drift(with(CONNECTIONS, each -> blind(each, Duration.ofDays(3)))))
                .containsExactly(new Drifted(Kind.BLIND, HOME, CONNECTIONS, "in INSUFFICIENT_DATA for 3 days"));
    }

    @Test
    void a_Region_from_which_nothing_comes_and_one_that_could_not_be_read() {
        assertThat(drift(new Found.Listed(EDGE, List.of())))
                .contains(new Drifted(Kind.SILENT, EDGE, "", "no alarm is there, so that none can come"))
                .filteredOn(drifted -> drifted.kind() == Kind.MISSING)
                .hasSize(3);
        assertThat(drift(new Found.Listed(
                        EDGE,
                        there(EDGE).stream()
                                .map(each -> blind(each, Duration.ofHours(1)))
                                .toList())))
                .containsExactly(new Drifted(Kind.SILENT, EDGE, "", "each of its 3 alarms is in INSUFFICIENT_DATA"));
        assertThat(drift(new Found.Unread(EDGE, "no credentials")))
                .containsExactly(new Drifted(
                        Kind.UNREAD, EDGE, "", "CloudWatch cannot be read there: no credentials; nothing is known"));
    }

    @Test
    void place_by_place_and_in_each_the_worst_first() {
        var drifted = Drift.of(
                READ.configuration(),
                List.of(PROD),
                List.of(new Found.Listed(HOME, List.of()), new Found.Listed(EDGE, there(EDGE))),
                NOW);

        assertThat(drifted).extracting(Drifted::place).containsOnly(HOME);
        assertThat(drifted.getLast().kind()).isEqualTo(Kind.SILENT);
        assertThat(drifted.getFirst().alarm()).isEqualTo("valine-prod-api-4xx");
    }

    // --- a CloudWatch --------------------------------------------------------------------------------------------

    private static List<Drifted> drift(List<ListedAlarm> home) {
        return drift(new Found.Listed(HOME, home));
    }

    private static List<Drifted> drift(Found found) {
        return Drift.of(READ.configuration(), List.of(PROD), List.of(found), NOW);
    }

    private static List<ListedAlarm> there(Place place) {
        return PROD.in(place.region()).stream().map(DriftTest::listed).toList();
    }

    private static List<ListedAlarm> without(String name) {
        return there(HOME).stream()
                .filter(each -> !each.status().name().equals(name))
                .toList();
    }

    private static List<ListedAlarm> with(String name, UnaryOperator<ListedAlarm> change) {
        return there(HOME).stream()
                .map(each -> each.status().name().equals(name) ? change.apply(each) : each)
                .toList();
    }

    private static List<ListedAlarm> and(String name, String namespace, String metric, String of) {
        var all = new ArrayList<>(there(HOME));
        all.add(ListedAlarm.of(status(
                name,
                List.of(new Metric(
                        null,
                        namespace,
                        metric,
                        Map.of("DBInstanceIdentifier", of),
                        "Average",
                        60,
                        null,
                        null,
                        null,
                        true)),
                90.0,
                "GreaterThanThreshold",
                1,
                AlarmState.OK,
                NOW)));
        return all;
    }

    private static ListedAlarm listed(Expected expected) {
        var status = status(
                expected.name(),
                expected.metrics(),
                expected.threshold(),
                expected.comparison(),
                expected.periods(),
                AlarmState.OK,
                NOW);
        return new ListedAlarm(
                status,
                expected.description(),
                null,
                null,
                Actions.NONE,
                null,
                expected.missing(),
                expected.metrics().stream()
                        .filter(metric -> String.valueOf(metric.expression()).startsWith("ANOMALY"))
                        .map(Metric::id)
                        .findFirst()
                        .orElse(null),
                expected.rule(),
                null);
    }

    private static ListedAlarm listed(
            AlarmStatus status, ListedAlarm like, @Nullable String missing, @Nullable String rule) {
        return new ListedAlarm(
                status,
                like.description(),
                like.reason(),
                like.reasonData(),
                like.actions(),
                like.datapointsToAlarm(),
                missing,
                like.thresholdMetric(),
                rule,
                like.suppressor());
    }

    private static ListedAlarm telling(ListedAlarm alarm) {
        var topic = new Actions(List.of("arn:aws:sns:us-west-2:111122223333:alarms"), List.of(), List.of());
        return new ListedAlarm(
                alarm.status(),
                alarm.description(),
                null,
                null,
                topic,
                null,
                alarm.treatMissingData(),
                alarm.thresholdMetric(),
                alarm.rule(),
                null);
    }

    private static ListedAlarm blind(ListedAlarm alarm, Duration since) {
        var status = alarm.status();
        return listed(
                status(
                        status.name(),
                        status.metrics(),
                        status.threshold(),
                        status.comparison(),
                        status.evaluationPeriods() == null ? 0 : status.evaluationPeriods(),
                        AlarmState.INSUFFICIENT_DATA,
                        NOW.minus(since)),
                alarm,
                alarm.treatMissingData(),
                alarm.rule());
    }

    private static AlarmStatus off(AlarmStatus status) {
        return new AlarmStatus(
                status.arn(),
                status.name(),
                status.state(),
                status.since(),
                false,
                null,
                status.metrics(),
                status.threshold(),
                status.comparison(),
                status.period(),
                status.evaluationPeriods());
    }

    private static AlarmStatus status(
            String name,
            List<Metric> metrics,
            @Nullable Double threshold,
            @Nullable String comparison,
            int periods,
            AlarmState state,
            Instant since) {
        return new AlarmStatus(
                "arn:aws:cloudwatch:us-west-2:111122223333:alarm:" + name,
                name,
                state,
                since,
                true,
                null,
                metrics,
                threshold,
                comparison,
                60,
                periods);
    }
}
