package tocsin.tests.ports;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.IntegrationType;
import tocsin.cloud.Gateways;
import tocsin.testing.GatewaysContract;

/** AWS's API Gateway keeps the contract: a throttle goes there by PATCH. */
class RestGatewaysTest extends GatewaysContract {
    private final ApiGatewayClient client =
            Moto.started().clients(PLACE.region()).client(ApiGatewayClient.builder());
    private final Gateways gateways =
            Moto.started().ports(Map.of()).cloud("a test's").gateways();
    private String api = "";

    @BeforeEach
    void create() {
        api = client.createRestApi(request -> request.name("valine-prod")).id();
        var root = client.getResources(request -> request.restApiId(api))
                .items()
                .getFirst()
                .id();
        client.putMethod(request ->
                request.restApiId(api).resourceId(root).httpMethod("GET").authorizationType("NONE"));
        client.putIntegration(request -> request.restApiId(api)
                .resourceId(root)
                .httpMethod("GET")
                .type(IntegrationType.HTTP)
                .integrationHttpMethod("GET")
                .uri("https://valine.example.com"));
        var deployment = client.createDeployment(request -> request.restApiId(api));
        client.createStage(request -> request.restApiId(api)
                .stageName(STAGE)
                .deploymentId(deployment.id())
                .tags(TAGS));
    }

    @Override
    protected Gateways gateways() {
        return gateways;
    }

    @Override
    protected String api() {
        return api;
    }
}
