package tocsin.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.local.template.TemplateReader;
import tocsin.local.template.World;
import tocsin.tests.ports.Moto;
import tocsin.tests.template.Template;

/** A function answers the same behind AWS's emulator and behind the stand-in of its Runtime API. */
class RuntimeApiTest {
    /** Of whose time nothing is left when a call ends that is never answered. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    private static final String HEARTBEAT = "{\"heartbeat\":true}";
    private static final String A_PAGE_IS_DUE = """
            {"Records": [{"eventName": "INSERT", "dynamodb": {"SequenceNumber": "1",
              "Keys": {"pk": {"S": "prod/api"}, "sk": {"S": "incident#000001/page#1/pager/team/pagerduty"}},
              "NewImage": {"duePartition": {"S": "due#6"}, "dueAt": {"N": "1769990000000"}}}}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void both_give_the_same_answers() throws Exception {
        assumeTrue(Emulator.isHere(), "AWS's emulator is not here (no Go): its stand-in runs alone");

        try (var nobody = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var emulated = new ArrayList<String>();
            var stood = new ArrayList<String>();
            for (var program : List.of(relay(nobody), relay(nobody).calling("tocsin.Nothing"))) {
                emulated.addAll(answers(new Emulator(program)));
                stood.addAll(answers(new RuntimeApi(program)));
            }
            assertThat(stood).isEqualTo(emulated);
            assertThat(stood.get(0)).isEqualTo(HEARTBEAT);
            assertThat(stood.get(1)).contains("no batch of the table's stream", "IllegalArgumentException");
            assertThat(stood.get(2)).isEqualTo("Task timed out after 2.00 seconds");
            assertThat(stood.get(3)).isEqualTo(HEARTBEAT);
            assertThat(stood.get(4)).contains("Class not found: tocsin.Nothing");
        }
    }

    @Test
    void both_say_the_same_of_a_process_that_is_killed() throws Exception {
        assumeTrue(Emulator.isHere(), "AWS's emulator is not here (no Go): its stand-in runs alone");

        assertThat(killed(Tools.OF_OUR_OWN))
                .isEqualTo(killed(Tools.OF_OTHERS))
                .contains("Runtime.ExitError", "signal: killed");
    }

    /** It dies while it waits for its AWS. */
    private String killed(Tools tools) throws Exception {
        try (var nobody = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var execution = tools.execution(relay(nobody))) {
            var answer = new FutureTask<>(() -> execution.answer(A_PAGE_IS_DUE));
            Thread.ofPlatform().daemon().start(answer);
            try (var _ = nobody.accept()) {
                execution.kill();
                return answer.get().replaceAll("RequestId: [0-9a-f-]+", "RequestId: ID");
            }
        }
    }

    /** A heartbeat, no event at all, one that takes too long, and another heartbeat: after the end, a new beginning. */
    private static List<String> answers(Execution execution) throws IOException, InterruptedException {
        var answers = new ArrayList<String>();
        try (execution) {
            for (var event : List.of(HEARTBEAT, "{}", A_PAGE_IS_DUE, HEARTBEAT)) {
                answers.add(execution.answer(event));
            }
        }
        return answers;
    }

    /** Its AWS takes every connection and says nothing. */
    private Program relay(ServerSocket nobody) throws IOException {
        var world = new World(Moto.ACCOUNT, Moto.REGION, "runtime", Map.of("OperatorMail", "operator@example.com"));
        var function = TemplateReader.read(Template.file(), world).functions().stream()
                .filter(each -> each.logicalName().equals("RelayFunction"))
                .findFirst()
                .orElseThrow();
        var aws = URI.create("http://127.0.0.1:" + nobody.getLocalPort());
        Program.configure(folder, Map.of("paging", "on"));
        return Program.of(function, folder, aws).within(SHORT);
    }
}
