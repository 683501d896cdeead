package tocsin.watch;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.Heartbeat;
import tocsin.Ports;
import tocsin.aws.AwsPorts;
import tocsin.aws.AwsPorts.Part;
import tocsin.state.Batch;

/** Each minute takes what is due and not done: the sure way, where the stream is the fast one; and every timer. */
public final class WatchHandler implements RequestStreamHandler {
    private static final Logger LOG = LoggerFactory.getLogger(WatchHandler.class);

    private final Watching watching;

    public WatchHandler() {
        this(AwsPorts.primed(Part.TABLE));
    }

    public WatchHandler(Ports ports) {
        watching = new Watching(ports);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        var text = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        output.write(answer(text, context).getBytes(StandardCharsets.UTF_8));
    }

    private String answer(String text, Context context) {
        if (Heartbeat.isIn(Batch.tree(text))) {
            return Heartbeat.ANSWER;
        }
        var watched = watching.watch(() -> Duration.ofMillis(context.getRemainingTimeInMillis()));
        LOG.info("{}", watched);
        return watched.toJson();
    }
}
