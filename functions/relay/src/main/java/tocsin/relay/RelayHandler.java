package tocsin.relay;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.avaje.json.node.JsonArray;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.Heartbeat;
import tocsin.Ports;
import tocsin.aws.AwsPorts;
import tocsin.aws.AwsPorts.Part;
import tocsin.state.Batch;

/** Takes the table's stream and sends the keys of rows that are due soon; what it misses WATCH takes. */
public final class RelayHandler implements RequestStreamHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RelayHandler.class);

    private final Relaying relaying;

    public RelayHandler() {
        this(AwsPorts.primed(Part.QUEUES));
    }

    public RelayHandler(Ports ports) {
        relaying = new Relaying(ports);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        var text = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        output.write(answer(text).getBytes(StandardCharsets.UTF_8));
    }

    private String answer(String text) {
        var input = Batch.tree(text);
        if (Heartbeat.isIn(input)) {
            return Heartbeat.ANSWER;
        }
        if (!(input.elements().get("Records") instanceof JsonArray records)) {
            throw new IllegalArgumentException("no batch of the table's stream");
        }
        var relayed = relaying.relay(records.elements());
        LOG.info("{}", relayed);
        var again = relayed.again();
        return Batch.failures(again == null ? List.of() : List.of(again));
    }
}
