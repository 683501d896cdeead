package tocsin.remediate;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tocsin.Ports;
import tocsin.aws.AwsPorts;
import tocsin.aws.AwsPorts.Part;
import tocsin.runbook.Runner;
import tocsin.state.Batch;
import tocsin.state.Documents;

/**
 * Takes runs by the keys that the steps queue brings, each as far as it goes now; one that failed stays there alone.
 */
public final class RemediateHandler implements RequestStreamHandler {
    private final Runner runner;
    private final Documents documents = new Documents();

    public RemediateHandler() {
        this(AwsPorts.primed(Part.TABLE));
    }

    public RemediateHandler(Ports ports) {
        runner = new Runner(ports);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        var tree = Batch.tree(new String(input.readAllBytes(), StandardCharsets.UTF_8));
        var answer = Batch.in(tree).map(batch -> Batch.failures(failed(batch))).orElse("{}");
        output.write(answer.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> failed(Batch batch) {
        var failed = new ArrayList<String>();
        for (var item : batch.items()) {
            try {
                runner.run(documents.keys().fromJson(item.body()));
            } catch (
                    RuntimeException
                            failure) { // the others go on; this one comes again, and at last to the dead letters
                System.err.println("{\"level\":\"WARN\",\"what\":\"a run could not go on\",\"message\":\"" + item.id()
                        + "\",\"why\":\"" + failure.toString().replaceAll("[\"\\\\\\p{Cntrl}]", " ") + "\"}");
                failed.add(item.id());
            }
        }
        return failed;
    }
}
