package tocsin.tests.ports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import tocsin.aws.DynamoTable;
import tocsin.runbook.Halt;
import tocsin.state.Keys;

/** The lines of docs/break-glass.md, run as they stand there against an AWS that others wrote. */
class BreakGlassTest {
    private static final Path ROOT = Path.of(System.getProperty("tocsin.root", "."));
    private static final String TABLE = "break-glass";

    private static DynamoDbClient client;

    @BeforeAll
    static void create() {
        client = Moto.started().clients().client(DynamoDbClient.builder());
        client.createTable(request -> request.tableName(TABLE)
                .attributeDefinitions(List.of(LocalDynamo.text("pk"), LocalDynamo.text("sk")))
                .keySchema(LocalDynamo.keyedBy("pk", "sk"))
                .billingMode(BillingMode.PAY_PER_REQUEST));
    }

    @Test
    void one_line_halts_all_runs_and_one_lifts_it() throws Exception {
        assertThat(halt()).isNull();

        run(line("aws dynamodb put-item"));

        var halt = Objects.requireNonNull(halt());
        assertThat(halt.by()).isEqualTo("break-glass");
        assertThat(Duration.between(halt.at(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(5));

        run(line("aws dynamodb delete-item"));

        assertThat(halt()).isNull();
    }

    private static @Nullable Halt halt() {
        return Halt.of(new DynamoTable(() -> client, TABLE)
                .read(List.of(Keys.HALT))
                .rows()
                .get(Keys.HALT));
    }

    private static String line(String start) throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/break-glass.md")).stream()
                .filter(line -> line.startsWith(start))
                .reduce((one, other) -> {
                    throw new IllegalStateException("two lines: " + start);
                })
                .orElseThrow();
    }

    /** By bash, so that its quotes are the shell's; what "aws" does is what the CLI would. */
    private static void run(String line) throws IOException, InterruptedException {
        var command = new ProcessBuilder("bash", "-c", "aws() { \"$PYTHON\" \"$PROGRAM\" \"$@\"; }\n" + line);
        var environment = command.environment();
        environment.put("PYTHON", ROOT.resolve(".tocsin/tools/aws/bin/python").toString());
        environment.put("PROGRAM", ROOT.resolve("tests/break-glass/aws.py").toString());
        environment.put("TABLE", TABLE);
        environment.put("AWS_ENDPOINT_URL", Moto.started().uri().toString());
        environment.put("AWS_DEFAULT_REGION", Moto.REGION);
        environment.put("AWS_ACCESS_KEY_ID", "test");
        environment.put("AWS_SECRET_ACCESS_KEY", "test");
        var running = command.redirectErrorStream(true).start();
        running.getOutputStream().close();
        var said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor()).as(said).isZero();
    }
}
