package tocsin.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.alarm.AlarmState;
import tocsin.alarm.CloudWatch;
import tocsin.alarm.Metric;

/** CloudWatch in memory keeps the contract; it is muted as a test says. */
class TestingCloudWatchTest extends CloudWatchContract {
    private final TestingCloudWatch cloudWatch = new TestingCloudWatch();

    @Override
    protected CloudWatch cloudWatch() {
        return cloudWatch;
    }

    @Override
    protected String alarm(CloudWatch.Place place, String name, Metric metric, AlarmState state) {
        var arn = "arn:aws:cloudwatch:" + place.region() + ":" + place.account() + ":alarm:" + name;
        cloudWatch.set(
                place,
                new CloudWatch.AlarmStatus(
                        arn,
                        name,
                        state,
                        Instant.EPOCH,
                        true,
                        null,
                        List.of(metric),
                        80.0,
                        "GreaterThanThreshold",
                        60,
                        1));
        return arn;
    }

    @Override
    protected void measure(CloudWatch.Place place, Metric metric, CloudWatch.Datapoint datapoint) {
        cloudWatch.measure(place, metric, datapoint);
    }

    @Test
    void a_mute_holds_one_alarm_until_it_ends() {
        cloudWatch.mute(HERE, "db-connections");

        assertThat(cloudWatch.muted(HERE, "db-connections")).isTrue();
        assertThat(cloudWatch.muted(HERE, "api-5xx")).isFalse();
        assertThat(cloudWatch.muted(VIRGINIA, "db-connections")).isFalse();
        cloudWatch.unmute(HERE, "db-connections");
        assertThat(cloudWatch.muted(HERE, "db-connections")).isFalse();
    }

    @Test
    void a_listing_goes_on_from_page_to_page() {
        for (var i = 0; i < 5; i++) {
            alarm(HERE, "alarm-" + i, connections(null, "db"), AlarmState.OK);
        }
        cloudWatch.page(2);

        var first = cloudWatch.alarms(HERE, null);

        assertThat(first.alarms()).hasSize(2);
        assertThat(first.next()).isNotNull();
        assertThat(listed(HERE))
                .extracting(one -> one.status().name())
                .containsExactly("alarm-0", "alarm-1", "alarm-2", "alarm-3", "alarm-4");
    }
}
