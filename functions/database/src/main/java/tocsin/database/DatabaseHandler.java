package tocsin.database;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import tocsin.Heartbeat;
import tocsin.Ports;
import tocsin.aws.AwsPorts;
import tocsin.cloud.Database.Reply;
import tocsin.cloud.Database.Request;
import tocsin.state.Batch;

/** Asks the product's PostgreSQL, from inside its network, and answers by return: REMEDIATE waits for it. */
public final class DatabaseHandler implements RequestStreamHandler {
    private final JsonType<Request> requests = Jsonb.instance().type(Request.class);
    private final JsonType<Reply> replies = Jsonb.instance().type(Reply.class);
    private final Answering answering;

    public DatabaseHandler() {
        this(AwsPorts.fromEnvironment());
    }

    public DatabaseHandler(Ports ports) {
        answering = new Answering(ports);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        var text = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        output.write(answer(text).getBytes(StandardCharsets.UTF_8));
    }

    private String answer(String text) {
        if (Heartbeat.isIn(Batch.tree(text))) {
            return Heartbeat.ANSWER;
        }
        return replies.toJson(answering.answer(requests.fromJson(text)));
    }
}
