package tocsin.local.product;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Gateways;

/** API Gateway's stages of the product's APIs. */
public final class PretendGateways implements Gateways {
    private final Kept<KeptStage> stages;
    private final Crowded crowded = new Crowded();
    private int changes;

    /** A stage as it is kept; without both numbers the account's own throttle counts. */
    record KeptStage(
            Map<String, String> tags,
            @Nullable Double rate,
            @Nullable Integer burst) {
        KeptStage {
            tags = new TreeMap<>(tags);
        }

        @Nullable Throttle throttle() {
            return rate == null || burst == null ? null : new Throttle(rate, burst);
        }
    }

    public PretendGateways() {
        this(Kept.inMemory());
    }

    PretendGateways(Kept<KeptStage> kept) {
        stages = kept;
    }

    /** Makes a stage without a throttle; one that is there stays as it is. */
    public synchronized void create(Place place, String api, String stage, Map<String, String> tags) {
        var arn = arn(place, api, stage);
        if (!stages.has(arn)) {
            stages.put(arn, new KeptStage(tags, null, null));
        }
    }

    /** How many changes were asked for so far. */
    public synchronized int changes() {
        return changes;
    }

    /** The next requests are refused as too many. */
    public synchronized void throttle(int requests) {
        crowded.next(requests);
    }

    @Override
    public synchronized StageState stage(Place place, String api, String stage, Duration timeout) {
        crowded.request();
        return state(place, api, stage);
    }

    @Override
    public synchronized StageState throttle(
            Place place, String api, String stage, @Nullable Throttle throttle, Duration timeout) {
        crowded.request();
        var tags = state(place, api, stage).tags();
        changes++;
        stages.put(
                arn(place, api, stage),
                throttle == null
                        ? new KeptStage(tags, null, null)
                        : new KeptStage(tags, throttle.rate(), throttle.burst()));
        return state(place, api, stage);
    }

    private StageState state(Place place, String api, String stage) {
        var arn = arn(place, api, stage);
        return stages.get(arn)
                .map(found -> new StageState(arn, "deployment-1", found.throttle(), found.tags()))
                .orElseThrow(() -> new PortFailure(Kind.REFUSED, "no stage '" + api + "/" + stage + "'"));
    }

    private static String arn(Place place, String api, String stage) {
        return "arn:aws:apigateway:" + place.region() + "::/restapis/" + api + "/stages/" + stage;
    }
}
