package tocsin.tests.ports;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.Tag;
import tocsin.cloud.StateMachines;
import tocsin.testing.StateMachinesContract;

/** AWS's Step Functions keep the contract; that executions end, which moto's do not, only our own show. */
class StepFunctionsMachinesTest extends StateMachinesContract {
    private final SfnClient client = Moto.started().clients(PLACE.region()).client(SfnClient.builder());
    private final StateMachines stateMachines =
            Moto.started().ports(Map.of()).cloud("a test's").stateMachines();

    @BeforeEach
    void create() {
        client.createStateMachine(request -> request.name(NAME)
                .definition("{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"End\":true}}}")
                .roleArn("arn:aws:iam::" + Moto.ACCOUNT + ":role/product")
                .tags(TAGS.entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList()));
    }

    @AfterEach
    void delete() {
        client.deleteStateMachine(request -> request.stateMachineArn(MACHINE));
    }

    @Override
    protected StateMachines stateMachines() {
        return stateMachines;
    }
}
