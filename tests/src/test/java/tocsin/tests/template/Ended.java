package tocsin.tests.template;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A command that was run to its end. */
record Ended(int code, String said) {
    /** Runs it without input; its errors are what it said, too. */
    static Ended of(ProcessBuilder command) throws IOException, InterruptedException {
        var running = command.redirectErrorStream(true).start();
        running.getOutputStream().close();
        var said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(running.waitFor(), said.strip());
    }
}
