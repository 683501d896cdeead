package tocsin.notify;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.Heartbeat;
import tocsin.Ports;
import tocsin.aws.AwsPorts;
import tocsin.aws.AwsPorts.Part;
import tocsin.state.Batch;
import tocsin.state.Documents;
import tocsin.state.Keys;

/**
 * Takes keys of page rows from the pages queue and makes what each channel has confirmed equal to what is wanted; and
 * the canary's, which goes the same way, and is told as a heartbeat.
 */
public final class NotifyHandler implements RequestStreamHandler {
    private static final Logger LOG = LoggerFactory.getLogger(NotifyHandler.class);

    private final Documents documents = new Documents();
    private final Delivering delivering;
    private final Beating beating;

    public NotifyHandler() {
        this(AwsPorts.primed(Part.TABLE, Part.WEB, Part.SECRETS));
    }

    public NotifyHandler(Ports ports) {
        delivering = new Delivering(ports, documents);
        beating = new Beating(ports);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        var text = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        output.write(answer(text, context).getBytes(StandardCharsets.UTF_8));
    }

    private String answer(String text, Context context) {
        var input = Batch.tree(text);
        if (Heartbeat.isIn(input)) {
            return Heartbeat.ANSWER;
        }
        var batch = Batch.in(input).orElseThrow(() -> new IllegalArgumentException("no batch of the pages queue"));
        var failed = new ArrayList<String>();
        for (var item : batch.items()) {
            if (!delivered(item, context)) {
                failed.add(item.id());
            }
        }
        return Batch.failures(failed);
    }

    /** Whether the message is done with; one that is not comes again, and holds no other. */
    private boolean delivered(Batch.Item item, Context context) {
        try {
            var key = documents.keys().fromJson(item.body());
            if (key.equals(Keys.CANARY)) {
                LOG.info("{}: {}", key, beating.beat());
                return true;
            }
            var delivery = delivering.deliver(key, () -> Duration.ofMillis(context.getRemainingTimeInMillis()));
            LOG.info("{}: {}", key, delivery);
            return delivery != Delivery.NO_TIME;
        } catch (RuntimeException failure) {
            LOG.error("message {} comes again: {}", item.id(), item.body(), failure);
            return false;
        }
    }
}
