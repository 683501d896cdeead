package tocsin.watch;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.avaje.json.node.JsonObject;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.Heartbeat;
import tocsin.Ports;
import tocsin.aws.AwsPorts;
import tocsin.aws.AwsPorts.Part;
import tocsin.health.Reports;
import tocsin.health.Sweeping;
import tocsin.state.Batch;

/** Each minute takes what is due and not done: the sure way, where the stream is the fast one; and every timer. */
public final class WatchHandler implements RequestStreamHandler {
    private static final Logger LOG = LoggerFactory.getLogger(WatchHandler.class);

    /** What is left for the answer itself. */
    private static final Duration REST = Duration.ofSeconds(3);

    private final Watching watching;
    private final Reports reports;
    private final Sweeps sweeps;
    private final JsonType<Sweeping.Reply> replies = Jsonb.instance().type(Sweeping.Reply.class);

    public WatchHandler() {
        this(AwsPorts.primed(Part.TABLE));
    }

    public WatchHandler(Ports ports) {
        watching = new Watching(ports);
        reports = new Reports(ports);
        sweeps = new Sweeps(ports);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        var text = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        output.write(answer(text, context).getBytes(StandardCharsets.UTF_8));
    }

    private String answer(String text, Context context) {
        var tree = Batch.tree(text);
        if (Heartbeat.isIn(tree)) {
            return Heartbeat.ANSWER;
        }
        if (tree.elements().get("health") instanceof JsonObject asked) {
            var request =
                    new Sweeping.Request(named(asked, "stage"), named(asked, "service"), asked.extract("within", 0L));
            return replies.toJson(reports.answer(request, left(context).minus(REST)));
        }
        if (tree.extract("sweep", false)) {
            var swept = sweeps.sweep(() -> left(context));
            LOG.info("{}", swept);
            return swept.toJson();
        }
        var watched = watching.watch(() -> left(context));
        LOG.info("{}", watched);
        return watched.toJson();
    }

    private static Duration left(Context context) {
        return Duration.ofMillis(context.getRemainingTimeInMillis());
    }

    private static @Nullable String named(JsonObject asked, String field) {
        var name = asked.extract(field, "");
        return name.isEmpty() ? null : name;
    }
}
