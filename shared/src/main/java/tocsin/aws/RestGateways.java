package tocsin.aws;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.MethodSetting;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Gateways;

/** The product's REST APIs, through API Gateway's own. */
final class RestGateways implements Gateways {
    private static final String ALL_METHODS = "*/*";

    /** No throttle of the stage's own; to take the whole setting away would end logging and caching, too. */
    private static final Throttle NONE = new Throttle(-1, -1);

    private final Regions<ApiGatewayClient> clients;
    private final Session session;

    RestGateways(Regions<ApiGatewayClient> clients, Session session) {
        this.clients = clients;
        this.session = session;
    }

    @Override
    public StageState stage(Place place, String api, String stage, Duration timeout) {
        var found = AwsFailures.request(
                "GetStage of " + api + "/" + stage,
                () -> clients.at(place)
                        .getStage(request -> request.restApiId(api)
                                .stageName(stage)
                                .overrideConfiguration(session.within(place, timeout))));
        return new StageState(
                arn(place, api, stage), found.deploymentId(), throttle(found.methodSettings()), found.tags());
    }

    @Override
    public StageState throttle(Place place, String api, String stage, @Nullable Throttle throttle, Duration timeout) {
        var wanted = throttle == null ? NONE : throttle;
        var written = AwsFailures.request(
                "UpdateStage of " + api + "/" + stage,
                () -> clients.at(place)
                        .updateStage(request -> request.restApiId(api)
                                .stageName(stage)
                                .patchOperations(
                                        replacing("rateLimit", plain(wanted.rate())),
                                        replacing("burstLimit", Integer.toString(wanted.burst())))
                                .overrideConfiguration(session.within(place, timeout))));
        return new StageState(
                arn(place, api, stage), written.deploymentId(), throttle(written.methodSettings()), written.tags());
    }

    private static PatchOperation replacing(String limit, String value) {
        return PatchOperation.builder()
                .op(Op.REPLACE)
                .path("/" + ALL_METHODS + "/throttling/" + limit)
                .value(value)
                .build();
    }

    /** Without the exponent that Java writes from ten millions on. */
    private static String plain(double rate) {
        return BigDecimal.valueOf(rate).stripTrailingZeros().toPlainString();
    }

    private static @Nullable Throttle throttle(Map<String, MethodSetting> settings) {
        var all = settings.get(ALL_METHODS);
        return all == null
                        || all.throttlingRateLimit() == null
                        || all.throttlingBurstLimit() == null
                        || all.throttlingRateLimit() < 0
                        || all.throttlingBurstLimit() < 0
                ? null
                : new Throttle(all.throttlingRateLimit(), all.throttlingBurstLimit());
    }

    private static String arn(Place place, String api, String stage) {
        return "arn:" + Region.of(place.region()).metadata().partition().id() + ":apigateway:" + place.region()
                + "::/restapis/" + api + "/stages/" + stage;
    }
}
