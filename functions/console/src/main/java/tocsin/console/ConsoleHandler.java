package tocsin.console;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import tocsin.Ports;
import tocsin.aws.AwsPorts;
import tocsin.aws.AwsPorts.Part;

/** Answers the HTTP API: the command, and what the pager tells by its webhook. */
public final class ConsoleHandler implements RequestStreamHandler {
    private final Console console;

    public ConsoleHandler() {
        this(AwsPorts.primed(Part.TABLE));
    }

    public ConsoleHandler(Ports ports) {
        console = new Console(ports);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        var event = HttpEvent.read(new String(input.readAllBytes(), StandardCharsets.UTF_8));
        var answer = event.isEmpty() ? "{}" : HttpEvent.write(console.answer(event.get()));
        output.write(answer.getBytes(StandardCharsets.UTF_8));
    }
}
