package tocsin.remediate;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.avaje.json.node.JsonObject;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tocsin.Ports;
import tocsin.aws.AwsPorts;
import tocsin.aws.AwsPorts.Part;
import tocsin.runbook.Planner;
import tocsin.runbook.RunPlan;
import tocsin.runbook.Runner;
import tocsin.state.Batch;
import tocsin.state.Documents;

/**
 * Takes runs by the keys that the steps queue brings, each as far as it goes now; one that failed stays there alone.
 * Asked for a plan, it answers by return what a run would do.
 */
public final class RemediateHandler implements RequestStreamHandler {
    private final Runner runner;
    private final Planner planner;
    private final JsonType<RunPlan.Reply> replies = Jsonb.instance().type(RunPlan.Reply.class);
    private final Documents documents = new Documents();

    public RemediateHandler() {
        this(AwsPorts.primed(Part.TABLE));
    }

    public RemediateHandler(Ports ports) {
        runner = new Runner(ports);
        planner = new Planner(ports);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        var tree = Batch.tree(new String(input.readAllBytes(), StandardCharsets.UTF_8));
        output.write(answer(tree).getBytes(StandardCharsets.UTF_8));
    }

    private String answer(JsonObject tree) {
        if (tree.elements().get("plan") instanceof JsonObject asked) {
            var request = new RunPlan.Request(asked.extract("runbook", ""), asked.extract("service", ""));
            return replies.toJson(planner.plan(request));
        }
        return Batch.in(tree).map(batch -> Batch.failures(failed(batch))).orElse("{}");
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
