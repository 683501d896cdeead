package tocsin.tests.ports;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import tocsin.cloud.Stacks;
import tocsin.testing.StacksContract;

/** AWS's CloudFormation keeps the contract. */
class CloudFormationStacksTest extends StacksContract {
    private static final String TEMPLATE = "{\"Resources\":{\"Q\":{\"Type\":\"AWS::SQS::Queue\"}}}";
    private static final String LATER =
            "{\"Resources\":{\"Q\":{\"Type\":\"AWS::SQS::Queue\"},\"R\":{\"Type\":\"AWS::SQS::Queue\"}}}";

    private final CloudFormationClient client =
            Moto.started().clients(PLACE.region()).client(CloudFormationClient.builder());
    private final Stacks stacks =
            Moto.started().ports(Map.of()).cloud("a test's").stacks();

    @BeforeEach
    void create() {
        client.createStack(request -> request.stackName(STACK).templateBody(TEMPLATE));
        client.updateStack(request -> request.stackName(STACK).templateBody(LATER));
    }

    @AfterEach
    void delete() {
        client.deleteStack(request -> request.stackName(STACK));
    }

    @Override
    protected Stacks stacks() {
        return stacks;
    }
}
