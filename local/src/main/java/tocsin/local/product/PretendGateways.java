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
    private final Map<String, StageState> stages = new TreeMap<>();

    public synchronized void create(Place place, String api, String stage, Map<String, String> tags) {
        var arn = "arn:aws:apigateway:" + place.region() + "::/restapis/" + api + "/stages/" + stage;
        stages.put(api + "/" + stage, new StageState(arn, "deployment-1", null, tags));
    }

    @Override
    public synchronized StageState stage(Place place, String api, String stage, Duration timeout) {
        var found = stages.get(api + "/" + stage);
        if (found == null) {
            throw new PortFailure(Kind.REFUSED, "no stage '" + api + "/" + stage + "'");
        }
        return found;
    }

    @Override
    public synchronized StageState throttle(
            Place place, String api, String stage, @Nullable Throttle throttle, Duration timeout) {
        var now = stage(place, api, stage, timeout);
        var changed = new StageState(now.arn(), now.deployment(), throttle, now.tags());
        stages.put(api + "/" + stage, changed);
        return changed;
    }
}
