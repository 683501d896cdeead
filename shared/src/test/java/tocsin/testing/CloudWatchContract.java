package tocsin.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tocsin.alarm.AlarmKind;
import tocsin.alarm.AlarmState;
import tocsin.alarm.CloudWatch;
import tocsin.alarm.CloudWatch.AlarmStatus;
import tocsin.alarm.CloudWatch.Datapoint;
import tocsin.alarm.CloudWatch.ListedAlarm;
import tocsin.alarm.CloudWatch.Place;
import tocsin.alarm.CloudWatch.Series;
import tocsin.alarm.Metric;

/** What every CloudWatch promises: those in memory and on this machine. */
public abstract class CloudWatchContract {
    protected static final Place HERE = new Place("111122223333", "eu-central-1");
    protected static final Place VIRGINIA = new Place("111122223333", "us-east-1");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    protected abstract CloudWatch cloudWatch();

    /**
     * Makes an alarm that needs one datapoint above 80, and puts it into a state.
     *
     * @return its ARN
     */
    protected abstract String alarm(Place place, String name, Metric metric, AlarmState state);

    /** Takes a datapoint, none that is older than those before. */
    protected abstract void measure(Place place, Metric metric, Datapoint datapoint);

    protected static Metric connections(@Nullable String id, String database) {
        return new Metric(
                id,
                "AWS/RDS",
                "DatabaseConnections",
                Map.of("DBInstanceIdentifier", database),
                "Average",
                60,
                null,
                null,
                null,
                true);
    }

    @Test
    void an_alarm_is_described_with_what_it_watches() {
        var metric = connections(null, "db");
        var arn = alarm(HERE, "db-connections", metric, AlarmState.ALARM);

        var status = Objects.requireNonNull(cloudWatch().alarm(HERE, "db-connections"));

        assertThat(status)
                .isEqualTo(new AlarmStatus(
                        arn,
                        "db-connections",
                        AlarmState.ALARM,
                        status.since(),
                        true,
                        null,
                        List.of(metric),
                        80.0,
                        "GreaterThanThreshold",
                        60,
                        1));
    }

    @Test
    void an_alarm_that_is_not_there_or_lives_elsewhere_is_none() {
        alarm(HERE, "only-here", connections(null, "db"), AlarmState.OK);

        assertThat(cloudWatch().alarm(HERE, "never-made")).isNull();
        assertThat(cloudWatch().alarm(VIRGINIA, "only-here")).isNull();
    }

    @Test
    void a_region_is_asked_about_its_own() {
        alarm(VIRGINIA, "cdn-errors", connections(null, "db"), AlarmState.INSUFFICIENT_DATA);

        assertThat(cloudWatch().alarm(VIRGINIA, "cdn-errors"))
                .extracting(AlarmStatus::state)
                .isEqualTo(AlarmState.INSUFFICIENT_DATA);
    }

    @Test
    void the_listing_of_a_place_tells_of_each_alarm_what_asking_for_it_tells() {
        alarm(HERE, "db-connections", connections(null, "db"), AlarmState.ALARM);
        alarm(HERE, "db-quiet", connections(null, "quiet"), AlarmState.OK);
        alarm(VIRGINIA, "cdn-errors", connections(null, "cdn"), AlarmState.OK);

        var listed = listed(HERE);

        assertThat(listed.stream().map(ListedAlarm::status).map(AlarmStatus::name))
                .containsExactlyInAnyOrder("db-connections", "db-quiet");
        assertThat(listed).allSatisfy(one -> {
            assertThat(one.status())
                    .isEqualTo(cloudWatch().alarm(HERE, one.status().name()));
            assertThat(one.kind()).isEqualTo(AlarmKind.METRIC);
            assertThat(one.rule()).isNull();
        });
        assertThat(listed(VIRGINIA)).hasSize(1);
        assertThat(listed(new Place("111122223333", "eu-west-1"))).isEmpty();
    }

    /** All pages. */
    protected final List<ListedAlarm> listed(Place place) {
        List<ListedAlarm> all = new ArrayList<>();
        String token = null;
        do {
            var page = cloudWatch().alarms(place, token);
            all.addAll(page.alarms());
            token = page.next();
        } while (token != null);
        return all;
    }

    @Test
    void series_come_in_the_order_asked_oldest_first_and_only_of_the_time_asked() {
        var db = connections("db", "db");
        var other = connections("other", "other");
        measure(HERE, db, new Datapoint(NOON.minusSeconds(3600), 7));
        measure(HERE, db, new Datapoint(NOON, 85));
        measure(HERE, other, new Datapoint(NOON, 3));
        measure(HERE, db, new Datapoint(NOON.plusSeconds(60), 91));

        assertThat(cloudWatch().read(HERE, List.of(other, db), NOON, NOON.plusSeconds(600)))
                .containsExactly(
                        new Series("other", List.of(new Datapoint(NOON, 3))),
                        new Series("db", List.of(new Datapoint(NOON, 85), new Datapoint(NOON.plusSeconds(60), 91))));
    }

    @Test
    void a_metric_without_id_is_read_as_well_and_one_without_data_is_empty() {
        var metric = connections(null, "quiet");

        assertThat(cloudWatch().read(HERE, List.of(metric), NOON, NOON.plusSeconds(600)))
                .containsExactly(new Series(null, List.of()));
    }
}
