package tocsin.intake;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tocsin.Ports;
import tocsin.aws.AwsPorts;
import tocsin.aws.AwsPorts.Part;
import tocsin.state.Batch;

/**
 * Takes what arrives, from the alarms queue or from CloudWatch itself, and has it decided and committed. A message that
 * could not be committed stays in the queue alone; a direct invocation that could not be fails, and Lambda keeps it.
 */
public final class IntakeHandler implements RequestStreamHandler {
    private final Intake intake;

    public IntakeHandler() {
        this(AwsPorts.primed(Part.TABLE));
    }

    public IntakeHandler(Ports ports) {
        intake = new Intake(ports);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        var text = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        output.write(answer(text, context).getBytes(StandardCharsets.UTF_8));
    }

    private String answer(String text, Context context) {
        var tree = Batch.tree(text);
        if (tree.containsKey("heartbeat")) {
            return "{}";
        }
        var batch = Batch.in(tree);
        if (batch.isPresent()) {
            return Batch.failures(
                    intake.take(batch.get().items(), () -> Duration.ofMillis(context.getRemainingTimeInMillis())));
        }
        intake.takeDirect(text);
        return "{}";
    }
}
