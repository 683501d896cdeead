package tocsin.cloud;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.CloudWatch.Place;

/** The REST APIs of API Gateway: one call is one request of its API. */
public interface Gateways {
    /** GetStage. */
    StageState stage(Place place, String api, String stage, Duration timeout);

    /** UpdateStage of the throttle of all methods; null takes it away, so that the account's own counts. */
    StageState throttle(Place place, String api, String stage, @Nullable Throttle throttle, Duration timeout);

    /**
     * A stage.
     *
     * @param throttle of all methods ("/*&#47;*"); null where the account's own counts
     */
    record StageState(
            String arn, String deployment, @Nullable Throttle throttle, Map<String, String> tags) {
        public StageState {
            tags = Instances.sorted(tags);
        }
    }

    /** @param rate requests a second, on the average */
    record Throttle(double rate, int burst) {}
}
