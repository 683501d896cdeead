package tocsin.aws;

import java.time.InstantSource;
import java.util.function.Supplier;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import tocsin.cloud.Cloud;

/** The product's cloud on AWS; every client is made when it is first used, and serves all sessions. */
final class AwsCloud {
    private final Sessions sessions;
    private final AwsClients clients;
    private final InstantSource clock;
    private final Regions<LambdaClient> functions;
    private final Regions<RdsClient> instances;
    private final Regions<CloudFrontClient> distributions;
    private final Regions<S3Client> buckets;
    private final Regions<ApiGatewayClient> gateways;
    private final Regions<CloudWatchLogsClient> logs;
    private final Regions<CloudFormationClient> stacks;
    private final Regions<SsmClient> automations;
    private final Regions<SfnClient> stateMachines;
    private final Regions<DynamoDbClient> keyTables;

    AwsCloud(AwsClients clients, Sessions sessions, Supplier<String> account, Spokes spokes, InstantSource clock) {
        this.clients = clients;
        this.sessions = sessions;
        this.clock = clock;
        functions = new Regions<>(account, spokes, region -> clients.client(LambdaClient.builder(), region));
        instances = new Regions<>(account, spokes, region -> clients.client(RdsClient.builder(), region));
        distributions = new Regions<>(account, spokes, region -> clients.client(CloudFrontClient.builder(), region));
        buckets = new Regions<>(
                account,
                spokes,
                region -> clients.client(
                        S3Client.builder()
                                .forcePathStyle(clients.endpoint() != null)
                                // what is written is short: it is sent without asking first
                                .serviceConfiguration(settings -> settings.expectContinueEnabled(false)),
                        region));
        gateways = new Regions<>(account, spokes, region -> clients.patchingClient(ApiGatewayClient.builder(), region));
        logs = new Regions<>(account, spokes, region -> clients.client(CloudWatchLogsClient.builder(), region));
        stacks = new Regions<>(account, spokes, region -> clients.client(CloudFormationClient.builder(), region));
        automations = new Regions<>(account, spokes, region -> clients.client(SsmClient.builder(), region));
        stateMachines = new Regions<>(account, spokes, region -> clients.client(SfnClient.builder(), region));
        keyTables = new Regions<>(account, spokes, region -> clients.client(DynamoDbClient.builder(), region));
    }

    Cloud of(String run) {
        var session = sessions.of(run);
        return new Cloud(
                new LambdaFunctions(functions, session),
                new RdsInstances(instances, session, clock),
                new CloudFrontDistributions(distributions, session),
                new S3Buckets(buckets, session, clients.endpoint()),
                new RestGateways(gateways, session),
                new CloudWatchLogs(logs, session),
                new CloudFormationStacks(stacks, session),
                new SsmAutomations(automations, session),
                new StepFunctionsMachines(stateMachines, session),
                new DynamoKeyTables(keyTables, session));
    }
}
